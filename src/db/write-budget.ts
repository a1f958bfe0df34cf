import { and, desc, eq, gt, lt, lte, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { type Account, createdAMinute, type WriteBudget } from '../flows/ports/write-budget.ts';
import type { Database } from './connect.ts';
import { contentWrites } from './schema/deliveries.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/**
 * Below GitHub's own limits (facts 35), so that people's writes through other apps still pass: 80 new contents a minute
 * and 500 an hour, and 900 points a minute, five for each write. All budgets together stay below them.
 */
const most: Record<Account, { within: number; writes: number; creating: boolean }[]> = {
  owner: [
    { within: minuteMs, writes: createdAMinute, creating: true },
    { within: hourMs, writes: 400, creating: true },
    { within: minuteMs, writes: 120, creating: false },
  ],
  guests: [
    { within: minuteMs, writes: 10, creating: true },
    { within: hourMs, writes: 50, creating: true },
    { within: minuteMs, writes: 20, creating: false },
    { within: hourMs, writes: 200, creating: false },
  ],
  reactions: [
    { within: minuteMs, writes: 5, creating: true },
    { within: hourMs, writes: 30, creating: true },
  ],
};

/**
 * Kept in the database, since the limit holds for all replicas together. Two concurrent callers may both take the last
 * slot; the overshoot is a handful, and the budget has that margin.
 */
export function writeBudget(database: Database): WriteBudget {
  /** A row for each limit that has no room. */
  const fullLimits = (installationId: number, creates: boolean, now: Date, account: Account) => {
    const [one, two, ...more] = most[account]
      .filter(({ creating }) => creates || !creating)
      .map((limit) => takenAt(database, { installationId, account, now }, limit));
    return one && (two ? unionAll(one, two, ...more) : one);
  };
  return {
    fullUntil: async (installationId, creates, now, account = 'owner') =>
      lastEnd((await fullLimits(installationId, creates, now, account)) ?? []),
    async take(installationId, creates, now, account = 'owner') {
      const limits = fullLimits(installationId, creates, now, account);
      if (!limits) {
        await database.insert(contentWrites).values({ installationId, at: now, creates, account });
        return undefined;
      }
      const full = database.$with('full_limits').as(limits);
      const row = sql`select ${installationId}::bigint, ${now.toISOString()}::timestamptz, ${creates}::boolean, ${account}::text`;
      const taken = database
        .$with('taken')
        .as(database.insert(contentWrites).select(sql`${row} where not exists (select from ${full})`).returning());
      return lastEnd(await database.with(full, taken).select().from(full));
    },
    async forget(before) {
      await database.delete(contentWrites).where(lt(contentWrites.at, before));
    },
  };
}

const lastEnd = (full: { at: Date; within: number }[]): Date | undefined =>
  full.length > 0 ? new Date(Math.max(...full.map(({ at, within }) => at.getTime() + within))) : undefined;

/**
 * The oldest of the latest `writes` within the span, if there are as many: there is room again when it leaves the span. A write later than now is from
 * before the clock was set back, and would hold everything up for as long.
 */
function takenAt(
  database: Database,
  { installationId, account, now }: { installationId: number; account: Account; now: Date },
  { within, writes, creating }: (typeof most)[Account][number],
) {
  const { at, creates } = contentWrites;
  return database
    .select({ at, within: sql`${within}::int`.mapWith(Number).as('within') })
    .from(contentWrites)
    .where(
      and(
        eq(contentWrites.installationId, installationId),
        eq(contentWrites.account, account),
        gt(at, new Date(now.getTime() - within)),
        lte(at, now),
        creating ? creates : undefined,
      ),
    )
    .orderBy(desc(at))
    .offset(writes - 1)
    .limit(1);
}
