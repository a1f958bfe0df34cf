import { DateTime } from 'luxon';
import type { Series } from '../analysis/samples.ts';
import { dayOf, endOf, startOfDay, type Window } from './window.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A bucket by its name (window.ts), with the instant at which it is over, both in milliseconds. */
export interface Bucket {
  t: number;
  end: number;
}

/** The whole buckets of a window, oldest first; at most one more than `most`. */
export function bucketsWithin({ from, to }: Window, size: Series['bucket'], timezone: string, most: number): Bucket[] {
  const buckets: Bucket[] = [];
  const length = size === 'day' ? day : hour;
  for (let t = firstFrom(from.getTime(), size, timezone); buckets.length <= most; t += length) {
    const end = endOf(t, size, timezone);
    if (end > to.getTime()) break;
    buckets.push({ t, end });
  }
  return buckets;
}

function firstFrom(from: number, size: Series['bucket'], timezone: string): number {
  if (size === 'day') {
    const name = dayOf(from, timezone);
    return startOfDay(name, timezone) < from ? name + day : name;
  }
  const begun = DateTime.fromMillis(from, { zone: timezone }).startOf('hour').toMillis();
  return begun < from ? begun + hour : begun;
}
