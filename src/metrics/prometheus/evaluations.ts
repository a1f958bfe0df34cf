import type { Bucket } from '../buckets-within.ts';

/** Prometheus refuses more in one answer. */
const mostPoints = 11_000;

/** A range query: evaluated at `start` and every `step` until `end`; seconds since the epoch. */
export interface Evaluations {
  start: number;
  end: number;
  step: number;
}

/**
 * Range queries that are evaluated only at the end of every bucket: from there an expression over `[1d]` looks back
 * over just that day. A day of 23 or 25 hours begins another range.
 */
export function evaluationsAtEnds(buckets: Bucket[], step: number, most = mostPoints): Evaluations[] {
  const ranges: Evaluations[] = [];
  for (const { end } of buckets) {
    const at = end / 1000;
    const current = ranges.at(-1);
    if (current && at === current.end + step && (at - current.start) / step < most) current.end = at;
    else ranges.push({ start: at, end: at, step });
  }
  return ranges;
}
