import type { ShopDay } from './shop-metrics.ts';

/** The shop as a warehouse would have it: the table `daily`, for any Postgres. Figures only, so nothing is to be quoted. */
export function shopSql(days: ShopDay[]): string {
  const rows = days.map(
    ({ day, visits, signups, projectsCompleted, revenue, p95Latency }) =>
      `('${day}', ${visits}, ${signups}, ${projectsCompleted}, ${revenue}, ${p95Latency})`,
  );
  return `
    create table daily (
      day date primary key, visits integer, signups integer, projects_completed integer, revenue numeric, p95_latency numeric
    );
    insert into daily values ${rows.join(',\n')};
  `;
}
