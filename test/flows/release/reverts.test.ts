import { beforeEach, describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import { evaluatePullRequest } from '../../../src/flows/gate/evaluate-pull-request.ts';
import type { Told } from '../../../src/flows/ports/domain-event.ts';
import { betOn } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, openWith } = useWorld();

const outsider = { id: 9, login: 'sam' };
const sha = (number: number) => String(number).padStart(40, 'b');
const hours = (count: number) => new Date(Date.parse('2026-11-03T10:00:00Z') + count * 3_600_000);
/** Merged so many hours in. */
const merged = (number: number, hour: number, part: Partial<PullRequest> = {}) => {
  const pull = pullRequest({
    ...{ number, state: 'closed', merged: true, mergedAt: hours(hour), mergeCommitSha: sha(number) },
    ...part,
  });
  stage.forge.pullRequests.set(number, pull);
  return pull;
};
const hears = (number: number, told: Told = {}, login = 'maintainer') =>
  people.happens({ kind: 'pull-request-changed', number, ...told }, login);
/** GitHub tells of a merge with the text that was merged. */
const hearsOfMerge = async (pull: PullRequest) => {
  const { title, body } = pull;
  await hears(pull.number, { merged: { title, body } });
};
const rewrite = (number: number, body: string) => {
  const pull = stage.forge.pullRequests.get(number) ?? pullRequest();
  stage.forge.pullRequests.set(number, { ...pull, body });
};
const stateOf = async (number = 12) => (await stage.store.betOf(stage.shop.id, number))?.state;
const typo = { title: 'Mend a typo', body: 'A typo.', author: outsider };

describe('a text that was merged', () => {
  test.each([
    ['an hour after the bet', 1, 'main', 'reverted'],
    ['in the same second', 0, 'main', 'reverted'],
    ['before the bet', -1, 'main', 'merged'],
    ['on another branch', 1, 'release/1.x', 'merged'],
  ])('takes a bet back, no matter who wrote it: merged %s', async (_, hour, baseRef, state) => {
    await hearsOfMerge(merged(12, 0));
    await hearsOfMerge(merged(13, hour, { baseRef, body: 'Reverts acme/shop#12', author: outsider }));
    expect(await stateOf()).toBe(state);
  });

  test('takes back what was merged into its own branch', async () => {
    await hearsOfMerge(merged(12, 0, { baseRef: 'release/1.x' }));
    await hearsOfMerge(merged(13, 1, { body: 'Reverts acme/shop#12' }));
    expect(await stateOf()).toBe('merged');
    await hearsOfMerge(merged(14, 1, { baseRef: 'release/1.x', body: 'Reverts acme/shop#12' }));
    expect(await stateOf()).toBe('reverted');
  });

  test('counts as it was merged, although it reads otherwise by the time it is heard of', async () => {
    await hearsOfMerge(merged(12, 0));
    const pull = merged(13, 1, { body: 'Reverts acme/shop#12', author: outsider });
    rewrite(13, 'A typo.');
    await hearsOfMerge(pull);
    expect(await stateOf()).toBe('reverted');
  });

  test('is the bet, although its author wrote another one into it since', async () => {
    const pull = merged(12, 0);
    rewrite(12, betOn('signups', 1));
    await hearsOfMerge(pull);
    expect((await stage.store.betOf(stage.shop.id, 12))?.frozenBody).toBe(pull.body);
  });
});

describe('a merge queue that merges a bet, its revert and the revert of that in one second', () => {
  const titles = ['Ask for less', 'Revert "Ask for less (#12)"', 'Revert "Revert "Ask for less (#12)" (#13)"'];
  const told = [12, 13, 14].map((number, index) => ({
    title: titles[index] ?? '',
    body: index === 0 ? betOn() : `Reverts acme/shop#${number - 1}`,
  }));
  const heard = [12, 13, 14].map((number, index) => () => hearsOfMerge(merged(number, 0, told[index])));
  const push = () =>
    people.happens({
      ...{ kind: 'commits-pushed', at: hours(0), touchesMap: false },
      commits: told.map(({ title, body }, index) => ({
        ...{ sha: sha(12 + index), message: `${title} (#${12 + index})\n\n${body}`, at: hours(0) },
      })),
    });
  const [bet, revert, again] = heard as [() => Promise<void>, () => Promise<void>, () => Promise<void>];

  test.each([
    ['in its order', [bet, revert, again, push]],
    ['backwards', [push, again, revert, bet]],
    ['the bet last', [revert, again, push, bet]],
  ])('leaves the bet merged, heard of %s', async (_, deeds) => {
    for (const deed of deeds) await deed();
    expect(await stateOf()).toBe('merged');
  });
});

