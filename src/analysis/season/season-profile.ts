import { meanOf, medianOf } from '../mean-and-median.ts';

/**
 * How much each weekday (or hour of the day) usually lies above or below the days around it.
 *
 * For each position in the season: half the median and half the mean of (value - mean of the season-long window centred
 * on it), shrunk towards zero by k / (k + 1) where k windows were complete, then centred. The median half keeps one bad
 * Monday from marking all Mondays; the shrinking keeps two Mondays from being believed too much.
 *
 * Assumes an additive, unchanging season. Source: classical decomposition by moving averages (Harvey 1989, section 2.4),
 * with a robust centre.
 * Example: values 10 10 10 10 10 3 3 for ten weeks: about +2 on weekdays, -5 on weekends, shrunk by nine tenths.
 */
export function seasonProfile(values: Float64Array, season: number): Float64Array {
  const back = season >> 1;
  const ahead = season % 2 ? back : back - 1;
  const apart: number[][] = Array.from({ length: season }, () => []);
  for (let i = back; i + ahead < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isNaN(value)) apart[i % season]?.push(value - meanOf(values.subarray(i - back, i + ahead + 1)));
  }
  const profile = Float64Array.from(apart, (d) =>
    d.length ? ((medianOf(d) + meanOf(d)) / 2) * (d.length / (d.length + 1)) : 0,
  );
  const centre = meanOf(profile);
  return profile.map((factor) => factor - centre);
}
