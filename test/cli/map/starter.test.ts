import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownersIn } from '../../../src/cli/map/starter/code-owners.ts';
import { guessRelease } from '../../../src/cli/map/starter/guess-release.ts';
import { lookAround } from '../../../src/cli/map/starter/look-around.ts';
import { readWorkflow } from '../../../src/cli/map/starter/read-workflow.ts';
import { tagFamilies } from '../../../src/cli/map/starter/tag-families.ts';
import { tagsOf } from '../../../src/cli/map/starter/tags-of.ts';
import { folderOf } from '../../stage/process/run-soundings.ts';

const toProduction = `name: Ship
on: { push: { branches: [main] } }
jobs:
  stage: { runs-on: ubuntu-latest, environment: staging, steps: [{ run: ./ship }] }
  ship: { runs-on: ubuntu-latest, environment: { name: production, url: "https://acme.dev" }, steps: [{ run: ./ship }] }
`;
const withReleases = `on: [push]
jobs: { release: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v5 }, { uses: googleapis/release-please-action@v4 }] } }
`;
const byCommand =
  'on: push\njobs: { r: { steps: [{ run: "npm test" }, { run: "gh release create v1 --notes x" }] } }\n';
const onTag = 'on: { push: { tags: ["v*"] } }\njobs: { publish: { steps: [{ run: npm publish }] } }\n';
const onMerge = 'on:\n  push:\n    branches: [main]\njobs: { deploy: { steps: [{ run: ./deploy }] } }\n';
const ofOtherBranch = onMerge.replace('main', 'next');
const tests = 'on: [push, pull_request]\njobs: { test: { steps: [{ run: npm test }] } }\n';

describe('what tells at which event changes reach users', () => {
  test.each<[string, Record<string, string>, string[], ReturnType<typeof guessRelease>]>([
    ['nothing', { 'test.yml': tests }, [], undefined],
    [
      'an environment of production, before all else',
      { 'a.yml': withReleases, 'ship.yml': toProduction },
      ['v1.0.0'],
      {
        value: '{ on: deployment, environment: "production" }',
        why: '.github/workflows/ship.yml deploys to the environment production',
      },
    ],
    [
      'what makes releases, with tags of several packages',
      { 'a.yml': withReleases },
      ['api-v1.0.0', 'web-v2.0.0', 'api-v1.1.0'],
      {
        value: '{ on: release }',
        why: '.github/workflows/a.yml makes releases (googleapis/release-please-action); tags are of 2 families (api-v* and web-v*): see `families`',
      },
    ],
    [
      'a command that makes releases',
      { 'a.yml': byCommand },
      [],
      { value: '{ on: release }', why: '.github/workflows/a.yml makes releases (gh release create)' },
    ],
    [
      'tags',
      { 'publish.yml': onTag },
      ['v1.10.0', 'v1.9.1', 'nightly'],
      { value: '{ on: tag, tags: "v*" }', why: '2 tags, such as v1.10.0' },
    ],
    ['tags of dates', {}, ['2026.11.03'], { value: '{ on: tag }', why: '1 tag, such as 2026.11.03' }],
    [
      'a workflow for tags, before the first one',
      { 'publish.yml': onTag },
      [],
      { value: '{ on: tag }', why: '.github/workflows/publish.yml runs when a tag is pushed' },
    ],
    [
      'a deployment of the default branch',
      { 'ci.yml': onMerge },
      [],
      { value: '{ on: merge }', why: '.github/workflows/ci.yml deploys what is pushed to the default branch' },
    ],
    ['one of another branch', { 'ci.yml': ofOtherBranch }, [], undefined],
    [
      'what is put together when it runs',
      { 'a.yml': toProduction.replace('production', `\${{ inputs.to }}`) },
      [],
      undefined,
    ],
    ['no workflow at all', { 'a.yml': 'on: [', 'b.yml': '- 1\n', 'c.yml': '' }, [], undefined],
  ])('%s', (_, files, tags, guess) => {
    const workflows = Object.entries(files).flatMap(([file, text]) => readWorkflow(file, text) ?? []);
    expect(guessRelease(workflows, tagFamilies(tags))).toEqual(guess);
  });
});

