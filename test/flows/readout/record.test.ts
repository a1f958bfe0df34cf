import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { gateResults } from '../../../src/db/schema/gate.ts';
import { outcomes } from '../../../src/db/schema/outcomes.ts';
import { day } from '../../../src/domain/day.ts';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import { evaluatePullRequest } from '../../../src/flows/gate/evaluate-pull-request.ts';
import { postReadout } from '../../../src/flows/readout/post-readout.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { undoBet } from '../../../src/flows/release/undo-bet.ts';
import { mapOf } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, openWith, database } = useWorld();

const mergedAt = new Date('2026-11-03T09:30:00Z');
const merge = async (number: number, changed: Partial<PullRequest> = {}) => {
  const mergeCommitSha = `${number}`.padStart(40, 'b');
  stage.forge.pullRequests.set(
    number,
    pullRequest({ number, state: 'closed', merged: true, mergedAt, mergeCommitSha, ...changed }),
  );
  await evaluatePullRequest(stage.world, stage.shop, number);
};
const ship = (number: number, at = '2026-11-03T10:00:00Z') =>
  shipBet(
    stage.world,
    stage.shop,
    number,
    { on: 'release', name: 'v1', sha: `${number}`.padStart(40, 'b') },
    new Date(at),
  );
const mine = () =>
  database.database.select().from(outcomes).where(eq(outcomes.repositoryId, stage.shop.id)).orderBy(outcomes.number);

describe('what the record keeps of a bet', () => {
  test('nothing at an interim; its outcome at the conclusion, which stays when it is reverted later', async () => {
    const { world, shop, setNow } = stage;
    await merge(12);
    await ship(12);
    setNow('2026-11-11T00:00:00Z');
    await postReadout(world, shop, 12, world.now());
    expect(await mine()).toEqual([]);
    setNow('2026-12-02T00:00:00Z');
    const done = await postReadout(world, shop, 12, world.now());
    expect(done).toMatchObject({ status: 'posted', interim: false });
    const [outcome, ...more] = await mine();
    expect(more).toEqual([]);
    expect(outcome).toMatchObject({
      number: 12,
      primary: true,
      expectedLow: 0.1,
      expectedHigh: 0.1,
      mergedAt,
      shippedAt: new Date('2026-11-03T10:00:00Z'),
      concludedAt: new Date('2026-12-02T00:00:00Z'),
      counted: true,
    });
    expect(outcome?.effectLow).toBeLessThan(0.1);
    await undoBet(world, shop, 12, { by: 'revert', number: 13, at: new Date('2026-12-03T00:00:00Z') });
    expect(await mine()).toEqual([outcome]);
  });

  test('a bet that waits for its data has not concluded; one that nobody could measure has', async () => {
    const { world, shop } = stage;
    await merge(12);
    await ship(12);
    world.metrics = { read: async () => ({ kind: 'empty' }) };
    const first = new Date('2026-12-02T00:00:00Z');
    expect(await postReadout(world, shop, 12, first)).toMatchObject({ verdict: 'no-data' });
    expect(await mine()).toEqual([]);
    await postReadout(world, shop, 12, new Date(first.getTime() + 7 * day));
    expect(await mine()).toMatchObject([{ verdict: 'no-data' }]);
  });

  test('two bets of one release share what moved: it counts once, with the first to ship', async () => {
    const { world, shop, setNow } = stage;
    for (const number of [12, 14]) {
      await merge(number);
      await ship(number);
    }
    setNow('2026-12-02T00:00:00Z');
    for (const number of [14, 12]) await postReadout(world, shop, number, world.now());
    expect((await mine()).map(({ number, counted, sharedWith }) => [number, counted, sharedWith])).toEqual([
      [12, true, [`${shop.id}-14`]],
      [14, false, [`${shop.id}-12`]],
    ]);
  });
});

