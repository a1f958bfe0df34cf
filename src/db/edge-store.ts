import { and, desc, eq, inArray, lt, or } from 'drizzle-orm';
import type { Store } from '../flows/ports.ts';
import type { Database } from './connect.ts';
import { edgeAlarms, edgeTrials } from './schema.ts';

type EdgeStore = Pick<Store, 'saveEdgeTrials' | 'edgeTrials' | 'claimEdgeAlarm'>;

/** More than a screen tells of, and enough for a ratio. */
const mostTrials = 400;

/** What the edges of the metric tree have shown. */
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
      const rows = await database
        .select({ trial: edgeTrials.trial })
        .from(edgeTrials)
        .where(and(eq(edgeTrials.ownerId, ownerId), lowers ? inArray(edgeTrials.lower, lowers) : undefined))
        .orderBy(desc(edgeTrials.at), desc(edgeTrials.betId))
        .limit(mostTrials);
      return rows.map(({ trial }) => trial).reverse();
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
          setWhere: followedAt ? or(mine, lt(edgeAlarms.at, followedAt)) : mine,
        })
        .returning({ lower: edgeAlarms.lower });
      return claimed.length > 0;
    },
  };
}
