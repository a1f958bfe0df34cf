import { medianOf, spreadOf } from './mean-and-median.ts';

const reach = 3;

/**
 * Pulls single wild values back to where their neighbours are (Hampel filter): a value further than `allowed` s from the median
 * of the seven around it is set to that distance. `noise` is s: 1.4826 times the median distance from those medians (the
 * standard deviation of normal noise), at least 0.3 times their standard deviation. `distances`: from the medians, after filtering.
 *
 * Assumes that the season has been taken off. Source: Hampel 1974; Pearson et al. 2016, "Generalized Hampel filters".
 * Example: 5 5 6 5 90 5 6 5, 3.5 allowed: the 90 becomes 5 + 3.5 s.
 */
export function hampelFilter(
  values: Float64Array,
  allowed: number,
): { filtered: Float64Array; distances: Float64Array; noise: number } {
  const local = values.map((_, i) => medianOf(values.subarray(Math.max(0, i - reach), i + reach + 1)));
  const off = values.map((value, i) => value - (local[i] ?? 0));
  const noise = Math.max(1.4826 * medianOf(off.map(Math.abs)), 0.3 * spreadOf(off));
  const most = allowed * noise;
  const distances = off.map((distance) => Math.max(-most, Math.min(most, distance)));
  const filtered = distances.map((distance, i) => (local[i] ?? 0) + distance);
  return { filtered, distances, noise };
}
