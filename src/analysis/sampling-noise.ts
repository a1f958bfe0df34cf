import { meanOf } from './mean-and-median.ts';
import type { Sample } from './samples.ts';

/** A quantile's own error is not known from n alone: half of the noise is put down to it. */
const shareOfQuantiles = 0.5;
const least = 0.25;
const most = 25;

/**
 * Variance of the logarithm of one sample that comes from its size alone.
 *
 * - share, numerator of denominator: (1 - p) / numerator (binomial, delta method)
 * - ratio of two counts: 1 / numerator + 1 / denominator (Poisson, delta method)
 * - mean with spread: stddev^2 / (n mean^2)
 * - anything else with n: 1 / n, its factor unknown
 *
 * Undefined: the sample does not say how large it is. Example: 30 of 1,000: 0.97 / 30 = 0.032, so +-18%.
 */
export function samplingVariance({ value, numerator, denominator, stddev, n }: Sample): number | undefined {
  if (numerator !== undefined && denominator !== undefined) {
    if (!(numerator > 0) || !(denominator > 0)) return undefined;
    return numerator <= denominator ? (1 - numerator / denominator) / numerator : 1 / numerator + 1 / denominator;
  }
  if (n === undefined || !(n > 0) || value === 0) return undefined;
  return stddev === undefined ? 1 / n : stddev ** 2 / (n * value ** 2);
}

/**
 * How much noisier or calmer than usual each slot is, 1 being usual: days with few visits count for less. The day-to-day
 * noise (`unit`, measured from the values) holds an average sampling variance already; a slot's own is put in its place.
 *
 * Undefined: sizes are not known, or alike. Assumes logarithms. Example: unit 0.1, sampling variance 0.004 on average: a
 * day with 0.016 has (0.01 - 0.004 + 0.016) / 0.01 = 2.2 times the variance of a usual one.
 *
 * @param variances by slot, NaN where not known
 * @param factorUnknown variances are 1 / n: only their proportions are known
 */
export function slotNoise(
  variances: Float64Array | undefined,
  factorUnknown: boolean,
  unit: number,
): Float64Array | undefined {
  if (!variances) return undefined;
  const usual = meanOf(variances);
  if (!(usual > 0)) return undefined;
  // More than all of the noise cannot come from sampling.
  const share = factorUnknown ? shareOfQuantiles : Math.min(1, usual / unit ** 2);
  return variances.map((variance) =>
    Number.isNaN(variance) ? 1 : Math.max(least, Math.min(most, 1 - share + (share * variance) / usual)),
  );
}
