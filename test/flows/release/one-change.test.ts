import { beforeEach, describe, expect, test } from 'vitest';
import { mapOf } from '../../stage/world/map-of.ts';
import { mergeOf, releasesIn, tip } from '../../stage/world/releases.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, openWith } = useWorld(mapOf({ more: 'release: { on: release }' }));
const { merge, release, deploy, push, hold, betOf } = releasesIn(stage, people);

const body = 'Key result: KR1\nExpect: signups +10% within 14 days';
const [first, fifth, twentieth] = ['2026-11-01T10:00:00Z', '2026-11-05T10:00:00Z', '2026-11-20T10:00:00Z'];
const pushedOn = '2026-11-02T10:00:00Z';
const picked = 'e'.repeat(40);

const backport = (part = {}) =>
  merge(20, '2026-11-02T10:00:00Z', {
    title: 'Ask for less (backport #12)',
    body: `This is an automatic backport of pull request #12.\n\n---\n\n${body}`,
    baseRef: 'release/1.x',
    ...part,
  });
const readoutsOf = (number: number) => people.said(number, 'final').length;

describe('a backport', () => {
  test('is the same change: one bet, that ships with whichever is released first, and one last readout', async () => {
    await merge(12, first);
    await backport();
    await release('v1.0.1', fifth, [20]);
    await release('v2.0.0', twentieth, [12]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(fifth), signal: { name: 'v1.0.1' } });
    expect(await betOf(20)).toBeUndefined();
    expect(people.said(20, 'forecast')).toEqual([]);
    expect(people.said(12, 'forecast')).toEqual([expect.stringContaining('#20')]);
    expect(readoutsOf(12) + readoutsOf(20)).toBeLessThanOrEqual(1);
  });

  test.each<[string, () => Promise<void>]>([
    [
      'before what it brings',
      async () => {
        await backport();
        await release('v1.0.1', fifth, [20]);
        await merge(12, first);
      },
    ],
    [
      'after its release',
      async () => {
        await merge(12, first);
        await release('v1.0.1', fifth, [20]);
        await backport();
      },
    ],
    [
      'after both releases',
      async () => {
        await merge(12, first);
        await release('v2.0.0', twentieth, [12]);
        await release('v1.0.1', fifth, [20]);
        await backport();
      },
    ],
  ])('heard of %s', async (_, happens) => {
    await happens();
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(fifth) });
  });

  test('that says so in other words, with an outcome of its own', async () => {
    await merge(12, first);
    await backport({
      title: '[1.x] Ask for less',
      body: `Outcome: none (chore): for 1.x\n\n(cherry picked from commit ${mergeOf(12)})`,
    });
    await release('v1.0.1', fifth, [20]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: 'v1.0.1' } });
  });

  test('into the branch that has it already brings nothing', async () => {
    await merge(12, first);
    await backport({ baseRef: 'main' });
    expect((await betOf(12))?.carriers).toBeUndefined();
  });

  test('with more files than the change, and its description, is no second bet either', async () => {
    await merge(12, first);
    stage.forge.paths.set(20, ['src/form.ts', 'CHANGELOG-1.x.md']);
    await backport();
    expect(await betOf(20)).toBeUndefined();
    expect(await betOf(12)).toMatchObject({ carriers: [{ number: 20, branch: 'release/1.x' }] });
  });

  test.each([
    ['by its number', 'Backport of #20'],
    ['by its commit', `(cherry picked from commit ${mergeOf(20)})`],
  ])('of a backport, named %s, is the same change, too', async (_, named) => {
    await merge(12, first);
    await backport();
    await merge(21, pushedOn, { title: 'Ask for less', body: named, baseRef: 'release/0.x' });
    await release('v0.9.1', fifth, [21]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: 'v0.9.1' } });
  });

  test('of what was taken back ships nothing', async () => {
    await merge(12, first);
    await backport();
    await merge(21, '2026-11-03T10:00:00Z', { title: 'Revert', body: 'Reverts acme/shop#12' });
    await release('v1.0.1', fifth, [20]);
    expect(await betOf(12)).toMatchObject({ state: 'reverted' });
  });
});

