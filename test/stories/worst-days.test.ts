import { beforeAll, describe, expect, test } from 'vitest';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import {
  bet,
  checked,
  commented,
  mapFile,
  marked,
  outcomeMap,
  settled,
  useStory,
  verdictLabels,
} from '../stage/story/story.ts';

/** What GitHub and its people do on their worst days. */
describe('worst days', () => {
  const stage = useStory('embedded', { owners: { acme: { installed: true }, 'my-org': { installed: true } } });
  let number = 0;

  beforeAll(() => stage.start());

  const quiet = () => settled(stage.github, 1500);
  const repository = (release = '{ on: release }', owner = 'acme'): Promise<RepositoryOnGitHub> => {
    number += 1;
    const map = outcomeMap('mode: enforce', `release: ${release}\n`);
    return stage.github.createRepository(`${owner}/repo-${number}`, { files: { [mapFile]: map } });
  };
  const open = (shop: RepositoryOnGitHub, body: string, wish: Record<string, unknown> = {}) => {
    number += 1;
    return shop.openPullRequest({
      title: `Change ${number}`,
      author: 'ben',
      branch: `change-${number}`,
      files: { [`src/${number}.ts`]: 'export {};\n' },
      body,
      ...wish,
    });
  };
  const merged = async (shop: RepositoryOnGitHub): Promise<PullRequestOnGitHub> => {
    const pull = await open(shop, bet);
    await commented(pull, 'forecast');
    await pull.merge({ method: 'squash' });
    await commented(pull, 'forecast', 'state=merged');
    return pull;
  };
  const shipped = (pull: PullRequestOnGitHub) => commented(pull, 'forecast', 'state=shipped');

  test('a description with carriage returns counts; one that is null, and one of nothing but traps, do not', async () => {
    const pull = await open(await repository(), bet.replaceAll('\n', '\r\n'));
    await checked(pull, 'success');
    await pull.edit({ body: null as never });
    await checked(pull, 'failure');
    await pull.editBody(bet);
    await checked(pull, 'success');
    await pull.editBody('> <!-- `'.repeat(7000));
    await checked(pull, 'failure');
  });

  test('a fork: the check is in the base repository, and a re-run or a button finds its pull request by the head', async () => {
    const pull = await open(await repository(), 'Nothing', { fork: true, author: 'sam' });
    await checked(pull, 'failure');
    await pull.pressButton('exempt', 'sam');
    expect((await commented(pull, 'reply')).body).toContain('write access');
    const from = stage.github.requests.length;
    await pull.rerequestCheck('ann');
    await eventually('the same run again', async () =>
      stage.github.requestsOfApp(from).some(({ method, path }) => method === 'PATCH' && path.includes('/check-runs/')),
    );
    expect(await pull.checks()).toHaveLength(1);
  });

  test('a comment with our marker that somebody else wrote is neither edited nor adopted', async () => {
    const pull = await open(await repository(), 'Nothing');
    await checked(pull, 'failure');
    const forged = '<!-- soundings:forecast v1 measurable=yes state=open -->\nAll is well';
    await pull.comment(forged, 'sam');
    await pull.editBody(`${forged}\n\n${bet}`);
    await eventually('a forecast of our own', async () => (await pull.comments()).length === 2);
    const [first, second] = await pull.comments();
    expect(first).toMatchObject({ author: 'sam', body: forged });
    expect(second?.author).toBe('soundings[bot]');
  });

  test('commands in an edited comment, and those of bots, are not carried out', async () => {
    const pull = await open(await repository(), 'Nothing');
    await checked(pull, 'failure');
    const id = await pull.comment('Hello', 'ann');
    await pull.editComment(id, '/soundings exempt edited in', 'ann');
    await pull.comment('/soundings exempt by a bot', 'dependabot[bot]');
    await quiet();
    expect((await pull.check())?.conclusion).toBe('failure');
    expect(await marked(pull, 'reply')).toEqual([]);
  });

  test('a locked conversation: the check is given, and later events are not held up', async () => {
    const locked = { status: 403, body: { message: 'Unable to create comment because issue is locked.' } };
    stage.github.faults.next({ match: /POST .*\/issues\/\d+\/comments/, times: 5, ...locked });
    const pull = await open(await repository(), bet);
    await checked(pull, 'success');
    await pull.editBody('Nothing');
    await checked(pull, 'failure');
    stage.github.faults.clear();
    await pull.editBody(bet);
    await commented(pull, 'forecast', 'state=open');
  });

  test('a revert that is closed undoes nothing; merged by squash it is told by its number; a re-apply starts anew', async () => {
    const shop = await repository();
    const pull = await merged(shop);
    await shop.release({ tag: 'v1.0.0' });
    await shipped(pull);
    const revert = await pull.revert();
    await revert.close('ann');
    await quiet();
    expect(await marked(pull, 'forecast', 'state=shipped')).toHaveLength(1);
    await revert.reopen('ann');
    await revert.merge({ method: 'squash' });
    await commented(pull, 'forecast', 'state=reverted');
    await quiet();
    expect((await commented(pull, 'forecast')).body).toContain(`Reverted by #${revert.number} on`);
    expect(await verdictLabels(pull)).toEqual(['soundings:reverted']);

    const again = await revert.revert();
    await again.merge({ method: 'squash' });
    const back = await commented(pull, 'forecast', 'state=merged');
    expect(back.body).toMatch(/Applied again( by #\d+)? on/);
    await shop.release({ tag: 'v1.0.1' });
    expect((await shipped(pull)).body).toContain('v1.0.1');
    await eventually('no label', async () => (await verdictLabels(pull)).length === 0);
  });

  test('a revert that is pushed as a commit with a short SHA, before the release: it never ships', async () => {
    const shop = await repository();
    const pull = await merged(shop);
    const { merge_commit_sha: sha } = await pull.read();
    await shop.push({ 'a.txt': 'a' }, { message: `Take it out\n\nThis reverts commit ${sha.slice(0, 9)}.` });
    await commented(pull, 'forecast', 'state=reverted');
    await shop.release({ tag: 'v1.0.0' });
    await quiet();
    expect(await marked(pull, 'forecast', 'state=reverted')).toHaveLength(1);
  });

  test('drafts and pre-releases ship nothing until they are published; the first that does starts the clock', async () => {
    const shop = await repository();
    const pull = await merged(shop);
    const draft = await shop.release({ tag: 'v1.0.0', draft: true });
    const candidate = await shop.release({ tag: 'v1.0.0-rc1', prerelease: true });
    await quiet();
    expect(await marked(pull, 'forecast', 'state=merged')).toHaveLength(1);
    await shop.editRelease(candidate, { prerelease: false });
    expect((await shipped(pull)).body).toContain('v1.0.0-rc1');
    await shop.editRelease(draft, { draft: false });
    await quiet();
    expect((await shipped(pull)).body).toContain('v1.0.0-rc1');
    const next = await merged(shop);
    await shop.tag('v2.0.0', { annotated: true });
    await shop.release({ tag: 'v2.0.0' });
    await shipped(next);
  });

  test('a merge into another branch than the default one has not shipped', async () => {
    const shop = await repository('{ on: merge }');
    await open(shop, 'Outcome: none (chore): a base to build on', { branch: 'feature' });
    const pull = await open(shop, bet, { base: 'feature' });
    await commented(pull, 'forecast');
    await pull.merge();
    await commented(pull, 'forecast', 'state=merged');
    await quiet();
    expect(await marked(pull, 'forecast', 'state=merged')).toHaveLength(1);
  });

  test('a source that is for other owners says so, without a figure of it', async () => {
    const pull = await open(await repository('{ on: merge }', 'my-org'), bet);
    const forecast = await commented(pull, 'forecast', 'measurable=no');
    expect(forecast.body).toContain('cannot be measured: source not available to my-org');
    expect(forecast.body).not.toMatch(/\d ms\b|[▁▂▃▄▅▆▇█]/);
  });
});
