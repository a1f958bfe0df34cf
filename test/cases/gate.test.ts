import { beforeEach, describe, expect, test } from 'vitest';
import type { PullRequest } from '../../src/domain/gate/facts.ts';
import { betOn, mapOf } from '../stage/world/map-of.ts';
import { formBody } from '../stage/world/people.ts';
import { useWorld } from '../stage/world/use-world.ts';
import { pullRequest } from '../stage/world/world.ts';

/*
 * What people really do around the gate. What carries a change that was judged (D1) is in test/flows/gate/carried-change.test.ts, two pull requests on one
 * head (A3) in shared-heads.test.ts.
 */
const { stage, people, openWith } = useWorld(mapOf());

/** The check of a pull request that is opened, and says this. */
async function opened(body: string, part: Partial<PullRequest> = {}, paths = ['src/pay.ts']) {
  stage.forge.pullRequests.set(12, pullRequest({ body, ...part }));
  stage.forge.paths.set(12, paths);
  await people.happens({ kind: 'pull-request-changed', number: 12 });
  return people.check(12);
}

test('A4: `!` takes out again what a pattern before it let in', async () => {
  await openWith(mapOf({ policy: 'mode: enforce, exempt: { paths: ["**", "!src/**"] }' }));
  expect(await opened('', {}, ['src/pay.ts'])).toMatchObject({ conclusion: 'failure' });
  expect(await opened('', { headSha: 'b'.repeat(40) }, ['docs/a.md'])).toMatchObject({ conclusion: 'neutral' });
});

describe('A5: a hypothesis that is held up, however it is linked', () => {
  const link = 'Closes [#42](https://github.com/acme/shop/issues/42)';
  const stopped = { at: new Date('2026-11-01T00:00:00Z'), by: 'ann', why: 'enough', on: 'acme/shop#42' };
  const isHypothesis = async (number: number, part: object = {}) => {
    people.issue(number, formBody);
    await stage.store.saveHypothesisStanding(stage.shop.id, number, { state: 'testing', history: [], ...part });
  };
  const linked = (...numbers: number[]) =>
    stage.forge.sidebar.set(
      12,
      numbers.flatMap((number) => stage.forge.issues.get(number) ?? []),
    );

  test.each([
    ['a closing word', 'Key result: KR1\n\nCloses #42'],
    ['a link, with a bet', `Key result: KR1\n\n${link}`],
    ['a link, with a bet and its figure', `${betOn()}\n\n${link}`],
    ['a link, with no bet', `Outcome: none (chore): tidy\n\n${link}`],
    ['the sidebar alone', 'Key result: KR1'],
    ['the sidebar, beside another hypothesis', 'Hypothesis: #41'],
  ])('stopped: %s', async (_, body) => {
    await isHypothesis(41);
    await isHypothesis(42, { stopped });
    linked(42);
    expect(await opened(body)).toMatchObject({
      conclusion: 'failure',
      title: expect.stringMatching(/^Hypothesis stopped/),
    });
  });

  test('not validated, where delivery needs that; a bet without any hypothesis needs none', async () => {
    await openWith(mapOf({ policy: 'mode: enforce, delivery: { needs: validated }' }));
    await isHypothesis(42);
    linked(42);
    for (const body of [`Key result: KR1\n\n${link}`, `Outcome: none (chore): tidy\n\n${link}`])
      expect(await opened(body)).toMatchObject({ conclusion: 'failure', title: expect.stringContaining('#42') });
    linked();
    expect(await opened('Key result: KR1\n\nCloses #7')).toMatchObject({ conclusion: 'success' });
  });

  test('one that is not held up changes nothing for who says that there is no bet', async () => {
    await isHypothesis(42);
    linked(42);
    expect(await opened(`Outcome: none (chore): tidy\n\n${link}`)).toMatchObject({
      conclusion: 'success',
      title: 'No outcome expected: chore',
    });
  });

  test('stopped later: what is linked to it in the sidebar is judged anew', async () => {
    await isHypothesis(42);
    linked(42);
    expect(await opened('Key result: KR1')).toMatchObject({ conclusion: 'success' });
    await people.comment(42, '/soundings decide stop "enough"', 'ben');
    expect(people.check(12)).toMatchObject({ conclusion: 'failure' });
  });

  test('the sidebar is asked for where there are other hypotheses than those named, and only then', async () => {
    await opened('Key result: KR1');
    expect(stage.forge.calls).not.toContain('closingIssues');
    await isHypothesis(42);
    await opened(`Key result: KR1\n\nHypothesis: #42`);
    expect(stage.forge.calls).not.toContain('closingIssues');
    await opened('Key result: KR1\n\nAnother text');
    expect(stage.forge.calls).toContain('closingIssues');
  });
});

