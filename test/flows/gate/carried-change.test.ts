import { beforeEach, describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people } = useWorld();
beforeEach(() => {
  stage.forge.pullRequests.set(12, merged);
  stage.forge.paths.set(12, ['src/form.ts', 'src/form.css']);
});

const merged = pullRequest({
  ...{ number: 12, state: 'closed', merged: true },
  ...{ mergedAt: new Date('2026-11-03T09:30:00Z'), mergeCommitSha: 'b'.repeat(40) },
});

/** The check of a pull request that is opened, and says this. */
async function opened(part: Partial<PullRequest>, paths = ['src/form.ts']) {
  stage.forge.pullRequests.set(20, pullRequest({ number: 20, headSha: 'd'.repeat(40), ...part }));
  stage.forge.paths.set(20, paths);
  await people.happens({ kind: 'pull-request-changed', number: 20 });
  return people.check(20);
}

const button = { title: 'Revert "Ask for less"', body: 'Reverts acme/shop#12' };
const bot = {
  title: 'Ask for less (backport #12)',
  body: 'This is an automatic backport of pull request #12 done by a bot.',
  baseRef: 'release/1.x',
};

describe('what carries a change that was judged needs no outcome of its own', () => {
  test.each<[string, Partial<PullRequest>, string]>([
    ["GitHub's button", button, 'Exempt: reverts #12'],
    [
      'a revert of a commit that is a bet',
      { title: 'Back', body: `This reverts commit ${'b'.repeat(40)}.` },
      'Exempt: reverts #12',
    ],
    ['a part of it', { title: 'Back', body: 'Partially reverts #12' }, 'Exempt: reverts #12'],
    ['a bot', bot, 'Exempt: a backport of #12'],
    [
      'another bot',
      {
        ...bot,
        title: '[Backport release/1.x] Ask for less',
        body: '# Description\nBackport of #12 to `release/1.x`.',
      },
      'Exempt: a backport of #12',
    ],
    [
      'a bot that copies the description',
      { ...bot, body: `${bot.body}\n\n---\n\n${merged.body}` },
      'Exempt: a backport of #12',
    ],
  ])('%s', async (_, part, title) => {
    await people.happens({
      kind: 'pull-request-changed',
      number: 12,
      merged: { title: merged.title, body: merged.body },
    });
    expect(await opened(part)).toMatchObject({ conclusion: 'neutral', title });
    expect(await stage.store.betOf(stage.shop.id, 20)).toBeUndefined();
  });

  const sha = '0123abcdef'.repeat(4);
  test.each<[string, Partial<PullRequest>, string]>([
    ['a revert', { title: 'Back', body: `This reverts commit ${sha}.` }, 'Exempt: reverts #12'],
    [
      'a cherry-pick',
      { title: 'Tidy', body: `(cherry picked from commit ${sha})`, baseRef: 'release/1.x' },
      'Exempt: a backport of #12',
    ],
  ])('%s of a commit that is no bet, or was not heard of', async (_, part, title) => {
    stage.forge.pullRequests.set(12, { ...merged, mergeCommitSha: sha });
    expect(await opened(part)).toMatchObject({ conclusion: 'neutral', title });
    const other = part.body?.replace(sha, 'fedcba9876'.repeat(4)) ?? '';
    expect(await opened({ ...part, body: other })).toMatchObject({ conclusion: 'failure' });
  });

  test('and says which', async () => {
    expect((await opened(button))?.summary).toContain(
      'It reverts #12, and changes no other files. If #12 made a bet, the bet ends when this is merged.',
    );
    expect((await opened(bot))?.summary).toContain(
      'It brings #12 to `release/1.x`, and changes no other files. The outcome of #12 counts for both.',
    );
  });
});

