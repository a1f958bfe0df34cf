import { buckets } from '../../analysis/bucket.ts';
import type { Series } from '../../analysis/samples.ts';
import { instantsAt, wallAt } from '../../domain/local-time.ts';
import { parseTime } from '../../metrics/times/read-times.ts';

/** A point in time, and what the clock showed (`wall`) where its metric has its days, or if that is not said where it was written down, as if that were UTC. */
export interface Moment {
  at: number;
  wall: number;
  /** Only a day was written. */
  isDay: boolean;
}

const form = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)? ?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** `2026-10-01`, `2026-10-01T09:00`, `2026-10-01 09:00:00+02:00`. Undefined: not a time, as 30 February is not. */
export function instantOf(text: string, timezone?: string): Moment | undefined {
  const time = form.test(text.trim()) ? parseTime(text, timezone ?? 'UTC') : undefined;
  if (!time || time.kind === 'period') return undefined;
  const isDay = time.kind === 'date';
  const isElsewhere = !isDay && !time.isLocal && timezone !== undefined;
  return { at: time.at, wall: isElsewhere ? wallAt(time.at, timezone) : time.wall, isDay };
}

/** The buckets of a release: the one around a time, or all of a day. */
export function releaseIn(
  { bucket, samples }: Series,
  { at, wall, isDay }: Moment,
  timezone = 'UTC',
): { from: number; to: number } {
  const { length } = buckets[bucket];
  if (bucket === 'day') {
    const from = Math.floor(wall / length) * length;
    return { from, to: from + length };
  }
  if (isDay) return { from: instantsAt(wall, timezone).at, to: instantsAt(wall + buckets.day.length, timezone).at };
  const start = (samples[0]?.t ?? 0) % length;
  const from = Math.floor((at - start) / length) * length + start;
  return { from, to: from + length };
}