/** #20 brings #12 to release/1.x. */
describe('a change that is reverted on a release branch', () => {
  const there = { baseRef: 'release/1.x' };
  const third = '2026-11-03T10:00:00Z';
  const fourth = '2026-11-04T10:00:00Z';
  const revertOf = (of: number, number = 22, at = third) =>
    merge(number, at, { ...there, title: 'Revert', body: `Reverts acme/shop#${of}` });
  const revert = () => revertOf(20);
  const atFirst = async () => {
    await merge(12, first);
    await backport();
  };

  test('before its release ships with the next place that holds it', async () => {
    await atFirst();
    await revert();
    await release('v1.0.1', fifth, [20, 22]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
    await release('v2.0.0', twentieth, [12]);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name: 'v2.0.0' } });
  });

  test('by a pushed commit, is not looked for among the commits of the release either', async () => {
    await atFirst();
    await push(third, [{ sha: picked, message: `Out\n\nThis reverts commit ${mergeOf(20)}.` }], 'release/1.x');
    stage.forge.ancestry.set(`${mergeOf(12)}...${tip('v1.0.1')}`, 'diverged');
    stage.forge.calls = [];
    await release('v1.0.1', fifth, [20, picked]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
    expect(stage.forge.calls).not.toContain('commitsSince');
  });

  test.each<[string, (() => Promise<void>)[]]>([
    ['after the release', [atFirst, () => release('v1.0.1', fifth, [20, 22]), revert]],
    ['before the backport', [() => merge(12, first), revert, backport]],
    ['before the change', [revert, backport, () => merge(12, first)]],
  ])('heard of %s, ships nothing there', async (_, deeds) => {
    for (const happens of deeds) await happens();
    await release('v1.0.1', fifth, [20, 22]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
    expect(people.said(12, 'forecast').at(-1)).not.toContain('Shipped');
    await release('v2.0.0', twentieth, [12]);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name: 'v2.0.0' } });
  });

  test('ships there when it is brought again before the release, heard of in any order', async () => {
    await atFirst();
    await revert();
    await release('v1.0.1', fifth, [20, 22, 23]);
    await revertOf(22, 23, fourth);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name: 'v1.0.1' } });
  });

  test('ships there when it is brought to the branch a second time', async () => {
    await atFirst();
    await revert();
    await merge(23, fourth, { ...there, title: 'Ask for less', body: 'Backport of #12' });
    await release('v1.0.1', fifth, [20, 22, 23]);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name: 'v1.0.1' } });
  });

  test('after its release is out, and stays so', async () => {
    await atFirst();
    await release('v1.0.1', fifth, [20]);
    await revertOf(20, 22, '2026-11-06T10:00:00Z');
    await release('v1.0.2', twentieth, [20, 22]);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name: 'v1.0.1' } });
  });

  test('which was cut with it, ships with main', async () => {
    await merge(12, first);
    await revertOf(12);
    await release('v1.0.1', fifth, [12, 22]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
    await release('v2.0.0', twentieth, [12]);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name: 'v2.0.0' } });
  });

  test.each<[string, 'ahead' | 'diverged']>([
    ['follows what was there', 'ahead'],
    ['was cut from an older one', 'diverged'],
  ])('and deployed from there is out until a deployment holds it again: a hotfix that %s', async (_, ancestry) => {
    await openWith(mapOf({ more: 'release: { on: deployment, environment: production }' }));
    await merge(12, first);
    await deploy('main', pushedOn, [12]);
    await revertOf(12);
    stage.forge.ancestry.set(`${tip('main')}...${tip('hotfix')}`, ancestry);
    await deploy('hotfix', fifth, [12, 22]);
    expect(await betOf()).toMatchObject({ state: 'reverted', undoing: { by: 'rollback', sha: tip('hotfix') } });
    await deploy('next', twentieth, [12]);
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date(twentieth) });
  });

  test('is not in what that branch is squashed into', async () => {
    await merge(12, first, { baseRef: 'feature' });
    await backport({ baseRef: 'develop', body: 'Backport of #12' });
    await merge(22, third, { baseRef: 'develop', body: 'Reverts acme/shop#20' });
    stage.forge.headCommits.set(23, [mergeOf(20), mergeOf(22)]);
    await merge(23, fourth, { headRef: 'develop', body: 'Outcome: none (chore)', headSha: tip('head of 23') });
    await release('v1', fifth, [23]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
  });

  test('by a push to its own branch is reverted', async () => {
    await merge(12, first, { baseRef: 'develop' });
    await push(third, [{ sha: picked, message: `Out\n\nThis reverts commit ${mergeOf(12)}.` }], 'develop');
    expect(await betOf()).toMatchObject({ state: 'reverted', undoing: { by: 'commit', sha: picked } });
  });

  test('and asks GitHub for nothing more where nothing was reverted', async () => {
    await atFirst();
    stage.forge.calls = [];
    await release('v1.0.1', fifth, [20]);
    expect(stage.forge.calls.filter((call) => call === 'compare')).toHaveLength(2);
  });
});