test('families of tags: what is before the version, the largest first; names that are none are left out', () => {
  const tags = ['v1.0.0', 'v1.1.0-rc.1', '@acme/web@2.0.0', 'release/3.4', 'app2-v1.0', 'latest', 'v1', 'x"y-1.0'];
  expect(tagFamilies(tags)).toEqual([
    { pattern: 'v*', count: 2, newest: 'v1.0.0' },
    { pattern: '@acme/web@*', count: 1, newest: '@acme/web@2.0.0' },
    { pattern: 'app2-v*', count: 1, newest: 'app2-v1.0' },
    { pattern: 'release/*', count: 1, newest: 'release/3.4' },
  ]);
});

describe('owners', () => {
  const owners = ownersIn(
    'CODEOWNERS',
    `# who looks at what
*            @acme/everybody ann@acme.dev
/billing/    @bob @acme/payments   # money
/infra/**    @acme/sre
`,
  );
  test('a team by its name, else the one of everything; no people', () => {
    expect(owners?.('finance')).toEqual({ value: '"@acme/payments"', why: 'CODEOWNERS has it for /billing/' });
    expect(owners?.('platform')).toEqual({ value: '"@acme/sre"', why: 'CODEOWNERS has it for /infra/**' });
    expect(owners?.('growth')).toEqual({ value: '"@acme/everybody"', why: 'CODEOWNERS has it for *' });
  });
  test('people alone own no metric', () => {
    expect(ownersIn('CODEOWNERS', '* @ann\n')?.('growth')).toBeUndefined();
  });
});

test('a checkout: workflows, tags, bots, branches of releases, labels of forms', () => {
  const dir = folderOf({
    '.github/workflows/release.yml': withReleases,
    '.github/workflows/notes.txt': toProduction,
    '.github/dependabot.yml': 'version: 2\n',
    'renovate.json': '{}',
    '.github/ISSUE_TEMPLATE/bug.yml': 'labels: [bug]\n',
    '.github/ISSUE_TEMPLATE/feature_request.md': '---\nname: Feature\nlabels: enhancement, triage\n---\nWhat?\n',
    'docs/CODEOWNERS': '* @acme/growth\n',
  });
  const found = lookAround(dir);
  expect(found).toMatchObject({
    release: { value: '{ on: release }' },
    bots: { value: ['dependabot[bot]', 'renovate[bot]'], why: 'there is .github/dependabot.yml and renovate.json' },
    branches: { value: ['release-please--*'] },
    labels: { value: ['enhancement', 'triage'], why: '.github/ISSUE_TEMPLATE/feature_request.md gives it' },
  });
  expect(found.owner('growth')).toEqual({ value: '"@acme/growth"', why: 'docs/CODEOWNERS has it for *' });
});

test('tags are those of the repository itself, not of one around it; packed ones, loose ones, those of a worktree', () => {
  const dir = folderOf({ 'inner/file': '' });
  const git = (...args: string[]) => execFileSync('git', ['-C', dir, ...args], { stdio: 'pipe' });
  git('init', '-q');
  git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', 'one');
  git('tag', 'v1.9.0');
  git('pack-refs', '--all');
  for (const tag of ['v1.10.0', '@acme/web@1.0.0']) git('tag', tag);
  git('worktree', 'add', '-q', join(dir, 'beside'));
  const tags = ['v1.10.0', 'v1.9.0', '@acme/web@1.0.0'];
  expect(tagsOf(dir)).toEqual(tags);
  expect(tagsOf(join(dir, 'beside'))).toEqual(tags);
  expect(tagsOf(join(dir, 'inner'))).toEqual([]);
  expect(lookAround(dir).release).toMatchObject({ value: '{ on: tag, tags: "v*" }' });
});
