import type { Difference } from './arm.ts';

interface Mean {
  mean: number;
  variance: number;
}

/** A control arm nearer to zero than so many of its errors is no level that per cent could be of. */
const clear = 5;

/**
 * The difference of two arms as a share of the control arm. Where that lies below zero it is a share of its size; where it may be zero, of one: the difference
 * as it is. Its sign is that of the difference, always.
 *
 * @param error standard error of the lift, where it is known otherwise than from both arms
 */
export function relativeTo(
  treatment: Mean,
  control: Mean,
  difference: Pick<Difference, 'value' | 'error'>,
  reach: number,
  error = () => relativeLiftError(treatment, control),
): Difference['relative'] {
  const around = (value: number, spread: number) => ({
    value,
    error: spread,
    low: value - reach * spread,
    high: value + reach * spread,
  });
  const isClear = Math.abs(control.mean) >= clear * Math.sqrt(control.variance) && control.mean !== 0;
  if (isClear && control.mean > 0) return around(difference.value / control.mean, error());
  const base = isClear ? -control.mean : 1;
  return { ...around(difference.value / base, difference.error / base), inUnit: { base } };
}

/**
 * Standard error of treatment / control - 1, the arms independent (delta method).
 *
 * sqrt(vT / c^2 + t^2 vC / c^4), t and c the arms' means, vT and vC the variances of those means.
 * Assumes a control mean well away from zero: several standard errors. Source: Deng, Knoblich and Lu 2018, section 3.1.
 * Example: 5.5% against 5% of 20,000 each: lift 10%, error 4.68 points.
 */
function relativeLiftError(treatment: Mean, control: Mean): number {
  return Math.sqrt(
    treatment.variance / control.mean ** 2 + (treatment.mean ** 2 * control.variance) / control.mean ** 4,
  );
}
