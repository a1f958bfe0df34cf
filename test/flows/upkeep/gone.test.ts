import { describe, expect, test } from 'vitest';
import { doJob } from '../../../src/flows/do-job.ts';
import { handleEvent } from '../../../src/flows/handle-event.ts';
import type { DomainEvent } from '../../../src/flows/ports/domain-event.ts';
import { sweepRepository } from '../../../src/flows/upkeep/sweep-repository.ts';
import { useDatabase } from '../../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../../stage/world/world.ts';

const connection = useDatabase();

/** A repository with a bet whose readout is due. */
async function open() {
  const opened = await openWorld(connection);
  const { world, shop, store, forge, evaluate } = opened;
  forge.pullRequests.set(1, pullRequest({ number: 1 }));
  await evaluate(1);
  const bet = await store.betOf(shop.id, 1);
  if (!bet) throw new Error('no bet');
  const dueAt = new Date('2026-12-01T00:00:00Z');
  await store.saveCheckpoints(bet.id, [{ kind: 'readout', afterDays: 14, dueAt, final: true }]);
  const isDue = async () =>
    (await store.betsDue(new Date('2027-06-01T00:00:00Z'))).some(({ repositoryId }) => repositoryId === shop.id);
  expect(await isDue()).toBe(true);
  return {
    ...opened,
    isDue,
    sweep: () => sweepRepository(world, shop, world.now()),
    hear: (event: DomainEvent, about = {}) =>
      handleEvent(world, event, { installationId: shop.installationId, ...about }),
  };
}

test('a readout on it is tried the next day, then after longer and longer rests', async () => {
  const { world, shop, store, forge, setNow } = await open();
  const bet = await store.betOf(shop.id, 1);
  if (!bet) throw new Error('no bet');
  await store.saveBet({
    ...bet,
    state: 'shipped',
    mergedAt: new Date('2026-11-03'),
    shippedAt: new Date('2026-11-04'),
    signal: { on: 'merge', sha: 'b'.repeat(40) },
  });
  // As the forge says it of a 404.
  forge.locked = true;
  const days: number[] = [];
  const start = Date.parse('2026-12-01T00:00:00Z');
  for (let day = 0; day < 100; day += 1) {
    const now = new Date(start + day * 86_400_000);
    setNow(now.toISOString());
    for (const { repositoryId, number } of await store.claimDue(now, 1_000)) {
      if (repositoryId !== shop.id) continue;
      days.push(day);
      expect(await doJob(world, shop, { kind: 'readout', repositoryId, number })).toEqual({ status: 'refused' });
    }
  }
  expect(days.slice(0, 4)).toEqual([0, 1, 2, 3]);
  expect(days.length).toBeLessThan(20);
});

test('one that is deleted is purged at once', async () => {
  const { hear, shop, store, isDue } = await open();
  await hear({ kind: 'repository-deleted' }, { repository: shop });
  expect(await store.repository(shop.id)).toBeUndefined();
  expect(await isDue()).toBe(false);
});

describe('one that is taken out of the installation', () => {
  const taken = async () => {
    const opened = await open();
    await opened.hear({ kind: 'repositories-removed', ids: [opened.shop.id, 999] });
    expect(await opened.isDue()).toBe(false);
    return opened;
  };

  test('is left alone, and purged with the next sweep, although a public one can still be read', async () => {
    const { shop, store, sweep, installations } = await taken();
    expect(await store.betOf(shop.id, 1)).toBeDefined();
    installations.homes.set(shop.id, undefined);
    await sweep();
    expect(await store.repository(shop.id)).toBeUndefined();
  });

  test('and put in again goes on', async () => {
    const { hear, shop, isDue, sweep, store } = await taken();
    await hear({ kind: 'repositories-added', ids: [shop.id] });
    expect(await isDue()).toBe(true);
    await sweep();
    expect(await store.betOf(shop.id, 1)).toBeDefined();
  });

  test('is found to be back by a sweep when the event is lost', async () => {
    const { isDue, sweep } = await taken();
    await sweep();
    expect(await isDue()).toBe(true);
  });

  test('because it was transferred keeps all that is known of it, whichever event comes first', async () => {
    const there = { owner: 'zenith', ownerId: 9_999, installationId: 2_002 };
    const { hear, shop, store, isDue, sweep, installations } = await taken();
    installations.homes.set(shop.id, there.installationId);
    await sweep();
    expect(await store.betOf(shop.id, 1)).toBeDefined();
    await store.rememberRepository({ ...shop, ...there });
    expect(await isDue()).toBe(true);
    await hear({ kind: 'repositories-removed', ids: [shop.id] });
    expect(await isDue()).toBe(true);
  });
});

describe('one that GitHub does not know any more, without a word', () => {
  test('is left alone at the first sweep and purged at the next', async () => {
    const { forge, shop, store, isDue, sweep, installations } = await open();
    forge.gone.add(shop.id);
    installations.homes.set(shop.id, undefined);
    await sweep();
    expect(await isDue()).toBe(false);
    expect(await store.betOf(shop.id, 1)).toBeDefined();
    await sweep();
    expect(await store.repository(shop.id)).toBeUndefined();
  });

  test('and is there again at the next goes on', async () => {
    const { forge, shop, isDue, sweep } = await open();
    forge.gone.add(shop.id);
    await sweep();
    forge.gone.clear();
    await sweep();
    expect(await isDue()).toBe(true);
  });

  test('whose name another one has by now is not taken for it', async () => {
    const { forge, shop, store, sweep } = await open();
    forge.gone.add(shop.id);
    await sweep();
    await sweep();
    expect(await store.repository(shop.id)).toBeUndefined();
  });
});
