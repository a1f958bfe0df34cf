import { criticalValue, twoSidedP } from '../model/student-t.ts';
import type { Difference, MeanArm } from './arm.ts';
import { relativeTo } from './relative-lift.ts';

/**
 * Two means compared, each arm with its own spread (Welch's t-test).
 *
 * t = (mT - mC) / sqrt(sT^2/nT + sC^2/nC), degrees of freedom by Welch and Satterthwaite.
 * Assumes independent units and means that are near normal: a few hundred units, more where a few big spenders rule.
 * Source: Welch 1947. Example: means 10.5 and 10 with spread 4 and 1,000 each: +0.5, p 0.005.
 */
export function compareMeans(treatment: MeanArm, control: MeanArm, alpha = 0.05): Difference & { freedom: number } {
  const varianceT = treatment.stddev ** 2 / treatment.n;
  const varianceC = control.stddev ** 2 / control.n;
  const error = Math.sqrt(varianceT + varianceC);
  const freedom =
    (varianceT + varianceC) ** 2 / (varianceT ** 2 / (treatment.n - 1) + varianceC ** 2 / (control.n - 1));
  const value = treatment.mean - control.mean;
  const reach = criticalValue(alpha, freedom);
  return {
    value,
    error,
    low: value - reach * error,
    high: value + reach * error,
    p: twoSidedP(value / error, freedom),
    control: control.mean,
    relative: relativeTo(
      { mean: treatment.mean, variance: varianceT },
      { mean: control.mean, variance: varianceC },
      { value, error },
      reach,
    ),
    freedom,
  };
}
