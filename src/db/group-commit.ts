import { setImmediate as turn } from 'node:timers/promises';
import { inTime } from '../deadlines/in-time.ts';

interface Waiting<Item, Result> {
  item: Item;
  keys: string[];
  resolve(result: Result): void;
  reject(error: unknown): void;
}

interface Limits<Item> {
  keysOf: (item: Item) => string[];
  /** Items in a group. */
  most: number;
  /** Items that are not committed after so long are given up. They may still be committed later. */
  withinMs?: number;
  /** How long a commit may hold up unrelated items; after that its connection may have gone silent. */
  slowMs?: number;
}

/** GitHub waits ten seconds for an answer. */
const answerWithinMs = 9_000;

/**
 * Commits items one group at a time. Items that arrive during a commit wait, and go into the next one together; a
 * single item is hardly delayed. This keeps answers fast under load, because twenty rows cost about as much to commit
 * as one, and the embedded database has only one connection.
 *
 * Two items that share a key are never under way at once, so they keep the order of their arrival. If a group fails,
 * its items are committed one by one, so that one bad item does not fail the others.
 */
export function groupCommit<Item, Result>(
  commit: (items: Item[]) => Promise<Result[]>,
  { keysOf, most, withinMs = answerWithinMs, slowMs = 1_000 }: Limits<Item>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  const keysUnderWay = new Set<string>();
  let busy = false;

  const takeGroup = (): Waiting<Item, Result>[] => {
    const keys = new Set(keysUnderWay);
    const group: Waiting<Item, Result>[] = [];
    const rest: Waiting<Item, Result>[] = [];
    for (const one of waiting) {
      (group.length < most && !one.keys.some((key) => keys.has(key)) ? group : rest).push(one);
      // Also the keys of skipped items, so that later ones do not overtake them.
      for (const key of one.keys) keys.add(key);
    }
    waiting = rest;
    return group;
  };

  const settle = async (group: Waiting<Item, Result>[], until: number): Promise<void> => {
    const tooLate = new Error(`The database did not keep it within ${withinMs / 1000} s`);
    try {
      const results = await inTime(until - performance.now(), tooLate, () => commit(group.map(({ item }) => item)));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (group.length === 1 || error === tooLate) for (const { reject } of group) reject(error);
      else for (const one of group) await settle([one], until);
    }
  };

  const run = async (group: Waiting<Item, Result>[]): Promise<void> => {
    const keys = group.flatMap((one) => one.keys);
    for (const key of keys) keysUnderWay.add(key);
    await settle(group, performance.now() + withinMs);
    for (const key of keys) keysUnderWay.delete(key);
    void work();
  };

  const work = async (): Promise<void> => {
    if (busy || waiting.length === 0) return;
    busy = true;
    // The embedded database commits within one turn of the event loop, in which nothing else could arrive.
    await turn();
    const group = takeGroup();
    if (group.length > 0) await untilSlow(run(group));
    busy = false;
    // If all waiting items share a key with the running group, its end begins the next group.
    if (group.length > 0) void work();
  };

  const untilSlow = (running: Promise<void>): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, slowMs);
      void running.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, keys: keysOf(item), resolve, reject });
      void work();
    });
}
