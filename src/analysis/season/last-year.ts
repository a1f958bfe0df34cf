import type { Scale } from '../base/scale.ts';
import { buckets } from '../bucket.ts';
import { jumpIn } from '../findings/jump.ts';
import { hampelFilter } from '../hampel-filter.ts';
import { meanOf } from '../mean-and-median.ts';
import type { Sample } from '../samples.ts';
import { seasonProfile } from './season-profile.ts';

/** 52 weeks: the same weekday. */
const yearOfWeeks = 364;
/** Days on either side that a day of last year is averaged with: a week, so that no single day of then counts. */
const reach = 3;
const fewestOfWeek = 4;
/** Days before the release of which it must be known what last year did. */
const fewestBefore = 28;
/** Wilder days are pulled in to so many noises from their neighbours. */
const wild = 3.5;

/** What was measured 52 weeks before each of so many days from `first` on, `reach` more on either side. */
export function yearBefore(samples: readonly Sample[], first: number, size: number): Float64Array {
  const { length } = buckets.day;
  const values = new Float64Array(size + 2 * reach).fill(Number.NaN);
  for (const { t, value } of samples) {
    const slot = Math.round((t - first) / length) + yearOfWeeks + reach;
    if (slot >= values.length) break;
    if (slot >= 0) values[slot] = value;
  }
  return values;
}

/**
 * How the level went in the same weeks a year ago, on the scale of the metric: its week taken off, single wild days pulled in, the mean of the week around each day. Before the
 * days of which it is known it stands still. Undefined: it is not known of the month before the release and of all of the window, or was in another unit.
 *
 * Weeks are matched by the weekday, so a fixed date lies a day or two beside itself, and a moving feast up to weeks.
 */
export function lastYear(
  yearBefore: Float64Array,
  scale: Scale,
  season: number,
  before: number,
): Float64Array | undefined {
  if (jumpIn(yearBefore, 0)) return undefined;
  const scaled = yearBefore.map((value) => (scale.kind === 'log' && value <= 0 ? Number.NaN : scale.to(value)));
  const profile = seasonProfile(scaled, season);
  const level = scaled.map((value, i) => value - (profile[i % season] as number));
  const { filtered } = hampelFilter(level, wild);
  const smooth = new Float64Array(yearBefore.length - 2 * reach);
  for (let t = 0; t < smooth.length; t++) {
    const week = filtered.subarray(t, t + 2 * reach + 1);
    const seen = week.filter((value) => !Number.isNaN(value)).length;
    smooth[t] = seen < fewestOfWeek ? Number.NaN : meanOf(week);
  }
  const known = smooth.findIndex((value) => !Number.isNaN(value));
  if (known < 0 || known > before - fewestBefore) return undefined;
  let last = smooth[known] as number;
  const origin = last;
  let isWhole = true;
  const filled = smooth.map((value, t) => {
    if (!Number.isNaN(value)) last = value;
    else if (t > known) isWhole = false;
    return last - origin;
  });
  return isWhole ? filled : undefined;
}

/** How far the mean of the window lay from that of the month before it, a year ago. */
export function movedLastYear(lastYear: Float64Array, before: number, after: number): number {
  return meanOf(lastYear.subarray(after)) - meanOf(lastYear.subarray(Math.max(0, before - fewestBefore), before));
}
