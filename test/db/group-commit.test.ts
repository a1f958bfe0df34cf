import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { groupCommit } from '../../src/db/group-commit.ts';
import { within } from '../stage/run/crowding.ts';
import { runs } from '../stage/run/property-runs.ts';

interface Item {
  id: number;
  key: string;
  bad?: boolean;
}

function recording(options: { most?: number } = {}) {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const add = groupCommit<Item, string>(
    async (items) => {
      groups.push(items.map(({ id }) => id));
      await new Promise<void>((resolve) => gates.push(resolve));
      if (items.some(({ bad }) => bad)) throw new Error('bad item');
      return items.map(({ id }) => `result ${id}`);
    },
    { keysOf: ({ key }) => [key], most: options.most ?? 10 },
  );
  /** Lets all commits through, as they come. */
  const flow = async (until: Promise<unknown>) => {
    let over = false;
    void until.finally(() => {
      over = true;
    });
    while (!over) {
      gates.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { groups, add, flow };
}

test('what comes at the same time or during a commit goes together; each gets its own result', async () => {
  const { groups, add, flow } = recording();
  const first = [1, 2].map((id) => add({ id, key: `k${id}` }));
  await vi.waitUntil(() => groups.length === 1, within(20));
  const second = [3, 4, 5].map((id) => add({ id, key: `k${id}` }));
  const results = Promise.all([...first, ...second]);
  await flow(results);
  expect(groups).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
  expect(await results).toEqual(['result 1', 'result 2', 'result 3', 'result 4', 'result 5']);
});

test('items that share a key are committed one after the other, in their order', async () => {
  const { groups, add, flow } = recording();
  const keys = ['a', 'b', 'b', 'c', 'b'];
  await flow(Promise.all(keys.map((key, id) => add({ id, key }))));
  expect(groups).toEqual([[0, 1, 3], [2], [4]]);
});

test('a bad item fails alone', async () => {
  const { add, flow } = recording();
  const results = Promise.allSettled([0, 1, 2, 3].map((id) => add({ id, key: `${id}`, bad: id === 2 })));
  await flow(results);
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

test('whatever comes: everything once, in order by key, no group too large or with a key twice', async () => {
  const someKeys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(someKeys, fc.integer({ min: 1, max: 4 }), async (keys, most) => {
      const { groups, add, flow } = recording({ most });
      await flow(Promise.all(keys.map((key, id) => add({ id, key }))));
      expect(groups.flat().sort((a, b) => a - b)).toEqual(keys.map((_, id) => id));
      for (const group of groups) {
        expect(group.length).toBeLessThanOrEqual(most);
        expect(new Set(group.map((id) => keys[id])).size).toBe(group.length);
      }
      for (const key of new Set(keys)) {
        const ofKey = groups.flat().filter((id) => keys[id] === key);
        expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
      }
    }),
    runs(0.5),
  );
});

/** Commits that never answer, of the items that say so. */
function silentAt(silent: (id: number) => boolean, withinMs: number, slowMs: number) {
  const groups: number[][] = [];
  const add = groupCommit<Item, string>(
    async (items) => {
      groups.push(items.map(({ id }) => id));
      if (items.some(({ id }) => silent(id))) await new Promise(() => {});
      return items.map(({ id }) => `result ${id}`);
    },
    { keysOf: ({ key }) => [key], most: 10, withinMs, slowMs },
  );
  return { groups, add };
}

test('a commit that never answers is given up, and holds up only what shares a key with it', async () => {
  const { groups, add } = silentAt((id) => id === 0, 3_000, 20);
  const outcome = (id: number, key: string) => add({ id, key }).catch((error: Error) => error.message);
  const silent = outcome(0, 'a');
  await vi.waitUntil(() => groups.length === 1, within(20));
  const [sameKey, others] = [outcome(1, 'a'), [2, 3].map((id) => outcome(id, `k${id}`))];
  expect(await Promise.all(others)).toEqual(['result 2', 'result 3']);
  expect(groups).toEqual([[0], [2, 3]]);
  expect(await silent).toBe('The database did not keep it within 3 s');
  expect(await sameKey).toBe('result 1');
});

test('a group that never answers is given up at once, not one by one', async () => {
  const { groups, add } = silentAt(() => true, 100, 20);
  const outcomes = await Promise.allSettled([0, 1, 2, 3].map((id) => add({ id, key: `${id}` })));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect(groups).toEqual([[0, 1, 2, 3]]);
});

test('whichever commits never answer: each item is settled, in order by key, and nothing waits for good', async () => {
  const some = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), silent: fc.boolean() }), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(some, async (items) => {
      const { groups, add } = silentAt((id) => items[id]?.silent ?? false, 15, 3);
      const outcomes = await Promise.allSettled(items.map(({ key }, id) => add({ id, key })));
      for (const [id, { silent }] of items.entries()) if (silent) expect(outcomes[id]?.status).toBe('rejected');
      for (const key of ['a', 'b', 'c', 'd']) {
        const ofKey = groups.flat().filter((id) => items[id]?.key === key);
        expect(ofKey).toEqual(ofKey.toSorted((one, other) => one - other));
      }
      expect(new Set(groups.flat()).size).toBe(items.length);
    }),
    runs(0.1),
  );
});
