import { describe, expect, test } from 'vitest';
import { shareInterval } from '../../../src/analysis/level/sampling-intervals.ts';
import { calibrationOf } from '../../../src/domain/ledger/calibration.ts';
import type { CalibrationSums, PaceSums } from '../../../src/domain/ledger/ledger.ts';
import { paceOf } from '../../../src/domain/ledger/pace.ts';

const sums: CalibrationSums = {
  group: '2026-11',
  concluded: 12,
  asExpected: 3,
  withoutData: 1,
  compared: 10,
  compatible: 3,
  ranges: 4,
  within: 1,
  meanDifference: -0.03,
  spread: 0.02,
  medianDifference: -0.025,
  medianRatio: 0.4,
  lowRatio: -0.1,
  highRatio: 1.2,
};

describe('predicted against actual', () => {
  test('shares, bias and ratio with their intervals', () => {
    // R: prop.test(3, 10, correct = FALSE), prop.test(1, 4, correct = FALSE), -0.03 + qt(c(.025, .975), 9) * 0.02 / sqrt(10)
    expect(calibrationOf(sums)).toEqual({
      group: '2026-11',
      concluded: 12,
      asExpected: 3,
      withoutData: 1,
      compared: 10,
      compatible: { share: 0.3, low: expect.closeTo(0.1078, 4), high: expect.closeTo(0.6032, 4) },
      within: { share: 0.25, of: 4, low: expect.closeTo(0.0456, 4), high: expect.closeTo(0.6994, 4) },
      bias: {
        mean: -0.03,
        median: -0.025,
        interval: { low: expect.closeTo(-0.04431, 5), high: expect.closeTo(-0.01569, 5) },
      },
      ratio: { median: 0.4, low: -0.1, high: 1.2 },
    });
  });

  test('of two there is no interval, and nothing typical', () => {
    const few = calibrationOf({ ...sums, compared: 2, compatible: 1 });
    expect(few.bias).toEqual({ mean: -0.03, median: -0.025 });
    expect(few).not.toHaveProperty('ratio');
  });

  test('nothing to compare: nothing is said of it', () => {
    const none = { group: 'x', concluded: 2, asExpected: 0, withoutData: 2, compared: 0 };
    expect(calibrationOf({ ...none, compatible: 0, ranges: 0, within: 0 })).toEqual(none);
  });

  test('a share of all or none stays between zero and one', () => {
    expect(shareInterval(0, 5)).toEqual({ low: 0, high: expect.closeTo(0.4345, 4) });
    expect(shareInterval(5, 5)).toEqual({ low: expect.closeTo(0.5655, 4), high: 1 });
  });
});

describe('pace', () => {
  const none = { count: 0 };
  const pace: PaceSums = {
    hypothesisToReadout: none,
    mergeToShip: none,
    shipToReadout: { count: 3, median: 28, low: 14, high: 40 },
    concluded: 8,
    withoutExpectation: 2,
    firstConcluded: new Date('2026-10-01'),
    lastConcluded: new Date('2026-10-29'),
    merged: [],
  };
  const now = new Date('2026-11-05');
  const aWeek = (period: Parameters<typeof paceOf>[1], part: Partial<PaceSums> = {}) =>
    paceOf({ ...pace, ...part }, period, now).find(({ measure }) => measure === 'readouts-a-week')?.value;

  test('readouts a week: over the weeks that were asked for, as far as they are over', () => {
    expect(aWeek({})).toBe(2);
    expect(aWeek({ since: new Date('2026-10-01'), until: new Date('2027-01-01') })).toBe(8 / 5);
    expect(aWeek({ since: new Date('2026-09-03'), until: new Date('2026-10-29') })).toBe(1);
    expect(aWeek({}, { concluded: 1, firstConcluded: now, lastConcluded: now })).toBe(1);
  });

  test('what there is none of has no figure', () => {
    expect(paceOf(pace, {}, now).slice(0, 3)).toEqual([
      { measure: 'hypothesis-to-readout', count: 0 },
      { measure: 'merge-to-ship', count: 0 },
      { measure: 'ship-to-readout', count: 3, value: 28, low: 14, high: 40 },
    ]);
  });
});