describe('it is not believed', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['with other files', () => opened(button, ['src/form.ts', 'src/pay.ts'])],
    ['without any', () => opened(button, [])],
    [
      'of what is not merged',
      async () => {
        stage.forge.pullRequests.set(12, { ...merged, state: 'open', merged: false });
        return opened(button);
      },
    ],
    ['of what does not exist', () => opened({ ...button, body: 'Reverts #99' })],
    ['of itself', () => opened({ ...button, body: 'Reverts #20' })],
    ['of another repository', () => opened({ ...button, body: 'Reverts acme/docs#12' })],
    ['a backport to where it is already', () => opened({ ...bot, baseRef: 'main' })],
  ])('%s', async (_, open) => {
    expect(await open()).toMatchObject({ conclusion: 'failure', title: 'No key result or hypothesis named' });
  });

  test('where the policy names other kinds', async () => {
    const { inForce } = stage.world.maps;
    stage.world.maps.inForce = async (repository) => {
      const state = await inForce(repository);
      if (state.kind !== 'valid') return state;
      const { policy } = state.map;
      return {
        ...state,
        map: { ...state.map, policy: { ...policy, exempt: { ...policy.exempt, kinds: ['back-merge'] } } },
      };
    };
    expect(await opened(button)).toMatchObject({ conclusion: 'failure' });
    expect(await opened(bot)).toMatchObject({ conclusion: 'failure' });
  });
});

test.each([
  ['a revert', button],
  ['a backport', bot],
])('%s with a bet of its own makes that bet', async (_, part) => {
  const check = await opened({ ...part, body: `${part.body}\n\nKey result: KR1\nExpect: signups +2% within 7 days` });
  expect(check).toMatchObject({ conclusion: 'success' });
  expect(await stage.store.betOf(stage.shop.id, 20)).toMatchObject({ state: 'open' });
});

test('an outsider who names a merged pull request costs two requests, however many are named', async () => {
  const many = Array.from({ length: 3_000 }, (_, index) => `Reverts #${index + 12}`).join('\n');
  stage.forge.calls = [];
  await opened({ ...button, body: many, author: { id: 9, login: 'sam' } });
  expect(stage.forge.calls.filter((call) => call === 'pullRequest')).toHaveLength(2);
  expect(stage.forge.calls.filter((call) => call === 'changedPaths')).toHaveLength(2);
});

describe('a re-apply that names the bet', () => {
  const revert = pullRequest({
    ...{ number: 13, state: 'closed', merged: true, title: 'Revert "Ask for less"', body: 'Reverts acme/shop#12' },
    ...{ mergedAt: new Date('2026-11-03T09:45:00Z'), mergeCommitSha: 'c'.repeat(40) },
  });
  const hears = async (pull: PullRequest) => {
    stage.forge.pullRequests.set(pull.number, pull);
    stage.forge.paths.set(pull.number, ['src/form.ts', 'src/form.css']);
    const { title, body } = pull;
    await people.happens({ kind: 'pull-request-changed', number: pull.number, merged: { title, body } });
  };

  test.each<[string, Partial<PullRequest>]>([
    ['its title', { title: 'Reland #12', body: 'With the mistake mended.' }],
    ['its title, as the button words it', { title: 'Reapply "Ask for less (#12)"', body: '' }],
    ['a line', { title: 'Ask for less, again', body: 'This is a reland of #12.' }],
    ['the commit', { title: 'Ask for less, again', body: `Re-applies commit ${'b'.repeat(40)}` }],
  ])('takes back what took it back: by %s', async (_, part) => {
    await hears(merged);
    await hears(revert);
    expect(await opened(part)).toMatchObject({ conclusion: 'neutral', title: 'Exempt: reverts #13' });
  });

  test.each<[string, Partial<PullRequest>, string[] | undefined]>([
    ['of what nobody took back', { title: 'Reland #11', body: '' }, undefined],
    ['with other files', { title: 'Reland #12', body: '' }, ['src/form.ts', 'src/pay.ts']],
    ['on another branch', { title: 'Reland #12', body: '', baseRef: 'release/1.x' }, undefined],
    ['of another repository', { title: 'Back', body: 'Relands acme/docs#12' }, undefined],
  ])('is not believed %s', async (_, part, paths) => {
    await hears(merged);
    await hears(revert);
    expect(await opened(part, paths)).toMatchObject({ conclusion: 'failure' });
  });

  test('is not believed before anything was taken back', async () => {
    await hears(merged);
    expect(await opened({ title: 'Reland #12', body: '' })).toMatchObject({ conclusion: 'failure' });
  });

  test('with a bet of its own makes that bet', async () => {
    await hears(merged);
    await hears(revert);
    const check = await opened({ title: 'Reland #12', body: 'Key result: KR1\nExpect: signups +2% within 7 days' });
    expect(check).toMatchObject({ conclusion: 'success' });
  });
});
