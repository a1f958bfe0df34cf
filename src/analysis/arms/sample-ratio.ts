import { chiSquaredAbove } from '../distributions/chi-squared.ts';

/**
 * Did each arm get the share of units that it was meant to? If not, the arms differ in more than the change, and no comparison
 * of them can be trusted. Looked at first.
 *
 * chi^2 = sum (observed - meant)^2 / meant with arms - 1 degrees of freedom. `mismatch` below p = 0.001: a fair split
 * would be refused once in a thousand. Source: Fabijan et al. 2019.
 * Example: 20,000 against 20,500 where halves were meant: chi^2 6.17, p 0.013: odd, not refused.
 *
 * @param shares what each arm was meant to get; equal where not given
 */
export function sampleRatio(
  counts: readonly number[],
  shares: readonly number[] = counts.map(() => 1),
): { chiSquare: number; p: number; mismatch: boolean } {
  const total = counts.reduce((a, b) => a + b, 0);
  const whole = shares.reduce((a, b) => a + b, 0);
  const chiSquare = counts.reduce((sum, count, i) => {
    const meant = (total * (shares[i] ?? 0)) / whole;
    return sum + (count - meant) ** 2 / meant;
  }, 0);
  const p = chiSquaredAbove(chiSquare, counts.length - 1);
  return { chiSquare, p, mismatch: p < 0.001 };
}
