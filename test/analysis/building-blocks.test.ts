import { describe, expect, test } from 'vitest';
import { normalReach, normalTwoSidedP } from '../../src/analysis/arms/normal.ts';
import { scaleOf } from '../../src/analysis/base/scale.ts';
import { hampelFilter } from '../../src/analysis/hampel-filter.ts';
import { meanOf, medianOf, spreadOf } from '../../src/analysis/mean-and-median.ts';
import { mixture, weightsOf } from '../../src/analysis/model/model-average.ts';
import { criticalValue, twoSidedP } from '../../src/analysis/model/student-t.ts';
import { seasonProfile } from '../../src/analysis/season/season-profile.ts';

const nan = Number.NaN;

// scipy 1.17: stats.t.ppf(.975, 10), stats.t.ppf(.995, 5), 2 * stats.t.sf(2.5, 7), stats.norm.ppf(.975), 2 * stats.norm.sf(1.96)
test('quantiles and tails', () => {
  expect(criticalValue(0.05, 10)).toBeCloseTo(2.228138851986274, 9);
  expect(criticalValue(0.01, 5)).toBeCloseTo(4.032142983555228, 9);
  expect(twoSidedP(2.5, 7)).toBeCloseTo(0.04099221858575289, 10);
  expect(twoSidedP(-2.5, 7)).toBeCloseTo(0.04099221858575289, 10);
  expect(normalReach(0.05)).toBeCloseTo(1.959963984540054, 10);
  expect(normalTwoSidedP(1.96)).toBeCloseTo(0.04999579029644087, 10);
});

test('the middle of what is there', () => {
  expect(meanOf([1, nan, 3])).toBe(2);
  expect(medianOf([16, 1, nan, 7, 2, 11, 4])).toBe(5.5);
  expect(medianOf([3, 1, 2])).toBe(2);
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toBe(2);
  expect(meanOf([])).toBeNaN();
  expect(medianOf([nan])).toBeNaN();
});

describe('season', () => {
  const weeks = Float64Array.from({ length: 70 }, (_, i) => (i % 7 < 5 ? 10 : 3));
  test('a weekend dip is found, a little shrunk', () => {
    const profile = seasonProfile(weeks, 7);
    expect(profile[0]).toBeCloseTo(2 * 0.9, 1);
    expect(profile[6]).toBeCloseTo(-5 * 0.9, 1);
    expect(meanOf(profile)).toBeCloseTo(0, 12);
  });
  test('one bad Monday does not mark all Mondays', () => {
    const bad = weeks.slice();
    bad[28] = -60;
    expect(Math.abs((seasonProfile(bad, 7)[0] ?? 0) - 1.8)).toBeLessThan(5);
  });
  test('what is missing is passed over', () => {
    const gaps = weeks.map((value, i) => (i % 11 === 0 ? nan : value));
    expect(seasonProfile(gaps, 7)[6]).toBeCloseTo(-4.5, 0);
  });
});

test('a wild value is pulled in, the others stay', () => {
  const { filtered, noise } = hampelFilter(Float64Array.of(5, 5, 6, 5, 90, 5, 6, 5, nan, 6), 3.5);
  expect(noise).toBeGreaterThan(0.4);
  expect(filtered[4]).toBeCloseTo(5 + 3.5 * noise, 12);
  expect(filtered[8]).toBeNaN();
  expect([...filtered.slice(0, 4)]).toEqual([5, 5, 6, 5]);
});

test('scale: logarithms above zero, shares of the usual size otherwise', () => {
  const log = scaleOf(Float64Array.of(1, 2, nan, 4), 2);
  expect(log.kind).toBe('log');
  expect(log.from(log.to(3) - log.to(2))).toBeCloseTo(1.5, 12);
  const linear = scaleOf(Float64Array.of(-4, 6, 0, 5), 2);
  expect(linear.kind).toBe('linear');
  expect(linear.to(5)).toBe(1);
  expect(linear.from(linear.to(-3))).toBe(-3);
});

test('weights add up, the negligible ones are dropped', () => {
  expect(weightsOf([0, 0, -20])).toEqual([0.5, 0.5, 0]);
  expect(weightsOf([-1000, -1000 + Math.log(3)])).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
});

test('a mixture is as wide as its parts and what lies between them', () => {
  expect(mixture([0.5, 0.5], [0, 2], [1, 1])).toEqual({ mean: 1, variance: 2 });
});
