import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AttainedLevel, attainedLevel } from '../../../src/analysis/level/attained-level.ts';
import { levelVerdict, standsAt } from '../../../src/analysis/level/level-verdict.ts';
import { countInterval, shareInterval } from '../../../src/analysis/level/sampling-intervals.ts';
import type { Sample } from '../../../src/analysis/samples.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

const day = 86_400_000;
const start = Date.parse('2026-10-07T00:00:00Z');

function levelOf(values: (number | null | [number, number])[], alpha?: number): AttainedLevel {
  const samples = values.flatMap((value, i): Sample[] => {
    const t = start + i * day;
    if (value === null) return [];
    if (!Array.isArray(value)) return [{ t, value }];
    return [{ t, value: value[0] / value[1], numerator: value[0], denominator: value[1] }];
  });
  const answer = attainedLevel({ bucket: 'day', samples }, { from: start, until: start + values.length * day }, alpha);
  if (answer?.kind !== 'level') throw new Error(answer?.text ?? 'nothing');
  return answer;
}

describe('the level of the last seven days', () => {
  test('is their mean, whatever came before', () => {
    const { level, low, high, buckets } = levelOf([0, 1, 3, 5, 8, 9, 9, 12, 9, 11, 10, 8, 13, 10]);
    expect(level).toBeCloseTo(73 / 7, 9);
    expect(buckets).toBe(7);
    expect(low).toBeGreaterThan(6);
    expect(high).toBeLessThan(15);
  });

  test('of ratios: the sums over each other, within what a share can be', () => {
    const answer = levelOf([...Array(5).fill([300, 10_000]), [50, 500], [50, 500]]);
    expect(answer.level).toBeCloseTo(1600 / 51_000, 9);
    const all = levelOf(Array(7).fill([12, 12]));
    expect(all).toMatchObject({ level: 1, high: 1 });
    expect(all.low).toBeLessThan(1);
  });

  test('a weekday is no noise once there are two weeks', () => {
    const week = [50, 52, 49, 51, 50, 10, 11];
    const { low, high } = levelOf([...week, ...week.map((value) => value + 1)]);
    expect(high - low).toBeLessThan(4);
  });

  test('seven days of zero: zero, and what zero counts leave possible', () => {
    const { level, low, high } = levelOf(Array(14).fill(0));
    expect([level, low]).toEqual([0, 0]);
    expect(high).toBeCloseTo(3.67 / 7, 2);
  });

  test('days without a row are missing; without any in the last week there is no level', () => {
    expect(levelOf([...Array(7).fill(3), null, 5, null, null, 4, null, 6])).toMatchObject({ level: 5, buckets: 3 });
    const samples = [{ t: start, value: 4 }];
    expect(attainedLevel({ bucket: 'day', samples }, { from: start, until: start + 14 * day })).toBeUndefined();
    expect(attainedLevel({ bucket: 'day', samples: [] }, { from: start, until: start + 14 * day })).toBeUndefined();
  });

  test('values below zero have no floor', () => {
    expect(levelOf([-1, 2, -3, 1, -2, 3, 0]).low).toBeLessThan(-1);
  });

  test('holds the level behind counts and shares at least 93 times of 100', () => {
    for (const mean of [0.4, 3, 40]) {
      const random = randomFrom(7);
      const poisson = () => {
        let [count, product] = [0, random.uniform()];
        for (; product > Math.exp(-mean); count++) product *= random.uniform();
        return count;
      };
      const held = Array.from({ length: 400 }, () => levelOf(Array.from({ length: 14 }, poisson)));
      expect(held.filter(({ low, high }) => low <= mean && mean <= high).length).toBeGreaterThan(372);
    }
  });

  test('is within its interval, always', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 7, maxLength: 30 }), (values) => {
        const { low, level, high } = levelOf(values);
        expect(low).toBeLessThanOrEqual(level);
        expect(high).toBeGreaterThanOrEqual(level);
      }),
      runs(),
    );
  });
});

test.each([
  [[55, 69], 'at-least', 50, 'moved'],
  [[50, 69], 'at-least', 50, 'moved'],
  [[20, 31], 'at-least', 50, 'moved-less'],
  [[0, 4.9], 'at-least', 50, 'flat'],
  [[0, 5], 'at-least', 50, 'moved-less'],
  [[40, 55], 'at-least', 50, 'inconclusive'],
  [[0.4, 0.9], 'at-most', 1, 'moved'],
  [[0.9, 1.1], 'at-most', 1, 'inconclusive'],
  [[1.2, 3], 'at-most', 1, 'moved-less'],
  [[10.1, 12], 'at-most', 1, 'flat'],
  [[-8, -6], 'at-least', -5, 'moved-less'],
  [[-0.2, 3], 'at-most', 0, 'inconclusive'],
] as const)('%j held against %s %d: %s', ([low, high], bound, value, verdict) => {
  expect(levelVerdict({ low, high }, { bound, value })).toBe(verdict);
});

test('what is already there', () => {
  expect(standsAt(50, { bound: 'at-least', value: 50 })).toBe(true);
  expect(standsAt(49, { bound: 'at-least', value: 50 })).toBe(false);
  expect(standsAt(0.9, { bound: 'at-most', value: 1 })).toBe(true);
});

test('intervals of counts and shares are those of the tables', () => {
  expect(countInterval(0, 0.05)).toEqual({ low: 0, high: expect.closeTo(3.67, 2) });
  expect(countInterval(10, 0.05)).toEqual({ low: expect.closeTo(4.79, 2), high: expect.closeTo(18.39, 2) });
  expect(shareInterval(3, 10)).toEqual({ low: expect.closeTo(0.108, 3), high: expect.closeTo(0.603, 3) });
});
