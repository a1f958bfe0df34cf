import type { Difference, ProportionArm } from './arm.ts';
import { normalReach, normalTwoSidedP } from './normal.ts';
import { relativeTo } from './relative-lift.ts';
import { scoreInterval } from './score-interval.ts';

/** Fewer who did it, or who did not, are no normal distribution. */
const fewest = 10;

/**
 * Two shares compared: z from the pooled share, the interval from each arm's own.
 *
 * z = (pT - pC) / sqrt(p (1 - p) (1/nT + 1/nC)); interval (pT - pC) +- 1.96 sqrt(pT (1 - pT)/nT + pC (1 - pC)/nC).
 * Assumes independent units. With fewer than ten successes or failures in an arm the interval is that of the score test; as a share of the control arm it is then of that arm as measured.
 * Source: Fleiss, Levin and Paik 2003, chapter 3.
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
  const relative = relativeTo(
    { mean: t, variance: varianceT },
    { mean: c, variance: varianceC },
    { value, error },
    reach,
  );
  const difference = {
    value,
    error,
    low: value - reach * error,
    high: value + reach * error,
    p: normalTwoSidedP(z),
    control: c,
    relative,
    z,
  };
  const isFew = [treatment, control].some(({ n, successes }) => Math.min(successes, n - successes) < fewest);
  if (!isFew) return difference;
  const [low, high] = scoreInterval(treatment, control, reach);
  const base = relative.inUnit?.base ?? c;
  return { ...difference, low, high, relative: { ...relative, low: low / base, high: high / base } };
}
