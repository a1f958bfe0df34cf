import { expect, test } from 'vitest';
import { effectOn } from './case-series.ts';

/** The mean of the 28 days, and what it would have been: the interval is of that, whatever the change looks like. */
test.each([
  { name: 'transient-1-spike', what: 'three days of +50%', mean: 0.05, within: 0.015 },
  { name: 'transient-2-outage', what: 'an outage of three days', mean: -0.107, within: 0.06 },
  {
    name: 'transient-4-novelty',
    what: '+40% on the day of the release, halved every three days',
    mean: 0.055,
    within: 0.02,
  },
  { name: 'transient-8-staged', what: 'rolled out in thirds to +20%', mean: 0.107, within: 0.03 },
])('$what: the mean of the window', ({ name, mean, within }) => {
  const { relative, low, high } = effectOn(name, '2026-10-06');
  expect(low).toBeLessThan(mean);
  expect(high).toBeGreaterThan(mean);
  expect(Math.abs(relative - mean)).toBeLessThan(within);
});

test('one freak day is left aside, the tenth of the other days is found', () => {
  const { relative, low, high } = effectOn('transient-7-freak', '2026-10-06');
  expect(relative).toBeCloseTo(0.1, 1);
  expect(low).toBeGreaterThan(0.07);
  expect(high).toBeLessThan(0.13);
});