describe('a commit that is pushed to a release branch', () => {
  test.each<[string, string]>([
    ['says where it was picked from', `Ask for less\n\n(cherry picked from commit ${mergeOf(12)})`],
    ['bears the number', 'Ask for less (#12)'],
  ])('and %s', async (_, message) => {
    await merge(12, first);
    await push(pushedOn, [{ sha: picked, message }], 'release/1.x');
    await release('v1.0.1', fifth, [picked]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: 'v1.0.1' } });
  });

  test.each<[string, string[], string]>([
    ['touches other files, and is none of it', ['docs/tax.md'], 'merged'],
    ['touches a file of it among others', ['src/form.ts', 'docs/tax.md'], 'merged'],
    ['has lost a file of it to a conflict', ['src/form.ts'], 'shipped'],
    ['changes a file more to fit in there', ['src/form.ts', 'src/address.ts', 'src/old.ts'], 'shipped'],
  ])('with its number, and %s', async (_, files, state) => {
    stage.forge.commitPaths.set(mergeOf(12), ['src/form.ts', 'src/address.ts']);
    stage.forge.commitPaths.set(picked, files);
    await merge(12, first);
    await push(pushedOn, [{ sha: picked, message: 'Correct the tax (#12)' }], 'release/1.x');
    await release('v1.0.1', fifth, [picked]);
    expect(await betOf(12)).toMatchObject({ state });
  });

  test('heard of again asks for no files', async () => {
    const commits = [{ sha: picked, message: 'Ask for less (#12)' }];
    await merge(12, first);
    await push(pushedOn, commits, 'release/1.x');
    stage.forge.calls = [];
    await push(pushedOn, commits, 'release/1.x');
    expect(stage.forge.calls).not.toContain('pathsOf');
  });

  test('before the merge is heard of', async () => {
    await push(
      pushedOn,
      [{ sha: picked, message: `Less\n\n(cherry picked from commit ${mergeOf(12)})` }],
      'release/1.x',
    );
    await merge(12, first);
    await release('v1.0.1', fifth, [picked]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: 'v1.0.1' } });
  });
});

