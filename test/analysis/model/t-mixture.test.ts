import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalValue, twoSidedP } from '../../../src/analysis/model/student-t.ts';
import { type Answer, intervalOf, pOf } from '../../../src/analysis/model/t-mixture.ts';
import { runs } from '../../stage/run/property-runs.ts';

const answer = fc.record({
  step: fc.double({ min: -20, max: 20, noNaN: true }),
  error: fc.double({ min: 0.1, max: 10, noNaN: true }),
  freedom: fc.integer({ min: 3, max: 300 }),
});
const alpha = fc.constantFrom(0.002, 0.005, 0.05);
const both = (one: Omit<Answer, 'weight'>, other: Omit<Answer, 'weight'>, weight: number): Answer[] => [
  { ...one, weight: 1 - weight },
  { ...other, weight },
];

describe('several answers together', () => {
  test('one alone is its t interval', () => {
    const holds = (one: Omit<Answer, 'weight'>, alpha: number) => {
      const { step, low, high } = intervalOf([{ ...one, weight: 1 }], alpha);
      const reach = criticalValue(alpha, one.freedom) * one.error;
      expect([step, low, high]).toEqual([one.step, one.step - reach, one.step + reach]);
      expect(pOf([{ ...one, weight: 1 }])).toBe(twoSidedP(one.step / one.error, one.freedom));
    };
    fc.assert(fc.property(answer, alpha, holds), runs());
  });

  test('the interval of two lies within both, and holds zero just as their p says', () => {
    const holds = (one: Omit<Answer, 'weight'>, other: Omit<Answer, 'weight'>, weight: number, alpha: number) => {
      const { low, high } = intervalOf(both(one, other, weight), alpha);
      const ends = [one, other].map((each) => intervalOf([{ ...each, weight: 1 }], alpha));
      const slack = 0.01 * (one.error + other.error);
      expect(low).toBeGreaterThan(Math.min(...ends.map((end) => end.low)) - slack);
      expect(high).toBeLessThan(Math.max(...ends.map((end) => end.high)) + slack);
      const p = pOf(both(one, other, weight));
      if (Math.abs(p - alpha) > 0.01 * alpha) expect(low > 0 || high < 0).toBe(p < alpha);
    };
    const weight = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(fc.property(answer, answer, weight, alpha, holds), runs());
  });

  test('it reaches further towards the one that is believed less, and no further the other way', () => {
    const narrow = { step: 0, error: 1, freedom: 60 };
    const alone = intervalOf([{ ...narrow, weight: 1 }], 0.05);
    const { low, high } = intervalOf(both(narrow, { step: 5, error: 3, freedom: 60 }, 0.15), 0.05);
    expect(high).toBeGreaterThan(alone.high + 1);
    expect(low).toBeGreaterThan(alone.low - 0.3);
  });
});
