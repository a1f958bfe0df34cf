import { and, eq, type SQL, sql } from 'drizzle-orm';
import { sameMeaningSince } from '../../analysis/model/method.ts';
import type { CalibrationGroup, CalibrationSums, LedgerFilter } from '../../domain/ledger/ledger.ts';
import { count, percentile, reachedOf, spread } from '../aggregates.ts';
import type { Database } from '../connect.ts';
import { outcomes } from '../schema/outcomes.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from '../stores/absent.ts';
import { outcomesIn } from './ledger-filter.ts';

const groups = {
  all: sql<string>`'all'`,
  month: sql<string>`to_char(${outcomes.concludedAt} at time zone 'UTC', 'YYYY-MM')`,
  metric: sql<string>`${outcomes.metric}`,
  team: sql<string>`coalesce(${outcomes.team}, '')`,
  repository: sql<string>`${repositories.owner} || '/' || ${repositories.name}`,
} satisfies Record<CalibrationGroup | 'all', SQL>;

/** Figures of another meaning are not compared with these. */
const isComparable = sql`${outcomes.method} >= ${sql.raw(String(sameMeaningSince))}`;

const compared = sql`${isComparable} and ${outcomes.effect} is not null and ${outcomes.expectedLow} is not null`;

const isRange = sql`${isComparable} and ${outcomes.effect} is not null and ${outcomes.expectedLow} < ${outcomes.expectedHigh}`;

const difference = sql`(case when ${isComparable} then ${outcomes.effect} - ${outcomes.expectedLow} end)`;

const ratio = sql`(case when ${isComparable} then ${reachedOf(outcomes)} end)`;

export async function calibration(
  database: Database,
  filter: LedgerFilter,
  by: CalibrationGroup | 'all',
): Promise<CalibrationSums[]> {
  const { low: lowRatio, high: highRatio } = spread(ratio);
  const rows = await database
    .select({
      group: sql<string>`${groups[by]}`.as('group_name'),
      concluded: sql<number>`count(*)::int`,
      asExpected: count(sql`${outcomes.verdict} = 'moved'`),
      withoutData: count(sql`${outcomes.verdict} = 'no-data'`),
      compared: count(compared),
      compatible: count(
        sql`${isComparable} and ${outcomes.effectLow} <= ${outcomes.expectedHigh} and ${outcomes.effectHigh} >= ${outcomes.expectedLow}`,
      ),
      ranges: count(isRange),
      within: count(
        sql`${isRange} and ${outcomes.effect} between ${outcomes.expectedLow} and ${outcomes.expectedHigh}`,
      ),
      meanDifference: sql<number | null>`avg(${difference})`,
      spread: sql<number | null>`stddev_samp(${difference})`,
      medianDifference: percentile(0.5, difference),
      medianRatio: percentile(0.5, ratio),
      ...{ lowRatio, highRatio },
    })
    .from(outcomes)
    .innerJoin(repositories, eq(outcomes.repositoryId, repositories.id))
    .where(and(eq(outcomes.counted, true), outcomesIn(database, filter, by === 'metric')))
    .groupBy(sql`group_name`)
    .orderBy(sql`group_name`);
  return rows.map(absentAsUndefined);
}
