import { expect, test } from 'vitest';
import { readBudget } from '../../src/metrics/read-budget.ts';

const hour = 3_600_000;

test('so many reads a day, counted from the first', () => {
  let now = 5 * hour;
  const spend = readBudget(2, () => now);
  now = 8 * hour;
  spend();
  now = 20 * hour;
  spend();
  now = 31 * hour;
  expect(spend).toThrow('its connection has had the 2 reads that it may have a day');
  expect(spend).toThrow(expect.objectContaining({ reason: 'query-failed', detail: { againInMinutes: 60 } }));
  now = 32 * hour;
  spend();
  spend();
  expect(spend).toThrow();
});

test('any number, unless told otherwise', () => {
  const spend = readBudget(undefined, () => 0);
  for (let i = 0; i < 1_000; i++) spend();
});
