import { type AnyColumn, and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { methodVersion, sameMeaningSince } from '../../analysis/model/method.ts';
import { day } from '../../domain/day.ts';
import { mostOfRecord, type Outcome, type TrackRecord } from '../../domain/ledger/track-record.ts';
import { countedAmong, sharedDays } from '../../domain/readout/shared-effect.ts';
import type { RecordStore } from '../../flows/ports/stores/record-store.ts';
import { count, percentile, reachedOf, spread } from '../aggregates.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { outcomes } from '../schema/outcomes.ts';

/** What the team learns from: the conclusions of merged pull requests, and the outcomes of concluded bets. */
export function recordStore(database: Database): RecordStore {
  return {
    async saveOutcomes(ownerId, concluded) {
      // In a fixed order, or two bets would wait for each other.
      const ordered = [...concluded].sort((one, other) => (one.metric < other.metric ? -1 : 1));
      await database.transaction(async (within) => {
        for (const { counts, ...outcome } of ordered) {
          // Bets that share a release conclude in the same minute: the second waits, and sees the first.
          await within.execute(sql`select pg_advisory_xact_lock(hashtextextended(${outcome.metric}, ${ownerId}))`);
          const { counted, insteadOf } = counts
            ? countedAmong(outcome, await recentOn(within, ownerId, outcome))
            : { counted: false, insteadOf: [] };
          if (insteadOf.length > 0)
            await within
              .update(outcomes)
              .set({ counted: false })
              .where(and(eq(outcomes.metric, outcome.metric), anyOf(outcomes.betId, insteadOf)));
          const row = rowOf(ownerId, { ...outcome, counted });
          await within
            .insert(outcomes)
            .values(row)
            .onConflictDoUpdate({ target: [outcomes.betId, outcomes.metric], set: row });
        }
      });
    },
    async trackRecords(ownerId, of, enough, before) {
      const asked = of.map((one, nth) => recordOf(database, { ownerId, before, enough }, one, nth, of.slice(0, nth)));
      const [one, two, ...more] = asked;
      const rows = one ? await (two ? unionAll(one, two, ...more) : one) : [];
      const records = rows.sort((a, b) => a.nth - b.nth).map(trackRecordOf);
      const last = records.findIndex(({ concluded }) => concluded >= enough);
      return last < 0 ? records : records.slice(0, last + 1);
    },
  };
}

async function outcomesSince(database: Database, ownerId: number, metric: string, since: Date): Promise<Outcome[]> {
  const rows = await database
    .select()
    .from(outcomes)
    .where(and(eq(outcomes.ownerId, ownerId), eq(outcomes.metric, metric), gte(outcomes.concludedAt, since)))
    .orderBy(asc(outcomes.concludedAt), asc(outcomes.betId));
  return rows.map(outcomeOf);
}

/** A bet concludes after it shipped, so that what concluded earlier is not shared. */
const recentOn = (database: Database, ownerId: number, { metric, shippedAt }: Pick<Outcome, 'metric' | 'shippedAt'>) =>
  outcomesSince(database, ownerId, metric, new Date(shippedAt.getTime() - sharedDays * day));

type Whose = Parameters<RecordStore['trackRecords']>[1][number];

/** Where a narrower one is long enough, no row is read for it. */
function recordOf(
  database: Database,
  { ownerId, before, enough }: { ownerId: number; before: Date | undefined; enough: number },
  of: Whose,
  nth: number,
  narrower: Whose[],
) {
  const { verdict, effect, effectLow, expectedLow, method, concludedAt } = outcomes;
  const counts = (whose: Whose) =>
    and(
      eq(outcomes.ownerId, ownerId),
      eq(outcomes.counted, true),
      theseOnly(whose),
      before ? lt(concludedAt, before) : undefined,
    );
  const isShort = (whose: Whose) => {
    const first = database.select({ one: sql`1` }).from(outcomes).where(counts(whose)).limit(enough);
    return sql`(select count(*) from ${first} as narrower) < ${enough}`;
  };
  const latest = database
    .select({ verdict, effect, effectLow, expectedLow, method })
    .from(outcomes)
    .where(and(counts(of), ...narrower.map(isShort)))
    .orderBy(desc(concludedAt))
    .limit(mostOfRecord)
    .as('latest');
  return database.select({ nth: sql`${nth}::int`.mapWith(Number), ...trackRecordColumns(latest) }).from(latest);
}

function theseOnly(of: Whose): SQL | undefined {
  if ('metric' in of) return eq(outcomes.metric, of.metric);
  // A bet of several movements is one bet.
  const bets = eq(outcomes.primary, true);
  return and(bets, 'team' in of ? eq(outcomes.team, of.team) : eq(outcomes.repositoryId, of.repositoryId));
}

function trackRecordColumns({
  verdict,
  effect,
  effectLow,
  expectedLow,
  method,
}: Record<'verdict' | 'effect' | 'effectLow' | 'expectedLow' | 'method', AnyColumn>) {
  // Figures of another meaning are not put beside these.
  const reached = sql`(case when ${method} >= ${sql.raw(String(sameMeaningSince))} then ${reachedOf({ effect, expectedLow })} end)`;
  return {
    concluded: sql<number>`count(*)::int`,
    asExpected: count(sql`${verdict} = 'moved'`),
    measured: count(sql`${effect} is not null`),
    moved: count(sql`${effectLow} > 0`),
    withoutData: count(sql`${verdict} = 'no-data'`),
    count: sql<number>`count(${reached})::int`,
    median: percentile(0.5, reached),
    ...spread(reached),
  };
}

interface TrackRecordRow {
  concluded: number;
  asExpected: number;
  measured: number;
  moved: number;
  withoutData: number;
  count: number;
  median: number | null;
  low: number | null;
  high: number | null;
}

function trackRecordOf({ median, low, high, count, ...row }: TrackRecordRow): TrackRecord {
  const { concluded, asExpected, measured, moved, withoutData } = row;
  const went = { concluded, asExpected, measured, moved, withoutData };
  return median === null || low === null || high === null ? went : { ...went, reached: { median, low, high, count } };
}

function rowOf(
  ownerId: number,
  { expected, effect, team, hypothesisAt, lasts, method = methodVersion, ...outcome }: Outcome,
): typeof outcomes.$inferInsert {
  return {
    ...outcome,
    ownerId,
    team: team ?? null,
    lasts: lasts ?? null,
    method,
    hypothesisAt: hypothesisAt ?? null,
    expectedLow: expected?.low ?? null,
    expectedHigh: expected?.high ?? null,
    effect: effect?.relative ?? null,
    effectLow: effect?.low ?? null,
    effectHigh: effect?.high ?? null,
  };
}

function outcomeOf(row: typeof outcomes.$inferSelect): Outcome {
  const {
    ownerId: _,
    team,
    hypothesisAt,
    expectedLow,
    expectedHigh,
    effect,
    effectLow,
    effectHigh,
    lasts,
    method,
    ...outcome
  } = row;
  return {
    ...outcome,
    ...(team === null ? {} : { team }),
    ...(lasts === null ? {} : { lasts }),
    ...(method === methodVersion ? {} : { method }),
    ...(hypothesisAt === null ? {} : { hypothesisAt }),
    ...(expectedLow === null || expectedHigh === null ? {} : { expected: { low: expectedLow, high: expectedHigh } }),
    ...(effect === null || effectLow === null || effectHigh === null
      ? {}
      : { effect: { relative: effect, low: effectLow, high: effectHigh } }),
  };
}
