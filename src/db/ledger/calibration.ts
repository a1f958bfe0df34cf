import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { CalibrationGroup, CalibrationSums, LedgerFilter } from '../../domain/ledger/ledger.ts';
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

export const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;

export const percentile = (share: number, of: SQL) =>
  sql<number | null>`percentile_cont(${sql.raw(String(share))}) within group (order by ${of})`;

const compared = sql`${outcomes.effect} is not null and ${outcomes.expectedLow} is not null`;

const isRange = sql`${outcomes.effect} is not null and ${outcomes.expectedLow} < ${outcomes.expectedHigh}`;

const difference = sql`(${outcomes.effect} - ${outcomes.expectedLow})`;

/** Nothing can be reached of an expectation of zero. */
const ratio = sql`(${outcomes.effect} / nullif(${outcomes.expectedLow}, 0))`;

export async function calibration(
  database: Database,
  filter: LedgerFilter,
  by: CalibrationGroup | 'all',
): Promise<CalibrationSums[]> {
  const many = sql`count(${ratio}) >= 10`;
  const rows = await database
    .select({
      group: sql<string>`${groups[by]}`.as('group_name'),
      concluded: sql<number>`count(*)::int`,
      asExpected: count(sql`${outcomes.verdict} = 'moved'`),
      withoutData: count(sql`${outcomes.verdict} = 'no-data'`),
      compared: count(compared),
      compatible: count(
        sql`${outcomes.effectLow} <= ${outcomes.expectedHigh} and ${outcomes.effectHigh} >= ${outcomes.expectedLow}`,
      ),
      ranges: count(isRange),
      within: count(
        sql`${isRange} and ${outcomes.effect} between ${outcomes.expectedLow} and ${outcomes.expectedHigh}`,
      ),
      meanDifference: sql<number | null>`avg(${difference})`,
      spread: sql<number | null>`stddev_samp(${difference})`,
      medianDifference: percentile(0.5, difference),
      medianRatio: percentile(0.5, ratio),
      lowRatio: sql<number | null>`case when ${many} then ${percentile(0.1, ratio)} else min(${ratio}) end`,
      highRatio: sql<number | null>`case when ${many} then ${percentile(0.9, ratio)} else max(${ratio}) end`,
    })
    .from(outcomes)
    .innerJoin(repositories, eq(outcomes.repositoryId, repositories.id))
    .where(and(eq(outcomes.counted, true), outcomesIn(database, filter, by === 'metric')))
    .groupBy(sql`group_name`)
    .orderBy(sql`group_name`);
  return rows.map(absentAsUndefined);
}
