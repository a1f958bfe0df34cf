import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { type ShopDay, shopCsv, shopMetrics } from './shop-metrics.ts';
import { shopSql } from './shop-sql.ts';

const until = new Date('2026-10-31T12:00:00Z');
const shippedAt = new Date('2026-10-03T09:00:00Z');
const rateOf = (days: ShopDay[]) => {
  const sum = (pick: (day: ShopDay) => number) => days.reduce((total, day) => total + pick(day), 0);
  return sum(({ signups }) => signups) / sum(({ visits }) => visits);
};

test('a year up to a day, the same for the same seed, with the effect in whole weeks after the release and not before', () => {
  const days = shopMetrics({ until, shippedAt });
  expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([365, '2025-11-01', '2026-10-31']);
  expect(shopMetrics({ until, shippedAt })).toEqual(days);
  const before = rateOf(days.filter(({ day }) => day >= '2026-09-05' && day < '2026-10-03'));
  const after = rateOf(days.filter(({ day }) => day >= '2026-10-04'));
  expect(after / before - 1).toBeCloseTo(0.12, 1);
  expect(shopMetrics({ until, shippedAt, effect: 0 }).slice(0, 336)).toEqual(days.slice(0, 336));
});

test('the same figures as CSV and in a Postgres', async () => {
  const days = shopMetrics({ until, days: 3 });
  const csv = shopCsv(days);
  expect(csv['signup_rate.csv']?.split('\n')[1]).toBe(`2026-10-29,${days[0]?.signups},${days[0]?.visits}`);
  const database = new PGlite();
  await database.exec(shopSql(days));
  const { rows } = await database.query('select signups, visits from daily order by day');
  expect(rows).toEqual(days.map(({ signups, visits }) => ({ signups, visits })));
  await database.close();
});