/** #12 into a branch, which #13 takes to main as a new commit. */
describe('a branch that was squashed on its way', () => {
  const stack = { baseRef: 'feature' };
  const onTop = { headRef: 'feature', body: 'Outcome: none (chore)', headSha: tip('head of 13') };
  beforeEach(() => {
    stage.forge.headCommits.set(13, ['f'.repeat(40), mergeOf(12)]);
    hold('head of 13', [12]);
  });

  test('ships what was merged into it', async () => {
    await merge(12, first, stack);
    await merge(13, pushedOn, onTop);
    await release('v1', fifth, [13]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(fifth) });
  });

  test('and is taken back, takes it back too, until that is taken back in turn', async () => {
    await merge(12, first, stack);
    await merge(13, pushedOn, onTop);
    await merge(14, '2026-11-03T10:00:00Z', { body: 'Reverts acme/shop#13' });
    expect(await betOf(12)).toMatchObject({ state: 'reverted', undoing: { number: 14 } });
    await merge(15, '2026-11-04T10:00:00Z', { body: 'Reverts acme/shop#14' });
    expect(await betOf(12)).toMatchObject({ state: 'merged', mergeSha: mergeOf(15) });
  });

  test('heard of before what was merged into it', async () => {
    await merge(13, pushedOn, onTop);
    await merge(12, first, stack);
    await release('v1', fifth, [13]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(fifth) });
  });

  test('twice: a stack of three', async () => {
    stage.forge.headCommits.set(14, [mergeOf(13)]);
    await merge(12, first, stack);
    await merge(13, pushedOn, { ...onTop, baseRef: 'develop' });
    await merge(14, '2026-11-03T10:00:00Z', { headRef: 'develop', body: 'Outcome: none (chore)' });
    await release('v1', fifth, [14]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(fifth) });
  });

  test('by a branch of a release, while develop is the default branch', async () => {
    await merge(12, first);
    await merge(13, pushedOn, { ...onTop, headRef: 'release/1.2', baseRef: 'stable' });
    await release('v1.2', fifth, [13]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: 'v1.2' } });
  });

  test('is no other place where its commits were kept: they are in the release', async () => {
    stage.forge.ancestry.set(`${mergeOf(12)}...${mergeOf(13)}`, 'ahead');
    await merge(12, first, stack);
    await merge(13, pushedOn, onTop);
    expect((await betOf(12))?.carriers).toBeUndefined();
  });

  test('that did not have it ships nothing', async () => {
    stage.forge.headCommits.set(13, ['f'.repeat(40)]);
    await merge(12, first, stack);
    await merge(13, pushedOn, onTop);
    await release('v1', fifth, [13]);
    expect(await betOf(12)).toMatchObject({ state: 'merged' });
  });

  test('ships at once where merges do', async () => {
    await openWith(mapOf({ more: 'release: { on: merge }' }));
    stage.forge.headCommits.set(13, [mergeOf(12)]);
    await merge(12, first, stack);
    expect(await betOf(12)).toMatchObject({ state: 'merged' });
    await merge(13, pushedOn, onTop);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(pushedOn) });
  });

  test('asks nothing of GitHub where no bet waits elsewhere', async () => {
    await merge(12, first);
    stage.forge.calls = [];
    await merge(13, pushedOn, onTop);
    expect(stage.forge.calls).not.toContain('commitsOf');
  });
});

