import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

/** How many rows there are with a condition. */
export const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;

export const percentile = (share: number, of: SQL) =>
  sql<number | null>`percentile_cont(${sql.raw(String(share))}) within group (order by ${of})`;

/** From the lowest to the highest tenth; with fewer than ten values, from the lowest to the highest value. */
export const spread = (of: SQL) => ({
  low: sql<number | null>`case when count(${of}) >= 10 then ${percentile(0.1, of)} else min(${of}) end`,
  high: sql<number | null>`case when count(${of}) >= 10 then ${percentile(0.9, of)} else max(${of}) end`,
});

/** Actual divided by expected. An expectation of zero has no such share. */
export const reachedOf = ({ effect, expectedLow }: Record<'effect' | 'expectedLow', AnyColumn>) =>
  sql`(${effect} / nullif(${expectedLow}, 0))`;