describe('a bet that is stated only after the merge', () => {
  const gateResultOf = async (number: number) =>
    (await database.database.select().from(gateResults).where(eq(gateResults.repositoryId, stage.shop.id))).find(
      (row) => row.number === number,
    )?.result;
  const forecastOf = (number: number) =>
    stage.forge.comments.find((it) => it.number === number && it.body.startsWith('<!-- soundings:forecast'))?.body;
  const stated = 'stated on 5 Nov, after the merge';

  beforeEach(async () => {
    await merge(12, { body: 'Nothing at all' });
    stage.setNow('2026-11-05T09:00:00Z');
    await merge(12);
  });

  test('is followed, and says so', async () => {
    const { world, shop, setNow } = stage;
    await ship(12);
    await stage.evaluate(12);
    expect(forecastOf(12)).toContain(stated);
    setNow('2026-12-02T00:00:00Z');
    await postReadout(world, shop, 12, world.now());
    const final = stage.forge.comments.find(({ body }) => body.startsWith('<!-- soundings:final'))?.body;
    expect(final).toContain(stated);
    expect(final).not.toContain('as merged');
  });

  test('does not count in the record, and the gate is remembered as it concluded at the merge', async () => {
    const { world, shop, store, setNow } = stage;
    await ship(12);
    setNow('2026-12-02T00:00:00Z');
    await postReadout(world, shop, 12, world.now());
    expect(await mine()).toMatchObject([{ number: 12, counted: false }]);
    expect(await store.trackRecords(shop.ownerId, [{ repositoryId: shop.id }], 3)).toMatchObject([{ concluded: 0 }]);
    expect(await gateResultOf(12)).toBe('no-reference');
  });

  test('leaves a shared effect to the bet that was stated before', async () => {
    const { world, shop, setNow } = stage;
    await merge(14);
    await ship(12);
    await ship(14);
    setNow('2026-12-02T00:00:00Z');
    for (const number of [12, 14]) await postReadout(world, shop, number, world.now());
    expect((await mine()).map(({ number, counted }) => [number, counted])).toEqual([
      [12, false],
      [14, true],
    ]);
  });

  test('stays a bet when the text is taken back again', async () => {
    await merge(12, { body: 'Nothing at all' });
    expect(await stage.store.betOf(stage.shop.id, 12)).toMatchObject({ state: 'merged' });
  });
});

test('a merge whose work is done twice is no late bet', async () => {
  await merge(12);
  await merge(12);
  expect(await stage.store.betOf(stage.shop.id, 12)).not.toHaveProperty('statedAfterMerge');
});

test('a forecast says how bets went before, follows the record while it is open, and is never held against itself', async () => {
  const { world, shop, forge, setNow } = stage;
  const forecastOf = (number: number) =>
    forge.comments.find((it) => it.number === number && it.body.startsWith('<!-- soundings:forecast'))?.body ?? '';
  await merge(12);
  await ship(12);
  forge.pullRequests.set(13, pullRequest({ number: 13 }));
  await stage.evaluate(13);
  expect(forecastOf(13)).not.toContain('So far');
  setNow('2026-12-02T00:00:00Z');
  await postReadout(world, shop, 12, world.now());
  await stage.evaluate(13);
  expect(forecastOf(13)).toContain(
    '- **So far** the one bet on this metric that has concluded did not move as expected.\n',
  );
  expect(forecastOf(12)).not.toContain('So far');
});

test('what the gate concluded is kept of every merged pull request, with or without a bet', async () => {
  await openWith(map);
  await merge(1);
  await merge(2, { body: 'Outcome: none (chore): dependencies' });
  await merge(3, { body: 'Nothing', labels: ['no-outcome'] });
  await merge(4, { body: 'Nothing at all' });
  const kept = (await database.database.select().from(gateResults)).filter(
    ({ repositoryId }) => repositoryId === stage.shop.id,
  );
  expect(kept.map(({ number, result, detail, mergedAt: at }) => [number, result, detail, at])).toEqual([
    [1, 'bet', null, mergedAt],
    [2, 'non-bet', 'chore', mergedAt],
    [3, 'exempt', 'label', mergedAt],
    [4, 'no-reference', null, mergedAt],
  ]);
});

const map = mapOf({ policy: 'mode: advise, exempt: { labels: [no-outcome] }' });
