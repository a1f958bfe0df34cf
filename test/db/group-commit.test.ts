import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { groupCommit } from '../../src/db/group-commit.ts';
import { runs } from '../fixtures/property-runs.ts';

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
  await vi.waitUntil(() => groups.length === 1);
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
