import { criticalValue, twoSidedP } from '../model/student-t.ts';
import type { Difference } from './arm.ts';
import { relativeTo } from './relative-lift.ts';

/** Two sums over the units of an arm, day by day (or hour by hour); both arms have the same days, in the same order. */
export interface DailyRatioArm {
  /** Units over all days; only the split is judged by them. */
  n: number;
  days: { numerator: number; denominator: number }[];
}

/**
 * A ratio of sums compared between arms of which only the sums of each day are known, such as clicks a view where people were
 * randomised. The day is the unit: what a weekday does to both arms falls out of their difference on that day.
 *
 * r = sum x / sum y; e_t = (x_t - r y_t) / mean y (delta method); error = sd(eT_t - eC_t) / sqrt(days), of the lift
 * sd(eT_t / rC - rT eC_t / rC^2) / sqrt(days); t with days - 1. Assumes days whose differences do not hang together, a week of
 * them at least. Source: Deng, Knoblich and Lu 2018, section 3, with days for clusters.
 * Example: 14 days, 0.2 against 0.19, the daily differences with spread 0.004: +0.01, error 0.00107.
 */
export function compareDailyRatios(treatment: DailyRatioArm, control: DailyRatioArm, alpha = 0.05): Difference {
  const [t, c] = [linear(treatment), linear(control)];
  const days = t.parts.length;
  const value = t.ratio - c.ratio;
  const error = meanError(t.parts.map((part, i) => part - (c.parts[i] ?? 0)));
  // What a day does to both arms falls out of their lift as well.
  const liftError = () =>
    meanError(t.parts.map((part, i) => part / c.ratio - (t.ratio * (c.parts[i] ?? 0)) / c.ratio ** 2));
  const mean = ({ ratio, parts }: typeof t) => ({ mean: ratio, variance: meanError(parts) ** 2 });
  const reach = criticalValue(alpha, days - 1);
  return {
    value,
    error,
    low: value - reach * error,
    high: value + reach * error,
    p: twoSidedP(value / error, days - 1),
    control: c.ratio,
    relative: relativeTo(mean(t), mean(c), { value, error }, reach, liftError),
  };
}

/** The ratio over all days, and how far each day pulls it up or down; these parts add up to zero. */
function linear({ days }: DailyRatioArm): { ratio: number; parts: number[] } {
  const total = (part: 'numerator' | 'denominator') => days.reduce((sum, day) => sum + day[part], 0);
  const ratio = total('numerator') / total('denominator');
  const mean = total('denominator') / days.length;
  return { ratio, parts: days.map(({ numerator, denominator }) => (numerator - ratio * denominator) / mean) };
}

/** Of the mean of values whose mean is zero. */
function meanError(values: readonly number[]): number {
  const squares = values.reduce((sum, value) => sum + value ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
