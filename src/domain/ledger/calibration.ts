import { shareInterval } from '../../analysis/level/sampling-intervals.ts';
import { criticalValue } from '../../analysis/model/student-t.ts';
import type { CalibrationSums } from './ledger.ts';

interface Interval {
  low: number;
  high: number;
}

/** How well a group of bets was predicted. Intervals are at 95%; they are absent where there are too few bets for one. */
export interface Calibration {
  group: string;
  concluded: number;
  asExpected: number;
  withoutData: number;
  compared: number;
  /** Share of expectations that what was measured does not rule out. */
  compatible?: { share: number } & Interval;
  /** Of expectations that were ranges, the share that held what was measured. */
  within?: { share: number; of: number } & Interval;
  /** Mean of what was measured minus what was expected: below zero, too much was hoped for. */
  bias?: { mean: number; median: number; interval?: Interval };
  /** What was measured divided by what was expected: median, and where the middle eight of ten lie (of fewer than ten: all). */
  ratio?: { median: number } & Interval;
}

/** Fewer bets give no typical value and no useful interval. */
const fewest = 3;

export function calibrationOf(sums: CalibrationSums): Calibration {
  const { group, concluded, asExpected, withoutData, compared, compatible, ranges, within } = sums;
  const bias = biasOf(sums);
  const ratio = ratioOf(sums);
  return {
    group,
    concluded,
    asExpected,
    withoutData,
    compared,
    ...(compared > 0 ? { compatible: { share: compatible / compared, ...shareInterval(compatible, compared) } } : {}),
    ...(ranges > 0 ? { within: { share: within / ranges, of: ranges, ...shareInterval(within, ranges) } } : {}),
    ...(bias ? { bias } : {}),
    ...(ratio ? { ratio } : {}),
  };
}

/** Student's t: the spread is itself estimated from a handful. */
function biasOf({ compared, meanDifference, medianDifference, spread }: CalibrationSums): Calibration['bias'] {
  if (meanDifference === undefined || medianDifference === undefined) return undefined;
  const bias = { mean: meanDifference, median: medianDifference };
  if (compared < fewest || spread === undefined) return bias;
  const reach = (criticalValue(0.05, compared - 1) * spread) / Math.sqrt(compared);
  return { ...bias, interval: { low: meanDifference - reach, high: meanDifference + reach } };
}

function ratioOf({ compared, medianRatio, lowRatio, highRatio }: CalibrationSums): Calibration['ratio'] {
  if (compared < fewest) return undefined;
  if (medianRatio === undefined || lowRatio === undefined || highRatio === undefined) return undefined;
  return { median: medianRatio, low: lowRatio, high: highRatio };
}