describe('what its author writes into it after the merge', () => {
  beforeEach(async () => {
    await hearsOfMerge(merged(12, 0));
    await hearsOfMerge(merged(13, 1, typo));
    rewrite(13, 'Reverts acme/shop#12');
  });

  test.each([
    ['when it is edited', () => hears(13, { edited: true }, 'sam')],
    ['when the merge is told once more', () => hearsOfMerge(pullRequest({ number: 13, ...typo }))],
    ['when something else happens', () => hears(13)],
    ['in a sweep', () => evaluatePullRequest(stage.world, stage.shop, 13)],
  ])('takes nothing back: %s', async (_, happens) => {
    await happens();
    await people.workOff();
    expect(await stateOf()).toBe('merged');
    expect(people.labelsOf(12)).toEqual([]);
  });

  test('takes back what it names once somebody with write access stands by it', async () => {
    await hears(13, { edited: true }, 'sam');
    await hears(13, { edited: true }, 'maintainer');
    expect(await stateOf()).toBe('reverted');
  });

  test('is no bet', async () => {
    rewrite(13, pullRequest().body);
    await hears(13, { edited: true }, 'sam');
    expect(await stateOf(13)).toBeUndefined();
    await hears(13, { edited: true }, 'maintainer');
    expect(await stage.store.betOf(stage.shop.id, 13)).toMatchObject({ statedAfterMerge: expect.any(Date) });
  });

  test('is no bet in what was merged before anybody heard of it either', async () => {
    merged(14, -9_000, { author: outsider });
    await hears(14, { edited: true }, 'sam');
    expect(await stateOf(14)).toBeUndefined();
  });
});

test('what was merged in a time of deaf ears counts when its author may write; the text may be another by now', async () => {
  await hearsOfMerge(merged(12, 0));
  merged(13, 1, { body: 'Reverts acme/shop#12', author: outsider });
  await hears(13);
  expect(await stateOf()).toBe('merged');
  merged(14, 1, { body: 'Reverts acme/shop#12' });
  await hears(14);
  expect(await stateOf()).toBe('reverted');
});

describe('a text that names thousands', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `Reverts #${index + 100}`).join('\n');

  test('costs what any other does, and the first twenty count', async () => {
    for (const number of [100, 119, 120]) await hearsOfMerge(merged(number, 0));
    const costs = async (body: string) => {
      const pull = merged(13, 1, { body, author: outsider });
      stage.forge.calls = [];
      await hears(13, { merged: { title: pull.title, body } });
      return stage.forge.calls.length;
    };
    await costs('Nothing in particular');
    const usual = await costs('Nothing in particular');
    // Whether the first of them is merged; its files are known. What is done for the bets that are taken back: their label, and their forecast; and the forecast that names them.
    expect(await costs(many)).toBe(usual + 1 + 2 * 3 + 1);
    expect(await Promise.all([100, 119, 120].map(stateOf))).toEqual(['reverted', 'reverted', 'merged']);
    rewrite(13, `${many}\nReverts #120`);
    await hears(13, { edited: true }, 'maintainer');
    expect(await stateOf(120)).toBe('merged');
  });

  test('in the commits of a push: twenty in all', async () => {
    for (const number of [100, 119, 120]) await hearsOfMerge(merged(number, 0));
    stage.forge.calls = [];
    const commits = Array.from({ length: 2_048 }, (_, index) => ({
      sha: String(index).padStart(40, 'c'),
      message: `Revert "Ask for less (#${index + 100})"`,
      at: hours(1),
    }));
    await people.happens({ kind: 'commits-pushed', commits, touchesMap: false });
    expect(await Promise.all([100, 119, 120].map(stateOf))).toEqual(['reverted', 'reverted', 'merged']);
    expect(stage.forge.calls).toHaveLength(2 * 3 + 1);
  });
});

test('a pushed commit is dated by GitHub: what its author’s machine says may be long before the bet', async () => {
  await hearsOfMerge(merged(12, 0));
  const commit = { sha: 'c'.repeat(40), message: 'Revert "Ask for less (#12)"', at: hours(-100) };
  await people.happens({ kind: 'commits-pushed', commits: [commit], at: hours(1), touchesMap: false });
  expect(await stateOf()).toBe('reverted');
});

