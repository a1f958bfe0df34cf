import { buckets } from '../../analysis/bucket.ts';
import type { Series } from '../../analysis/samples.ts';
import { dayOf } from '../../metrics/window.ts';

/** What a source's answer says about its health. Times are names of buckets: milliseconds since the epoch. */
export interface Health {
  /** The form of its samples. */
  form: 'figures' | 'figures with n' | 'ratios' | 'means';
  buckets: number;
  first: number;
  last: number;
  /** See `behindOf`. */
  behind: number;
  /** Days or hours between the first and the last without a value. */
  missing: number[];
}

/** @param now milliseconds since the epoch; `timezone` is the connection's */
export function healthOf({ samples, bucket }: Series, timezone: string, now: number): Health | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return undefined;
  const { length } = buckets[bucket];
  const there = new Set(samples.map(({ t }) => t));
  const missing: number[] = [];
  for (let t = first.t; t < last.t; t += length) if (!there.has(t)) missing.push(t);
  return {
    form: formOf(last),
    buckets: samples.length,
    first: first.t,
    last: last.t,
    behind: behindOf(last.t, bucket, timezone, now),
    missing,
  };
}

/** Whole days or hours that are over by now and later than `last`. */
export function behindOf(last: number, bucket: Series['bucket'], timezone: string, now: number): number {
  const { length } = buckets[bucket];
  const due = (bucket === 'day' ? dayOf(now, timezone) : Math.floor(now / length) * length) - length;
  return Math.max(0, Math.round((due - last) / length));
}

function formOf({ numerator, stddev, n }: Series['samples'][number]): Health['form'] {
  if (numerator !== undefined) return 'ratios';
  if (stddev !== undefined) return 'means';
  return n === undefined ? 'figures' : 'figures with n';
}
