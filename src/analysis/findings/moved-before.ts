import { hampelFilter } from '../hampel-filter.ts';
import { meanOf, medianOf } from '../mean-and-median.ts';
import { seasonProfile } from '../season/season-profile.ts';

/** Days right before a release that are unlike those before them. */
export interface MovedBefore {
  /** First slot of it; it goes on up to the release. */
  from: number;
  /** Since the release the metric is nearer to what it was before it than to what it was then. */
  isOver: boolean;
}

const [shortest, longest] = [2, 10];
/** Days before it that it is held against. */
const surroundings = 21;
/** Noises, and share of the level, that all of it lies off on average; half of that each single day. */
const [farOff, largeShare] = [6, 0.2];

/**
 * A campaign or an outage that ends with the release: the return to what is usual would look like an effect. Undefined: the days before the release are like those
 * before them, as far as can be told.
 *
 * Only days, on a logarithmic scale. Assumes that what is usual before it is calm: its days keep to within half of the distance.
 * Example: a month around 1,000, five days around 1,500, the release, days around 1,000: those five, over.
 */
export function movedBefore(
  values: Float64Array,
  season: number,
  before: number,
  after: number,
): MovedBefore | undefined {
  if (before < shortest + surroundings || values.some((value) => value <= 0)) return undefined;
  const logs = values.map(Math.log);
  const profile = seasonProfile(logs.subarray(0, before), season);
  const level = logs.map((value, t) => value - (profile[t % season] as number));
  const { noise } = hampelFilter(level.subarray(0, before), 3.5);
  const least = Math.max(farOff * noise, Math.log(1 + largeShare));
  for (let length = shortest; length <= longest; length++) {
    const from = before - length;
    if (from < surroundings) break;
    const own = level.subarray(from, before);
    const usual = level.subarray(from - surroundings, from);
    const middle = medianOf(usual);
    const off = meanOf(own) - middle;
    const side = Math.sign(off);
    const isApart = (value: number) => Number.isNaN(value) || (value - middle) * side > Math.abs(off) / 2;
    if (
      !(Math.abs(off) > least) ||
      !own.every(isApart) ||
      usual.some((value) => !Number.isNaN(value) && isApart(value))
    )
      continue;
    const since = medianOf(level.subarray(after, Math.min(level.length, after + 7)));
    return { from, isOver: (since - middle) * side < Math.abs(off) / 2 };
  }
  return undefined;
}
