import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { EdgeStore } from '../../flows/ports/stores/edge-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { edgeAlarms, edgeTrials } from '../schema/outcomes.ts';

/** More than fits on a screen, and enough for a ratio. */
const mostTrials = 400;

/** The record of the metric tree's edges. */
export function edgeStore(database: Database): EdgeStore {
  return {
    async saveEdgeTrials(ownerId, trials) {
      for (const trial of trials) {
        const { betId, repositoryId, lower, upper, at } = trial;
        const row = { betId, repositoryId, ownerId, lower, upper, at, trial };
        await database
          .insert(edgeTrials)
          .values(row)
          .onConflictDoUpdate({ target: [edgeTrials.betId, edgeTrials.lower, edgeTrials.upper], set: row });
      }
    },
    async edgeTrials(ownerId, lowers) {
      const latest = (lower?: string) =>
        database
          .select({ trial: told(edgeTrials.trial), at: edgeTrials.at, betId: edgeTrials.betId })
          .from(edgeTrials)
          .where(and(eq(edgeTrials.ownerId, ownerId), lower === undefined ? undefined : eq(edgeTrials.lower, lower)))
          .orderBy(desc(edgeTrials.at), desc(edgeTrials.betId))
          .limit(mostTrials);
      // A part for each metric, so that each is answered from the end of an index, for any amount of history.
      const [first, second, ...others] = (lowers ?? [undefined]).map(latest);
      if (!first) return [];
      const rows = await (second ? unionAll(first, second, ...others) : first);
      const inOrder = rows.sort(
        (one, other) => Number(one.at) - Number(other.at) || (one.betId < other.betId ? -1 : 1),
      );
      return inOrder.slice(-mostTrials).map(({ trial }) => trial);
    },
    async claimEdgeAlarm(ownerId, alarm, followedAt) {
      const { repositoryId, number, at } = alarm;
      const mine = and(eq(edgeAlarms.repositoryId, repositoryId), eq(edgeAlarms.number, number));
      const claimed = await database
        .insert(edgeAlarms)
        .values({ ownerId, ...alarm })
        .onConflictDoUpdate({
          target: [edgeAlarms.ownerId, edgeAlarms.lower, edgeAlarms.upper],
          set: { repositoryId, number, at },
          setWhere: sql`${followedAt ? or(mine, lt(edgeAlarms.at, followedAt)) : mine}`,
        })
        .returning({ lower: edgeAlarms.lower });
      return claimed.length > 0;
    },
  };
}
