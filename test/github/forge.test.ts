import { ProbotOctokit } from 'probot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Repository } from '../../src/domain/repository.ts';
import { type CheckRun, type Forge, WriteRefused } from '../../src/flows/ports/forge.ts';
import { readEvent } from '../../src/github/deliveries/read-event.ts';
import { subjectOf } from '../../src/github/deliveries/subject-of.ts';
import { githubForge } from '../../src/github/forge.ts';
import { appIdentity } from '../../src/github/requests/app-identity.ts';
import type { FakeGitHub } from '../stage/github/fake-github.ts';
import { secondaryLimit } from '../stage/github/faults.ts';
import { validateRequest } from '../stage/github/openapi.ts';
import { startGitHub } from '../stage/github/start-github.ts';
import { silent } from './mock-github.ts';

/** The whole adapter over HTTP, against a GitHub with state, in one story. */
let github: FakeGitHub;
let forge: Forge;
let shop: Repository;
const waits: number[] = [];

beforeAll(async () => {
  github = await startGitHub({ validate: validateRequest });
  await github.createRepository('acme/shop', { files: { '.github/soundings.yml': 'version: 1\n' } });
  const { apiUrl: baseUrl, appId, privateKey } = github;
  const octokit = (installationId?: number) =>
    new ProbotOctokit({
      baseUrl,
      auth: { appId, privateKey, installationId },
      throttle: { enabled: false },
      log: silent,
    });
  forge = githubForge({
    octokitFor: async (installationId) => octokit(installationId),
    identity: appIdentity(appId, async () => octokit()),
    log: silent,
    now: () => new Date(),
    wait: async (milliseconds) => waits.push(milliseconds),
  });
  await github.relay.settled();
  const known = github.relay.deliveries
    .map(({ event, payload }) => readEvent(event, payload, appId).context.repository)
    .findLast((repository) => repository !== undefined);
  if (!known) throw new Error('no delivery told of the repository');
  shop = known;
});
afterAll(() => github.close());

const run: CheckRun = {
  headSha: '',
  conclusion: 'failure',
  output: {
    title: 'No key result named',
    summary: 'Add a line',
    annotations: [{ path: '.github/soundings.yml', line: 1, level: 'failure', message: 'unknown key' }],
  },
  actions: [{ label: 'Re-check', description: 'Reads the description again', identifier: 'recheck' }],
};

test('the deliveries of a story are read, and its pull request with them', async () => {
  const onGitHub = github.repository('acme/shop');
  const before = await onGitHub.tip();
  const issue = await onGitHub.openIssue({ title: 'Shorter form', body: 'Key result: KR1', labels: ['hypothesis'] });
  const files = { 'src/form.ts': 'short', 'docs/form.md': 'why' };
  const pull = await onGitHub.openPullRequest({ title: 'Shorter form', body: `Closes #${issue.number}`, files });
  const headSha = await pull.headSha();
  const { number } = pull;

  expect(await forge.pullRequest(shop, number)).toMatchObject({ number, headSha, state: 'open', merged: false });
  expect(await forge.pullRequest(shop, 99)).toBeUndefined();
  expect(await forge.openPullRequests(shop)).toEqual([{ number, headSha, updatedAt: expect.any(Date) }]);
  expect((await forge.changedPaths(shop, number)).sort()).toEqual(['docs/form.md', 'src/form.ts']);
  expect(await forge.commitAuthors(shop, number)).toEqual(['ben']);
  expect(await forge.commitsOf(shop, number)).toEqual([headSha]);
  const found = { number: issue.number, body: 'Key result: KR1', labels: ['hypothesis'], state: 'open' };
  expect(await forge.issue(shop, issue.number)).toMatchObject({ owner: 'acme', repository: 'shop', ...found });
  expect(await forge.issue(shop, number)).toBeUndefined();
  expect(await forge.closingIssues(shop, number, 'ben')).toMatchObject([found]);
  expect(await Promise.all(['ann', 'ben', 'rae', 'nobody'].map((login) => forge.canWrite(shop, login)))).toEqual([
    true,
    true,
    false,
    false,
  ]);

  const checkId = await forge.createCheck(shop, { ...run, headSha });
  expect(await forge.ownCheck(shop, headSha)).toBe(checkId);
  expect(await forge.updateCheck(shop, checkId, { ...run, headSha, conclusion: 'success' })).toBe(true);
  expect(await forge.updateCheck(shop, 999_999, { ...run, headSha })).toBe(false);
  expect((await pull.check())?.conclusion).toBe('success');

  const marker = '<!-- soundings:forecast v1 -->';
  await pull.comment(marker, 'sam');
  const commentId = await forge.createComment(shop, number, `${marker}\nfirst`);
  expect(await forge.updateComment(shop, commentId, `${marker}\nsecond`)).toBe(true);
  expect(await forge.ownComments(shop, number)).toEqual([{ id: commentId, body: `${marker}\nsecond` }]);
  const asked = await pull.comment('/soundings check', 'ben');
  await forge.react(shop, asked, '+1');
  expect(await pull.reactions(asked)).toEqual(['soundings[bot] +1']);
  await pull.deleteComment(asked);
  await forge.react(shop, asked, '+1');
  expect(await forge.updateComment(shop, asked, 'gone')).toBe(false);

  await forge.addLabel(shop, number, 'soundings:moved');
  expect((await forge.pullRequest(shop, number))?.labels).toEqual(['soundings:moved']);
  await forge.removeLabel(shop, number, 'soundings:moved');
  await forge.removeLabel(shop, number, 'soundings:moved');
  expect((await forge.pullRequest(shop, number))?.labels).toEqual([]);

  const merge = await pull.merge();
  await onGitHub.release({ tag: 'v1.4.0' });
  expect(await forge.pullRequest(shop, number)).toMatchObject({ merged: true, mergeCommitSha: merge, state: 'closed' });
  expect(await forge.commitOf(shop, 'v1.4.0')).toBe(await onGitHub.tip());
  expect(await forge.commitOf(shop, 'v9')).toBeUndefined();
  expect(await forge.mergedWith(shop, merge)).toEqual([number]);
  expect(await forge.mergedWith(shop, before)).toEqual([]);
  expect(await forge.compare(shop, merge, 'v1.4.0')).toBe('identical');
  expect(await forge.compare(shop, before, 'v1.4.0')).toBe('ahead');
  expect(await forge.compare(shop, merge, before)).toBe('behind');
  expect(await forge.compare(shop, merge, 'v9')).toBeUndefined();
  expect((await forge.commitsBetween(shop, before, 'main')).map(({ sha }) => sha)).toContain(merge);

  await github.relay.settled();
  const read = github.relay.deliveries.map(({ event, payload }) => ({
    ...readEvent(event, payload, github.appId),
    subject: subjectOf(event, payload),
  }));
  expect(read.flatMap(({ problem }) => problem ?? [])).toEqual([]);
  const subject = `repo:${shop.id}#${number}`;
  const told = read.filter((one) => one.subject === subject && one.event);
  expect(told.map(({ event }) => event?.kind)).toEqual([
    'pull-request-changed',
    'comment-created',
    'comment-created',
    'pull-request-changed',
  ]);
  expect(new Set(read.map(({ event }) => event?.kind))).toEqual(
    new Set([
      undefined,
      'issue-changed',
      'pull-request-changed',
      'comment-created',
      'commits-pushed',
      'release-published',
      'tag-pushed',
    ]),
  );
});

