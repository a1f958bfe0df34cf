import type { Difference, RatioArm } from './arm.ts';
import { normalReach, normalTwoSidedP } from './normal.ts';
import { relativeTo } from './relative-lift.ts';

/**
 * A ratio of sums compared between arms, where units bring in several numerators and denominators each (clicks a view, with
 * people randomised). Treating every view as a unit of its own makes the interval too narrow.
 *
 * Variance of X/Y over n units: (vX - 2 r cXY + r^2 vY) / (n mY^2), r = mX/mY (delta method).
 * Assumes many units. Source: Deng, Knoblich and Lu 2018, section 3.
 * Example: r 0.2, mY 5, vX 1.2, vY 4, cXY 0.8, n 1,000: variance (1.2 - 0.32 + 0.16) / 25,000 = 0.0000416.
 */
export function compareRatios(treatment: RatioArm, control: RatioArm, alpha = 0.05): Difference {
  const t = ratioOf(treatment);
  const c = ratioOf(control);
  const value = t.mean - c.mean;
  const error = Math.sqrt(t.variance + c.variance);
  const reach = normalReach(alpha);
  return {
    value,
    error,
    low: value - reach * error,
    high: value + reach * error,
    p: normalTwoSidedP(value / error),
    control: c.mean,
    relative: relativeTo(t, c, { value, error }, reach),
  };
}

/** The ratio of an arm and the variance of that ratio. */
export function ratioOf({ n, numerator, denominator, covariance }: RatioArm): { mean: number; variance: number } {
  const ratio = numerator.mean / denominator.mean;
  const spread = numerator.stddev ** 2 - 2 * ratio * covariance + ratio ** 2 * denominator.stddev ** 2;
  return { mean: ratio, variance: spread / (n * denominator.mean ** 2) };
}
