import { hampelFilter } from '../hampel-filter.ts';
import { meanOf, medianOf } from '../mean-and-median.ts';
import { seasonProfile } from '../season/season-profile.ts';

/** Days up to a release, or shortly before it, that are unlike those before them. */
export interface MovedBefore {
  /** First slot of it, and the one after its last: it ended before the release, with it, or after it. */
  from: number;
  to: number;
  /** The metric is nearer to what it was before it than to what it was then. */
  isOver: boolean;
  /** It may as well have been what was usual: it is over, and no campaign and no outage are known to be that long. */
  isLong: boolean;
}

const [shortest, longest] = [2, 10];
/** Two days that are over are mostly a holiday. */
const shortestOver = 3;
/** A stretch up to the release that is this long may have been a campaign, and may have been what was usual. */
const longestOfAll = 28;
/** It may have ended so many days before the release. */
const mostBetween = 7;
/** Days before it that it is held against. */
const surroundings = 21;
/** Noises, and share of the level, that all of it lies off on average; half of that each single day. */
const [farOff, largeShare] = [6, 0.2];
/** Days after it that tell whether it is over, how many have to be there, and how near a long one has to come. */
const [week, fewestSince, near] = [7, 4, 0.25];
/** A zero is taken for this share of the usual value. */
const ofZero = 0.01;

/**
 * A campaign or an outage that ends with the release, up to a week before it or up to ten days after it: the return to what is usual would look like an effect. Undefined:
 * the days before the release are like those before them, as far as can be told.
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
  const least = ofZero * medianOf(values.subarray(0, before));
  if (before < shortest + surroundings || values.some((value) => value < 0) || !(least > 0)) return undefined;
  const logs = values.map((value) => Math.log(Math.max(value, least)));
  const profile = seasonProfile(logs.subarray(0, before), season);
  const level = logs.map((value, t) => value - (profile[t % season] as number));
  const { noise } = hampelFilter(level.subarray(0, before), 3.5);
  const far = Math.max(farOff * noise, Math.log(1 + largeShare));
  for (let end = before; end >= before - mostBetween; end--)
    for (
      let length = end < before ? shortestOver : shortest;
      length <= (end === before ? longestOfAll : longest);
      length++
    ) {
      const from = end - length;
      if (from < surroundings) break;
      const apart = apartFrom(level, from, end, far);
      if (!apart) continue;
      const between = level.subarray(end, before);
      if (end < before && (between.some((value) => apart(value)) || !isSeen(between))) continue;
      if (end < before) return { from, to: end, isOver: true, isLong: false };
      const isZero = values.subarray(from, end).every((value) => !(value > 0));
      return upToRelease(level, { from, before, after }, length > longest && !isZero, apart);
    }
  return undefined;
}

type Apart = (value: number, share?: number) => boolean;

/** Whether a value lies by half of the way (or another share) to where all of [from, end) lies; undefined: they are like the days before them. */
function apartFrom(level: Float64Array, from: number, end: number, far: number): Apart | undefined {
  const own = level.subarray(from, end).filter((value) => !Number.isNaN(value));
  const usual = level.subarray(from - surroundings, from);
  const middle = medianOf(usual);
  const off = meanOf(own) - middle;
  const apart: Apart = (value, share = 0.5) => (value - middle) / off > share;
  const isUnlike = Math.abs(off) > far && own.every((value) => apart(value)) && !usual.some((value) => apart(value));
  return isUnlike ? apart : undefined;
}

/** One that goes on up to the release may go on after it. */
function upToRelease(
  level: Float64Array,
  { from, before, after }: { from: number; before: number; after: number },
  isLong: boolean,
  apart: Apart,
): MovedBefore | undefined {
  let to = after;
  while (to < level.length && to - after < longest && apart(level[to] as number)) to++;
  const goesOn = to > after;
  const since = level.subarray(to, to + week).filter((value) => !Number.isNaN(value));
  const isOver = since.length >= (goesOn ? fewestSince : 1) && !apart(medianOf(since));
  if (isLong && (goesOn || !isOver || apart(medianOf(since), near))) return undefined;
  return { from, to: isOver && goesOn ? to : before, isOver, isLong };
}

const isSeen = (values: Float64Array) => values.some((value) => !Number.isNaN(value));