test('the map, and the commit that last changed it', async () => {
  const path = '.github/soundings.yml';
  expect((await forge.file(shop, path))?.text).toBe('version: 1\n');
  const commit = await github.repository('acme/shop').commitFile(path, 'version: 1 # mended\n');
  expect((await forge.file(shop, path))?.text).toBe('version: 1 # mended\n');
  expect(await forge.lastCommitOf(shop, path)).toBe(commit);
  expect(await forge.file(shop, '.github')).toBeUndefined();
  expect(await forge.file(shop, path, { name: '.github' })).toBeUndefined();
  expect(await forge.lastCommitOf(shop, path, '.github')).toBeUndefined();
});

test('a broken line, a failure and a lost answer', async () => {
  const { number } = await github.repository('acme/shop').openPullRequest({ title: 'Another', files: { b: 'b' } });
  waits.splice(0);
  github.faults.next({ match: `/pulls/${number}`, drop: 'before' });
  github.faults.next({ match: `/pulls/${number}`, status: 502 });
  expect((await forge.pullRequest(shop, number))?.number).toBe(number);
  expect(waits).toEqual([500, 2000]);

  github.faults.next({ match: `/issues/${number}/comments`, drop: 'after' });
  await expect(forge.createComment(shop, number, 'once')).rejects.toThrow('GitHub did not answer POST');
  expect((await forge.ownComments(shop, number)).map(({ body }) => body)).toEqual(['once']);
});

test('a locked conversation is told from a limit, and a reaction there is let go', async () => {
  const pull = await github.repository('acme/shop').openPullRequest({ title: 'Locked', files: { c: 'c' } });
  const locked = { status: 403, body: { message: 'Unable to create comment because issue is locked.' } };
  const id = await forge.createComment(shop, pull.number, 'before');
  github.faults.next({ match: 'comments', times: 3, ...locked });
  await expect(forge.createComment(shop, pull.number, 'once')).rejects.toThrow(WriteRefused);
  await expect(forge.updateComment(shop, id, 'again')).rejects.toThrow(WriteRefused);
  await forge.react(shop, id, '+1');
  github.faults.next({ match: 'comments', ...secondaryLimit(3600) });
  await expect(forge.createComment(shop, pull.number, 'once')).rejects.toThrow('secondary rate limit');
});

test('every request was one that GitHub describes', () => {
  expect(github.requestsOfApp().length).toBeGreaterThan(40);
  expect(github.violations).toEqual([]);
});

test('an issue of ours is edited in place; one that is not there is not', async () => {
  const number = await forge.createIssue(shop, { title: 'Weekly digest: 2026-W47', body: 'one', labels: [] });
  expect(await forge.updateIssue(shop, number, { title: 'Weekly digest: 2026-W48', body: 'two' })).toBe(true);
  expect(await forge.updateIssue(shop, number, { body: 'three' })).toBe(true);
  expect(await forge.issue(shop, number)).toMatchObject({ title: 'Weekly digest: 2026-W48', body: 'three' });
  expect(await forge.updateIssue(shop, 9_999, { body: 'two' })).toBe(false);
});
