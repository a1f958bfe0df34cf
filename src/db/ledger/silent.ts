import { and, asc, eq, isNull, lt, ne, notExists, or, sql } from 'drizzle-orm';
import { unreleasedAfterDays } from '../../domain/bet/reminders.ts';
import { day } from '../../domain/day.ts';
import type { LedgerFilter, SilentBet } from '../../domain/ledger/ledger.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { bets, checkpoints } from '../schema/bets.ts';
import { repositories } from '../schema/repositories.ts';
import { between, ofRepository, onMetric, place } from './ledger-filter.ts';

/** Due work runs every minute; anything a day late will not run. */
const graceMs = day;

const decideWithinDays = 14;

const answerWithinDays = 14;

export async function silent(
  database: Database,
  filter: LedgerFilter,
  now: Date,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<SilentBet[]> {
  const found = await Promise.all([
    withoutReadout(database, filter, now, limit),
    concludedAndLeft(database, filter, now, limit),
    unreleased(database, filter, now, limit),
    unanswered(database, filter, now, limit),
  ]);
  return found
    .flat()
    .sort((one, other) => one.since.getTime() - other.since.getTime())
    .slice(0, limit)
    .map(({ metrics, ...bet }) => (metrics[0] === undefined ? bet : { ...bet, metric: filter.metric ?? metrics[0] }));
}

type Left = Omit<SilentBet, 'metric'> & { metrics: string[] };

/** Shipped, and no readout is under way or planned; nothing explains that. */
async function withoutReadout(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const waiting = and(
    eq(checkpoints.betId, bets.id),
    eq(checkpoints.kind, 'readout'),
    eq(checkpoints.status, 'pending'),
  );
  const overdue = new Date(now.getTime() - graceMs);
  const columns = { ...place, number: bets.number, metrics: bets.metrics, record: told(bets.record) };
  // Written out, so that Postgres uses the index on these alone.
  const of = and(sql`${bets.state} = 'shipped'`, ofRepository(filter), onMetric(filter));
  const late = await database
    .select({ ...columns, since: checkpoints.dueAt })
    .from(checkpoints)
    .innerJoin(bets, eq(checkpoints.betId, bets.id))
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    // A bet that reported missing data is not silent, and is tried daily.
    .where(
      and(waiting, lt(checkpoints.dueAt, overdue), isNull(checkpoints.posted), of, between(checkpoints.dueAt, filter)),
    )
    .orderBy(asc(checkpoints.dueAt))
    .limit(limit);
  const unplanned = await database
    .select({ ...columns, since: sql<Date>`${bets.shippedAt}`.mapWith(bets.shippedAt) })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        of,
        lt(bets.shippedAt, overdue),
        between(bets.shippedAt, filter),
        notExists(database.select({ id: checkpoints.id }).from(checkpoints).where(waiting)),
      ),
    )
    .orderBy(asc(bets.shippedAt))
    .limit(limit);
  // If several are due, the earliest says since when.
  const once = new Map([...unplanned, ...late.toReversed()].map((bet) => [bet.record.id, bet]));
  return [...once.values()]
    .filter(({ record }) => !record.delayed || record.delayed.until <= now)
    .map(({ record: _, ...bet }) => ({ ...bet, silence: 'no-readout' }));
}

async function concludedAndLeft(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const longAgo = lt(bets.concludedAt, new Date(now.getTime() - decideWithinDays * day));
  const noData = eq(bets.verdict, 'no-data');
  const rows = await database
    .select({
      ...place,
      number: bets.number,
      metrics: bets.metrics,
      verdict: bets.verdict,
      since: sql<Date>`${bets.concludedAt}`.mapWith(bets.concludedAt),
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        eq(bets.state, 'concluded'),
        isNull(bets.decision),
        or(noData, and(ne(bets.verdict, 'no-data'), longAgo)),
        ofRepository(filter),
        onMetric(filter),
        between(bets.concludedAt, filter),
      ),
    )
    .orderBy(asc(bets.concludedAt))
    .limit(limit);
  return rows.map(({ verdict, ...bet }) => ({ ...bet, silence: verdict === 'no-data' ? 'no-data' : 'undecided' }));
}

/** A bet without a clock, as in discovery, waits for no release. */
async function unreleased(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const longAgo = lt(bets.mergedAt, new Date(now.getTime() - unreleasedAfterDays * day));
  const rows = await database
    .select({
      ...place,
      number: bets.number,
      metrics: bets.metrics,
      since: sql<Date>`${bets.mergedAt}`.mapWith(bets.mergedAt),
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        sql`${bets.state} = 'merged'`,
        longAgo,
        sql`cardinality(${bets.metrics}) + cardinality(${bets.guarded}) > 0`,
        ofRepository(filter),
        onMetric(filter),
        between(bets.mergedAt, filter),
      ),
    )
    .orderBy(asc(bets.mergedAt))
    .limit(limit);
  return rows.map((bet) => ({ ...bet, silence: 'unreleased' }));
}

/** Asked a fortnight after the merge, and unanswered for another fortnight. */
async function unanswered(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const rows = await database
    .select({ ...place, number: bets.number, metrics: bets.metrics, since: checkpoints.dueAt })
    .from(checkpoints)
    .innerJoin(bets, eq(checkpoints.betId, bets.id))
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        sql`${checkpoints.kind} = 'learning'`,
        ne(checkpoints.status, 'cancelled'),
        lt(checkpoints.dueAt, new Date(now.getTime() - answerWithinDays * day)),
        isNull(bets.learned),
        isNull(bets.decision),
        ofRepository(filter),
        onMetric(filter),
        between(checkpoints.dueAt, filter),
      ),
    )
    .orderBy(asc(checkpoints.dueAt))
    .limit(limit);
  return rows.map((bet) => ({ ...bet, silence: 'unanswered' }));
}
