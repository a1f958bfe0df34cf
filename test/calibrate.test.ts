import { expect, test } from 'vitest';
import { parts } from '../scripts/calibrate/parts.ts';

/** The figures themselves are for docs/analysis.md: `npm run calibrate`. */
test.each(Object.entries(parts))('calibrate has a table: %s', (_, part) => {
  const text = part({ windows: 1, seeds: 1, seed: 1 });
  const [head = '', rule = '', ...rows] = (text.split('\n\n')[0] ?? '').split('\n');
  const columns = head.split('|').length;
  expect(columns).toBeGreaterThan(3);
  expect(rule).toMatch(/^\| --- (\| ---: )+\|$/);
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    expect(row.split('|')).toHaveLength(columns);
    expect(row).not.toMatch(/NaN|undefined/);
  }
});
