import type { Difference, ProportionArm } from './arm.ts';
import { normalReach, normalTwoSidedP } from './normal.ts';
import { relativeTo } from './relative-lift.ts';

/**
 * Two shares compared: z from the pooled share, the interval from each arm's own.
 *
 * z = (pT - pC) / sqrt(p (1 - p) (1/nT + 1/nC)); interval (pT - pC) +- 1.96 sqrt(pT (1 - pT)/nT + pC (1 - pC)/nC).
 * Assumes independent units, at least ten successes and ten failures an arm. Source: Fleiss, Levin and Paik 2003, chapter 3.
 * Example: 1,100 against 1,000 of 20,000 each: +0.5 points, p 0.025.
 */
export function compareProportions(
  treatment: ProportionArm,
  control: ProportionArm,
  alpha = 0.05,
): Difference & { z: number } {
  const t = treatment.successes / treatment.n;
  const c = control.successes / control.n;
  const pooled = (treatment.successes + control.successes) / (treatment.n + control.n);
  const value = t - c;
  const z = value / Math.sqrt(pooled * (1 - pooled) * (1 / treatment.n + 1 / control.n));
  const varianceT = (t * (1 - t)) / treatment.n;
  const varianceC = (c * (1 - c)) / control.n;
  const error = Math.sqrt(varianceT + varianceC);
  const reach = normalReach(alpha);
  return {
    value,
    error,
    low: value - reach * error,
    high: value + reach * error,
    p: normalTwoSidedP(z),
    control: c,
    relative: relativeTo({ mean: t, variance: varianceT }, { mean: c, variance: varianceC }, { value, error }, reach),
    z,
  };
}
