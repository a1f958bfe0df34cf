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
  const fullUntil: WriteBudget['fullUntil'] = async (installationId, creates, now, account = 'owner') => {
    const since = new Date(now.getTime() - hourMs);
    // A write later than now is from before the clock was set back, and would hold everything up for as long.
    const mine = and(
      eq(contentWrites.installationId, installationId),
      eq(contentWrites.account, account),
      gt(contentWrites.at, since),
      lte(contentWrites.at, now),
    );
    const limits = most[account].filter(({ creating }) => creates || !creating);
    const [one, ...others] = limits.map((limit) => takenAt(database, mine, limit));
    const [two, ...more] = others;
    const full = one ? await (two ? unionAll(one, two, ...more) : one) : [];
    const until = Math.max(...full.map(({ at, within }) => at.getTime() + within));
    return until > now.getTime() ? new Date(until) : undefined;
  };
  return {
    fullUntil,
    async take(installationId, creates, now, account = 'owner') {
      const until = await fullUntil(installationId, creates, now, account);
      if (!until) await database.insert(contentWrites).values({ installationId, at: now, creates, account });
      return until;
    },
    async forget(before) {
      await database.delete(contentWrites).where(lt(contentWrites.at, before));
    },
  };
}

/** When the oldest of the latest `writes` was made, which there is no more room beside until it leaves the span. */
function takenAt(
  database: Database,
  mine: ReturnType<typeof and>,
  { within, writes, creating }: (typeof most)[Account][number],
) {
  return database
    .select({ at: contentWrites.at, within: sql`${within}::int`.mapWith(Number) })
    .from(contentWrites)
    .where(creating ? and(mine, contentWrites.creates) : mine)
    .orderBy(desc(contentWrites.at))
    .offset(writes - 1)
    .limit(1);
}
