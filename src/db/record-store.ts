import { and, asc, eq, gte, type SQL, sql } from 'drizzle-orm';
import type { Outcome, TrackRecord } from '../domain/track-record.ts';
import type { Store } from '../flows/ports.ts';
import type { Database } from './connect.ts';
import { edgeTrials, gateResults, outcomes } from './schema.ts';

type RecordStore = Pick<
  Store,
  'saveGateResult' | 'saveOutcomes' | 'outcomesOn' | 'trackRecord' | 'saveEdgeTrials' | 'edgeTrials'
>;

/** What the team learns from: outcomes of concluded bets, and the trials of the metric tree's edges. */
export function recordStore(database: Database): RecordStore {
  return {
    async saveGateResult(repositoryId, number, { result, detail, mergedAt }) {
      const row = { result, detail: detail ?? null, mergedAt };
      await database
        .insert(gateResults)
        .values({ repositoryId, number, ...row })
        .onConflictDoUpdate({ target: [gateResults.repositoryId, gateResults.number], set: row });
    },
    async saveOutcomes(ownerId, concluded) {
      for (const outcome of concluded) {
        const row = rowOf(ownerId, outcome);
        await database
          .insert(outcomes)
          .values(row)
          .onConflictDoUpdate({ target: [outcomes.betId, outcomes.metric], set: row });
      }
    },
    async outcomesOn(ownerId, metric, since) {
      const rows = await database
        .select()
        .from(outcomes)
        .where(and(eq(outcomes.ownerId, ownerId), eq(outcomes.metric, metric), gte(outcomes.concludedAt, since)))
        .orderBy(asc(outcomes.concludedAt), asc(outcomes.betId));
      return rows.map(outcomeOf);
    },
    async trackRecord(ownerId, of) {
      const [row] = await database
        .select(trackRecordColumns)
        .from(outcomes)
        .where(and(eq(outcomes.ownerId, ownerId), eq(outcomes.counted, true), theseOnly(of)));
      return trackRecordOf(row);
    },
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
    async edgeTrials(ownerId, lower, upper) {
      const rows = await database
        .select({ trial: edgeTrials.trial })
        .from(edgeTrials)
        .where(and(eq(edgeTrials.ownerId, ownerId), eq(edgeTrials.lower, lower), eq(edgeTrials.upper, upper)))
        .orderBy(asc(edgeTrials.at), asc(edgeTrials.betId));
      return rows.map(({ trial }) => trial);
    },
  };
}

function theseOnly(of: Parameters<Store['trackRecord']>[1]): SQL {
  if ('metric' in of) return eq(outcomes.metric, of.metric);
  if ('team' in of) return eq(outcomes.team, of.team);
  return eq(outcomes.repositoryId, of.repositoryId);
}

/** Nothing can be reached of an expectation of nought. */
const reached = sql`${outcomes.effect} / nullif(${outcomes.expectedLow}, 0)`;
const percentile = (share: number) => sql<number | null>`percentile_cont(${share}) within group (order by ${reached})`;

const trackRecordColumns = {
  concluded: sql<number>`count(*)::int`,
  asExpected: sql<number>`(count(*) filter (where ${outcomes.verdict} = 'moved'))::int`,
  count: sql<number>`count(${reached})::int`,
  median: percentile(0.5),
  low: percentile(0.1),
  high: percentile(0.9),
};

interface TrackRecordRow {
  concluded: number;
  asExpected: number;
  count: number;
  median: number | null;
  low: number | null;
  high: number | null;
}

function trackRecordOf(row: TrackRecordRow | undefined): TrackRecord {
  const { concluded = 0, asExpected = 0, count = 0, median = null, low = null, high = null } = row ?? {};
  if (median === null || low === null || high === null) return { concluded, asExpected };
  return { concluded, asExpected, reached: { median, low, high, count } };
}

function rowOf(ownerId: number, { expected, effect, team, ...outcome }: Outcome): typeof outcomes.$inferInsert {
  return {
    ...outcome,
    ownerId,
    team: team ?? null,
    expectedLow: expected?.low ?? null,
    expectedHigh: expected?.high ?? null,
    effect: effect?.relative ?? null,
    effectLow: effect?.low ?? null,
    effectHigh: effect?.high ?? null,
  };
}

function outcomeOf(row: typeof outcomes.$inferSelect): Outcome {
  const { ownerId: _, team, expectedLow, expectedHigh, effect, effectLow, effectHigh, ...outcome } = row;
  return {
    ...outcome,
    ...(team === null ? {} : { team }),
    ...(expectedLow === null || expectedHigh === null ? {} : { expected: { low: expectedLow, high: expectedHigh } }),
    ...(effect === null || effectLow === null || effectHigh === null
      ? {}
      : { effect: { relative: effect, low: effectLow, high: effectHigh } }),
  };
}
