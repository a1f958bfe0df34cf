import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { bets } from '../schema/bets.ts';
import { hindsight } from '../schema/hindsight.ts';
import { edgeTrials, outcomes } from '../schema/outcomes.ts';
import { repositories } from '../schema/repositories.ts';
import { calibration } from './calibration.ts';
import { entries } from './entries.ts';
import { hindsightOf } from './hindsight.ts';
import { between, ofRepository } from './ledger-filter.ts';
import { openChallenges } from './open-challenges.ts';
import { pace } from './pace.ts';
import { silent } from './silent.ts';

/** The record, read only: one call of the command line sees it at one instant. */
export function ledgerOf(database: Database): Ledger {
  return {
    entries: (filter, limit) => entries(database, filter, limit),
    calibration: (filter, by) => calibration(database, filter, by),
    pace: (filter) => pace(database, filter),
    async edgeTrials(filter) {
      const { metric } = filter;
      return database
        .select({ owner: repositories.owner, trial: told(edgeTrials.trial) })
        .from(edgeTrials)
        .innerJoin(repositories, eq(edgeTrials.repositoryId, repositories.id))
        .where(
          and(
            ofRepository(filter),
            between(edgeTrials.at, filter),
            metric === undefined ? undefined : or(eq(edgeTrials.lower, metric), eq(edgeTrials.upper, metric)),
          ),
        )
        .orderBy(asc(edgeTrials.at), asc(edgeTrials.betId));
    },
    silent: (filter, now, limit) => silent(database, filter, now, limit),
    challenges: (filter, limit) => openChallenges(database, filter, limit),
    hindsight: (filter, limit) => hindsightOf(database, filter, limit),
    async names(of) {
      const name = {
        owner: sql<string>`select distinct ${repositories.owner} as name from ${repositories}`,
        repository: sql<string>`select ${repositories.owner} || '/' || ${repositories.name} as name from ${repositories}`,
        team: sql<string>`select distinct ${outcomes.team} as name from ${outcomes} where ${outcomes.team} is not null`,
        metric: sql<string>`select unnest(${bets.metrics}) as name from ${bets} union select ${hindsight.metric} as name from ${hindsight}`,
      }[of];
      const rows = await database.select({ name: sql<string>`name` }).from(sql`(${name}) as names`).orderBy(sql`name`);
      return rows.map((row) => row.name);
    },
  };
}