test('B3: the primary movement is that of the key result named first', async () => {
  await openWith(`version: 1
metrics:
  a: { unit: count, good: up, source: w/a }
  b: { unit: count, good: up, source: w/b }
objectives:
  - { id: O1, key_results: [ { id: KR1, metric: b, from: 1, to: 2, by: 2027-12-31 }, { id: KR2, metric: a, from: 1, to: 2, by: 2027-12-31 } ] }
policy: { mode: enforce }
`);
  const primary = async () =>
    (await stage.store.betOf(stage.shop.id, 12))?.bet.movements.map(({ metric }) => metric.name);
  for (const [body, title, movements] of [
    ['Key results: KR1, KR2', 'KR1, KR2: b, 1 more', ['b', 'a']],
    ['Key results: KR2, KR1', 'KR2, KR1: a, 1 more', ['a', 'b']],
    ['Key result: KR2\nKey result: KR1', 'KR2, KR1: a, 1 more', ['a', 'b']],
  ] as const) {
    expect(await opened(body)).toMatchObject({ conclusion: 'success', title });
    expect(await primary()).toEqual(movements);
  }
});

test('D1: what a tool opens in the name of a person is exempt by its branch', async () => {
  await openWith(
    mapOf({ policy: 'mode: enforce, exempt: { branches: ["release-please--*", "changeset-release/*"] }' }),
  );
  const body =
    'I have created a release\n---\n\n### Features\n* shorter form ([#12](https://github.com/acme/shop/issues/12))';
  const headRef = 'release-please--branches--main';
  expect(await opened(body, { headRef })).toMatchObject({ conclusion: 'neutral' });
  expect(await opened(body, { headRef, fromFork: true, headSha: 'b'.repeat(40) })).toMatchObject({
    conclusion: 'failure',
  });
});

test('D1: a back-merge brings nothing new', async () => {
  expect(await opened('Merges `main` into `develop`.', { headRef: 'main', baseRef: 'develop' })).toMatchObject({
    conclusion: 'neutral',
  });
});

test('D3: of what the commits of a merge group name, only what is open is a member', async () => {
  await opened(betOn());
  stage.forge.pullRequests.set(
    5,
    pullRequest({ number: 5, body: '', state: 'closed', merged: true, mergedAt: new Date('2025-05-05T00:00:00Z') }),
  );
  stage.forge.groupCommits = [
    { sha: '1'.repeat(40), message: 'Fix tax (#5)', parent: '0'.repeat(40) },
    { sha: '2'.repeat(40), message: 'Ask for less', parent: '1'.repeat(40) },
  ];
  await people.happens({
    ...{ kind: 'merge-group-formed', baseSha: '0'.repeat(40), headSha: '2'.repeat(40) },
    headRef: `gh-readonly-queue/main/pr-12-${'0'.repeat(40)}`,
  });
  const run = stage.forge.checks.find(({ headSha }) => headSha === '2'.repeat(40));
  expect(run).toMatchObject({ conclusion: 'success', output: { title: expect.stringMatching(/^KR1: /) } });
});

describe('D4: more than five linked issues', () => {
  const numbers = [101, 102, 103, 104, 105, 106];
  const body = numbers.map((number) => `Closes #${number}`).join('\n');
  beforeEach(() => {
    for (const number of numbers) people.issue(number, number === 106 ? betOn() : 'It is broken');
  });

  test('the sidebar has them all: the sixth carries the bet', async () => {
    stage.forge.sidebar.set(12, [...stage.forge.issues.values()]);
    expect(await opened(body)).toMatchObject({ conclusion: 'success', title: expect.stringMatching(/^KR1: /) });
    expect(await opened('Six in the sidebar')).toMatchObject({ conclusion: 'success' });
  });

  test('where the sidebar cannot be read: which was not looked at', async () => {
    const check = await opened(body);
    expect(check).toMatchObject({ conclusion: 'failure' });
    expect(check?.summary).toContain(
      'The description names more issues than Soundings looks at: #106 was not. If one of them carries the bet, write it as `Hypothesis: #106`: those are looked at first.',
    );
    expect(stage.forge.calls.filter((call) => call === 'issue')).toHaveLength(5);
    expect(await opened(`${body}\n\nHypothesis: #106`)).toMatchObject({ conclusion: 'success' });
  });
});
