import { eq } from 'drizzle-orm';
import type { RoundStore } from '../../flows/ports/stores/round-store.ts';
import type { Database } from '../connect.ts';
import { rounds } from '../schema/deliveries.ts';

export function roundStore(database: Database): RoundStore {
  return {
    claimRound: (name, now, before) =>
      database.transaction(async (within) => {
        await within
          .insert(rounds)
          .values({ name, at: new Date(0) })
          .onConflictDoNothing();
        const [row] = await within.select({ at: rounds.at }).from(rounds).where(eq(rounds.name, name)).for('update');
        // A time later than now is from before the clock was set back: its age is unknown.
        const last = row && row.at > now ? new Date(0) : row?.at;
        if (!last || last > before) return false;
        await within.update(rounds).set({ at: now }).where(eq(rounds.name, name));
        return true;
      }),
    async roundDone(name, now) {
      const [row] = await database.select({ done: rounds.doneAt }).from(rounds).where(eq(rounds.name, name));
      return !row?.done || row.done > now ? new Date(0) : row.done;
    },
    async saveRoundDone(name, upTo) {
      await database.update(rounds).set({ doneAt: upTo }).where(eq(rounds.name, name));
    },
  };
}
