import { meanOf } from '../mean-and-median.ts';

const day = 24;
const week = 7 * day;
/** One week says nothing of what weeks have in common. */
const fewestWeeks = 2;

/** How each hour of the week differs from the same hour of other days, and how much that leaves unknown of hours to come. */
export interface HoursOfWeek {
  profile: Float64Array;
  /** Variance of an hour that is not among those that it was learned from, over that of one that is. */
  inflation: number;
}

/**
 * What the week does to hours beyond their daily rhythm: nights of Saturday are no nights of Tuesday. From whole weeks back from the release, each hour less its week's mean; what is left of
 * each once its hour of the day is taken off is shrunk by how much of it weeks have in common (empirical Bayes: a series without a week keeps none).
 *
 * Undefined: fewer than two whole weeks. Assumes that weeks are alike and their level moves little within one. Sources: Efron and Morris 1973 (shrinking).
 * Example: four weeks in which weekends are at half of workdays: about -0.5 on the logarithm on weekends, +0.2 else, inflation 1.7.
 */
export function hoursOfWeek(values: Float64Array, before: number): HoursOfWeek | undefined {
  const weeks = Math.floor(before / week);
  if (weeks < fewestWeeks) return undefined;
  const own: number[][] = Array.from({ length: week }, () => []);
  for (let start = before - weeks * week; start < before; start += week) {
    const level = meanOf(values.subarray(start, start + week));
    for (let t = start; t < start + week; t++)
      if (!Number.isNaN(values[t] as number)) own[t % week]?.push((values[t] as number) - level);
  }
  const byWeek = own.map((list) => (list.length > 0 ? meanOf(list) : 0));
  const byDay = Array.from({ length: day }, (_, hour) => meanOf(byWeek.filter((_, t) => t % day === hour)));
  const beyond = byWeek.map((value, t) => value - (byDay[t % day] as number));
  const rest = own.flatMap((list, t) => list.map((value) => (value - (byWeek[t] as number)) ** 2));
  const noise = (rest.reduce((sum, square) => sum + square, 0) / rest.length) * (weeks / (weeks - 1));
  const seen = meanOf(beyond.map((value) => value ** 2));
  const common = seen > 0 ? Math.max(0, 1 - noise / weeks / seen) : 0;
  return {
    profile: Float64Array.from(beyond, (value) => value * common),
    inflation: (1 + common / weeks) / (1 - common / weeks),
  };
}
