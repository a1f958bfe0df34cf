/**
 * Standard error of treatment / control - 1, the arms independent (delta method).
 *
 * sqrt(vT / c^2 + t^2 vC / c^4), t and c the arms' means, vT and vC the variances of those means.
 * Assumes a control mean well away from zero: several standard errors. Source: Deng, Knoblich and Lu 2018, section 3.1.
 * Example: 5.5 % against 5 % of 20,000 each: lift 10 %, error 4.68 points.
 */
export function relativeLiftError(
  treatment: { mean: number; variance: number },
  control: { mean: number; variance: number },
): number {
  return Math.sqrt(
    treatment.variance / control.mean ** 2 + (treatment.mean ** 2 * control.variance) / control.mean ** 4,
  );
}
