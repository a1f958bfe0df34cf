import { and, asc, eq, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { daysBefore } from '../../domain/day.ts';
import type { LedgerFilter, SilentBet } from '../../domain/ledger/ledger.ts';
import { mostSilentAfterDays, silentAfterDays, wasSilentAt } from '../../domain/ledger/silence.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { bets, checkpoints } from '../schema/bets.ts';
import { repositories } from '../schema/repositories.ts';
import { between, ofRepository, onMetric, place } from './ledger-filter.ts';

/** The last instant since when a bet would be silent now. */
const before = (now: Date, silence: SilentBet['silence']) => daysBefore(now, silentAfterDays[silence]);

/** The longest first. A later decision counts at any instant: it is not kept how things stood then. */
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
    .map(({ metrics: [first], title, ...bet }) => ({
      ...bet,
      ...(first === undefined ? {} : { metric: filter.metric ?? first }),
      ...(title === null ? {} : { title }),
    }));
}

/** Whether a bet became silent within the period, and is. */
export async function becameSilent(
  database: Database,
  among: number[],
  { since, until }: { since: Date; until: Date },
): Promise<boolean> {
  const found = await silent(database, { among, since: daysBefore(since, mostSilentAfterDays) }, until);
  return found.some((bet) => !wasSilentAt(bet, since));
}

type Left = Omit<SilentBet, 'metric' | 'title'> & { metrics: string[]; title: string | null };

const named = { ...place, number: bets.number, title: told(bets.title), metrics: bets.metrics };

/** Shipped, and no readout is under way or planned; nothing explains that. */
async function withoutReadout(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const waiting = and(
    eq(checkpoints.betId, bets.id),
    eq(checkpoints.kind, 'readout'),
    eq(checkpoints.status, 'pending'),
  );
  const overdue = before(now, 'no-readout');
  const since = sql<Date>`(case when ${checkpoints.id} is null then ${bets.shippedAt} else ${checkpoints.dueAt} end)`;
  const rows = await database
    .select({
      ...named,
      record: told(bets.record),
      since: since.mapWith(checkpoints.dueAt),
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .leftJoin(checkpoints, waiting)
    .where(
      and(
        // Written out, so that Postgres uses the index on these alone.
        sql`${bets.state} = 'shipped'`,
        lt(bets.shippedAt, overdue),
        // A bet that reported missing data is not silent, and is tried daily.
        or(isNull(checkpoints.id), and(lt(checkpoints.dueAt, overdue), isNull(checkpoints.posted))),
        ofRepository(filter, bets.repositoryId),
        onMetric(filter),
        between(since, filter),
      ),
    )
    .orderBy(asc(since), asc(bets.id))
    .limit(limit);
  // If several are due, the earliest says since when.
  const once = new Map(rows.toReversed().map((bet) => [bet.record.id, bet]));
  return [...once.values()]
    .filter(({ record }) => !record.delayed || record.delayed.until <= now)
    .map(({ record: _, ...bet }) => ({ ...bet, silence: 'no-readout' }));
}

async function concludedAndLeft(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const noData = and(eq(bets.verdict, 'no-data'), lt(bets.concludedAt, before(now, 'no-data')));
  const undecided = and(ne(bets.verdict, 'no-data'), lt(bets.concludedAt, before(now, 'undecided')));
  const rows = await database
    .select({
      ...named,
      verdict: bets.verdict,
      since: sql<Date>`${bets.concludedAt}`.mapWith(bets.concludedAt),
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        eq(bets.state, 'concluded'),
        isNull(bets.decision),
        or(noData, undecided),
        ofRepository(filter),
        onMetric(filter),
        between(bets.concludedAt, filter),
      ),
    )
    .orderBy(asc(bets.concludedAt), asc(bets.id))
    .limit(limit);
  return rows.map(({ verdict, ...bet }) => ({ ...bet, silence: verdict === 'no-data' ? 'no-data' : 'undecided' }));
}

/** A bet without a clock, as in discovery, waits for no release. */
async function unreleased(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const rows = await database
    .select({
      ...named,
      since: sql<Date>`${bets.mergedAt}`.mapWith(bets.mergedAt),
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        sql`${bets.state} = 'merged'`,
        lt(bets.mergedAt, before(now, 'unreleased')),
        sql`cardinality(${bets.metrics}) + cardinality(${bets.guarded}) > 0`,
        ofRepository(filter),
        onMetric(filter),
        between(bets.mergedAt, filter),
      ),
    )
    .orderBy(asc(bets.mergedAt), asc(bets.id))
    .limit(limit);
  return rows.map((bet) => ({ ...bet, silence: 'unreleased' }));
}

/** Asked a fortnight after the merge, and unanswered for another fortnight. */
async function unanswered(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const rows = await database
    .select({ ...named, since: checkpoints.dueAt })
    .from(checkpoints)
    .innerJoin(bets, eq(checkpoints.betId, bets.id))
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        sql`${checkpoints.kind} = 'learning'`,
        ne(checkpoints.status, 'cancelled'),
        lt(checkpoints.dueAt, before(now, 'unanswered')),
        isNull(bets.learned),
        isNull(bets.decision),
        ofRepository(filter),
        onMetric(filter),
        between(checkpoints.dueAt, filter),
      ),
    )
    .orderBy(asc(checkpoints.dueAt), asc(bets.id))
    .limit(limit);
  return rows.map((bet) => ({ ...bet, silence: 'unanswered' }));
}