const orders = <T>(all: T[]): T[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((one) => orders(all.filter((other) => other !== one)).map((rest) => [one, ...rest]));

/** Twelve is taken back by 13, which 14 takes back, which 15 takes back: each is told once by its pull request, and once by its commit. */
describe('a bet, its revert, the revert of that, and so on', () => {
  test.each([
    [3, 'merged'],
    [4, 'reverted'],
  ])('%i merges, heard of in whatever order: %s', async (count, state) => {
    for (const order of orders(Array.from({ length: count }, (_, index) => index))) {
      await openWith();
      const pulls = order.map((index) =>
        merged(12 + index, index, index === 0 ? {} : { title: 'Back', body: `Reverts acme/shop#${11 + index}` }),
      );
      for (const pull of pulls) await hearsOfMerge(pull);
      expect([order, await stateOf()]).toEqual([order, state]);
      for (const pull of pulls) await hearsOfMerge(pull);
      expect([order, await stateOf()]).toEqual([order, state]);
    }
  });

  test('and by their commits alone', async () => {
    for (const order of orders([1, 2, 3])) {
      await openWith();
      await hearsOfMerge(merged(12, 0));
      for (const index of order) {
        const commits = [
          { sha: sha(12 + index), message: `Back\n\nThis reverts commit ${sha(11 + index)}.`, at: hours(index) },
        ];
        await people.happens({ kind: 'commits-pushed', commits, touchesMap: false });
      }
      expect([order, await stateOf()]).toEqual([order, 'reverted']);
    }
  });
});

/** Twelve is taken back by 13, and 14 says by its name that it is back. */
describe('a re-apply that names the bet', () => {
  const pushes = (letter: string, message: string, hour: number) =>
    people.happens({
      ...{ kind: 'commits-pushed', touchesMap: false, at: hours(hour) },
      commits: [{ sha: letter.repeat(40), message, at: hours(hour) }],
    });

  test.each([
    ['a title', { title: 'Reland "Ask for less" (#12)', body: '' }, 'merged'],
    ['a line', { title: 'Back', body: 'Re-applies #12' }, 'merged'],
    ['into another branch', { title: 'Reland #12', body: '', baseRef: 'release/1.x' }, 'reverted'],
    ['of another one', { title: 'Reland #11', body: '' }, 'reverted'],
  ])('brings it back as a revert of its revert does: %s', async (_, part, state) => {
    await hearsOfMerge(merged(12, 0));
    await hearsOfMerge(merged(13, 1, { title: 'Back', body: 'Reverts acme/shop#12' }));
    await hearsOfMerge(merged(14, 2, part));
    expect(await stateOf()).toBe(state);
    await hearsOfMerge(merged(14, 2, part));
    expect(await stateOf()).toBe(state);
  });

  test('brings nothing back that nobody took back', async () => {
    await hearsOfMerge(merged(12, 0));
    await hearsOfMerge(merged(14, 2, { title: 'Reland #12', body: '' }));
    expect(await stateOf()).toBe('merged');
    await hearsOfMerge(merged(15, 3, { body: 'Reverts acme/shop#12' }));
    expect(await stateOf()).toBe('reverted');
  });

  test('is taken back in turn, and brought back again', async () => {
    await hearsOfMerge(merged(12, 0));
    await hearsOfMerge(merged(13, 1, { title: 'Back', body: 'Reverts acme/shop#12' }));
    await hearsOfMerge(merged(14, 2, { title: 'Reland #12', body: '' }));
    await hearsOfMerge(merged(15, 3, { title: 'Back', body: 'Reverts acme/shop#14' }));
    expect(await stateOf()).toBe('reverted');
    await hearsOfMerge(merged(16, 4, { title: 'Reland #12', body: '' }));
    expect(await stateOf()).toBe('merged');
  });

  test.each([
    ['its number', 'Reland #12', 'Reland #12'],
    ['its commit', `Reapply commit ${sha(12)}`, 'Reland #12'],
  ])('whatever is heard of first, by %s', async (_, first, second) => {
    const texts = ['', 'Reverts acme/shop#12', first, 'Reverts acme/shop#12', second];
    for (const order of orders([0, 1, 2, 3, 4])) {
      await openWith();
      const pulls = order.map((index) =>
        merged(12 + index, index, index === 0 ? {} : { title: 'Back', body: texts[index] ?? '' }),
      );
      for (const pull of pulls) await hearsOfMerge(pull);
      expect([order, await stateOf()]).toEqual([order, 'merged']);
    }
  });

  test('before its revert, in the commits of two pushes', async () => {
    await hearsOfMerge(merged(12, 0));
    await pushes('d', 'Reland "Ask for less (#12)"', 2);
    await pushes('c', 'Revert "Ask for less (#12)"', 1);
    expect(await stateOf()).toBe('merged');
    await pushes('e', 'Revert "Ask for less (#12)"', 3);
    expect(await stateOf()).toBe('reverted');
  });

  test('in the commits of a push', async () => {
    await hearsOfMerge(merged(12, 0));
    await pushes('c', 'Revert "Ask for less (#12)"', 1);
    expect(await stateOf()).toBe('reverted');
    await pushes('d', 'Reland "Ask for less (#12)"', 2);
    expect(await stateOf()).toBe('merged');
  });

  test('written after the merge without write access brings nothing back', async () => {
    await hearsOfMerge(merged(12, 0));
    await hearsOfMerge(merged(13, 1, { title: 'Back', body: 'Reverts acme/shop#12' }));
    await hearsOfMerge(merged(14, 2, typo));
    rewrite(14, 'Relands #12');
    await hears(14, {}, outsider.login);
    expect(await stateOf()).toBe('reverted');
  });
});