describe('a bot that pushes the commit and closes the pull request', () => {
  const closed = { state: 'closed', body } as const;
  const landed = (message: string, branch?: string) => push(pushedOn, [{ sha: picked, message }], branch);
  const open = async () => {
    stage.forge.pullRequests.set(12, pullRequest({ body }));
    await people.happens({ kind: 'pull-request-changed', number: 12 });
  };
  const close = async () => {
    stage.forge.pullRequests.set(12, pullRequest(closed));
    await people.happens({ kind: 'pull-request-changed', number: 12 });
  };
  beforeEach(open);

  test.each([
    ['Ask for less (#12)'],
    ['Auto merge of #12 - ada:form, r=ben'],
    ['Ask for less\n\nPull Request resolved: https://github.com/acme/shop/pull/12'],
    ['Ask for less (closes #12)'],
    ['Ask for less (PR #12)'],
    ['Ask for less (#12) [skip ci]'],
  ])('has merged it: %s', async (message) => {
    await landed(message);
    await close();
    await release('v1', fifth, [picked]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', mergeSha: picked, shippedAt: new Date(fifth) });
  });

  test('before the push is heard of', async () => {
    await close();
    expect(await betOf(12)).toMatchObject({ state: 'closed' });
    await landed('Ask for less (#12)');
    expect(await betOf(12)).toMatchObject({ state: 'merged', mergeSha: picked });
  });

  test("that touches other files is no merge of it: a text may name anybody's number", async () => {
    stage.forge.commitPaths.set(picked, ['README.md']);
    await landed('Tidy up (#12)');
    await close();
    expect(await betOf(12)).toMatchObject({ state: 'closed' });
  });

  test('in several commits has merged it with the last, and asks no more than once for each', async () => {
    const earlier = 'd'.repeat(40);
    stage.forge.paths.set(12, ['src/form.ts', 'src/address.ts']);
    stage.forge.commitPaths.set(earlier, ['src/address.ts']);
    await push(pushedOn, [{ sha: earlier, message: 'Address (#12)' }]);
    await landed('Form (#12)');
    stage.forge.calls = [];
    stage.forge.pullRequests.set(12, pullRequest({ ...closed, headSha: '9'.repeat(40) }));
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    expect(await betOf(12)).toMatchObject({ state: 'merged', mergeSha: picked });
    expect(stage.forge.calls.filter((call) => call === 'pathsOf')).toHaveLength(2);
    stage.forge.calls = [];
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    expect(stage.forge.calls).not.toContain('pathsOf');
  });

  test('whose commit is gone has not', async () => {
    stage.forge.commitPaths.set(picked, undefined);
    await landed('Ask for less (#12)');
    await close();
    expect(await betOf(12)).toMatchObject({ state: 'closed' });
  });

  test('whose base was the one below it in a stack', async () => {
    stage.forge.pullRequests.set(12, pullRequest({ body, baseRef: 'gh/ben/1/base' }));
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    await landed('Ask for less\n\nPull Request resolved: https://github.com/acme/shop/pull/12');
    stage.forge.pullRequests.set(12, pullRequest({ ...closed, baseRef: 'gh/ben/1/base' }));
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    const bet = await betOf(12);
    expect(bet).toMatchObject({ state: 'merged', mergeSha: picked });
    expect(bet?.branch).toBeUndefined();
  });

  test('on another branch has not', async () => {
    await landed('Ask for less (#12)', 'staging');
    await close();
    expect(await betOf(12)).toMatchObject({ state: 'closed' });
  });
});

/** `git cherry-pick` without `-x`, with a message of its own: nothing but the patch tells. */
describe('a commit that names nothing', () => {
  const patch = '@@ -10,2 +10,2 @@\n-  address,\n+  name,';
  const change = (part = {}) => [{ path: 'src/form.ts', status: 'modified', patch, lines: 2, blob: 'b1', ...part }];
  const picks = (name: string, ...commits: { sha: string; authoredAt?: string; parents?: number }[]) => {
    stage.forge.ancestry.set(`${mergeOf(12)}...${tip(name)}`, 'diverged');
    const at = (sha: string, authoredAt = '2026-10-30T10:00:00Z', parents = 1) => ({
      ...{ sha, parents, authoredAt: new Date(authoredAt), committedAt: new Date(pushedOn) },
    });
    stage.forge.dated.set(
      tip(name),
      commits.map(({ sha, authoredAt, parents }) => at(sha, authoredAt, parents)),
    );
  };
  const asked = (what: string) => stage.forge.calls.filter((call) => call === what).length;
  const compared = () => {
    stage.forge.changes.set(12, change());
    stage.forge.changes.set(picked, change({ patch: patch.replace('10,2 +10,2', '7,2 +7,2'), blob: 'b2' }));
  };
  beforeEach(compared);

  test('and has the same patch brings the bet to its release', async () => {
    await merge(12, first);
    picks('v1.0.1', { sha: picked });
    await release('v1.0.1', fifth, [picked]);
    await release('v2.0.0', twentieth, [12]);
    expect(await betOf(12)).toMatchObject({
      ...{ state: 'shipped', shippedAt: new Date(fifth), signal: { name: 'v1.0.1' } },
      carriers: [{ sha: picked, branch: 'v1.0.1', at: new Date(pushedOn) }],
    });
  });

  test('in a hotfix that is deployed takes nothing back', async () => {
    await openWith(mapOf({ more: 'release: { on: deployment, environment: production }' }));
    compared();
    await merge(12, first);
    await deploy('main', fifth, [12]);
    picks('hotfix', { sha: picked });
    stage.forge.ancestry.set(`${tip('main')}...${tip('hotfix')}`, 'diverged');
    await deploy('hotfix', twentieth, [picked]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(fifth) });
  });

  test.each<[string, () => void]>([
    ['another patch', () => stage.forge.changes.set(picked, change({ patch: `${patch}\n+  more,` }))],
    ['files that GitHub does not show', () => stage.forge.changes.delete(picked)],
  ])('and has %s brings none', async (_, differs) => {
    differs();
    await merge(12, first);
    picks('v1.0.1', { sha: picked });
    await release('v1.0.1', fifth, [picked]);
    expect(await betOf(12)).toMatchObject({ state: 'merged' });
  });

  test.each<[string, { authoredAt?: string; parents?: number }]>([
    ['was written after the merge', { authoredAt: '2026-11-01T11:00:00Z' }],
    ['is a merge', { parents: 2 }],
  ])('and %s is not even asked for', async (_, part) => {
    await merge(12, first);
    picks('v1.0.1', { sha: picked, ...part });
    stage.forge.calls = [];
    await release('v1.0.1', fifth, [picked]);
    expect(await betOf(12)).toMatchObject({ state: 'merged' });
    expect([asked('commitsSince'), asked('changeOf')]).toEqual([1, 0]);
  });

  test.each<[string, 'behind' | 'ahead']>([
    ['that is older', 'behind'],
    ['that holds the merge', 'ahead'],
  ])('is not looked for in a release %s', async (_, standing) => {
    await merge(12, first);
    picks('v1', { sha: picked });
    stage.forge.calls = [];
    stage.forge.ancestry.set(`${mergeOf(12)}...${tip('v1')}`, standing);
    await release('v1', fifth, []);
    expect(asked('commitsSince')).toBe(0);
  });

  test('is looked for among four changes at most, the likeliest first', async () => {
    const others = Array.from({ length: 20 }, (_, index) => String(index).padStart(40, 'd'));
    await merge(12, first);
    picks('v1.0.1', ...others.map((sha) => ({ sha, authoredAt: '2026-09-01T10:00:00Z' })), { sha: picked });
    stage.forge.calls = [];
    await release('v1.0.1', fifth, [picked]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped' });
    expect(asked('changeOf')).toBe(2);
    stage.forge.changes.delete(picked);
    stage.forge.calls = [];
    await merge(13, first);
    stage.forge.ancestry.set(`${mergeOf(13)}...${tip('v1.0.2')}`, 'diverged');
    picks('v1.0.2', ...others.map((sha) => ({ sha })));
    stage.forge.changes.set(13, change());
    await release('v1.0.2', fifth, []);
    expect(asked('changeOf')).toBe(4);
  });
});

test('a hotfix that has the bet as a cherry-pick takes nothing back', async () => {
  await openWith(mapOf({ more: 'release: { on: deployment, environment: production }' }));
  await merge(12, first);
  await deploy('main', fifth, [12]);
  await push(fifth, [{ sha: picked, message: `Less\n\n(cherry picked from commit ${mergeOf(12)})` }], 'hotfix');
  stage.forge.ancestry.set(`${tip('main')}...${tip('hotfix')}`, 'diverged');
  await deploy('hotfix', twentieth, [picked]);
  expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(fifth) });
});
