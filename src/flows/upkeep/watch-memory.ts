import type { Log } from '../ports/log.ts';
import type { MemoryStore } from '../ports/stores/memory-store.ts';

/**
 * The memory begins anew with a process, and when the database has become an older copy of itself while we were running: then the beat is behind what
 * was counted here. What we have written on older pull requests and issues is looked for on GitHub from then on.
 */
export function watchMemory(store: Pick<MemoryStore, 'beginMemory' | 'beat'>, log: Log): (now: Date) => Promise<void> {
  let last: number | undefined;
  return async (now) => {
    const { before, after } = await store.beat();
    if (last === undefined || before < last) await store.beginMemory(now);
    if (last !== undefined && before < last)
      log.warn({ before, last }, 'Database is an older copy of itself; looking on GitHub for what was written since');
    last = after;
  };
}
