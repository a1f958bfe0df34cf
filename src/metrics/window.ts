import { DateTime } from 'luxon';
import type { Series } from '../analysis/samples.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** From inclusive, to exclusive. */
export interface Window {
  from: Date;
  to: Date;
}

/*
 * A day is named by the midnight UTC of its calendar date, in every time zone. So days are always 24 hours apart, and 3
 * November is the same `t` in Tokyo and in Los Angeles. An hour is named by the instant it began.
 */

/** The day (by name) that an instant belongs to. */
export function dayOf(instant: number, timezone: string): number {
  const { year, month, day: date } = DateTime.fromMillis(instant, { zone: timezone });
  return Date.UTC(year, month - 1, date);
}

/** The instant at which a day (by name) begins. */
export function startOfDay(name: number, timezone: string): number {
  const midnight = DateTime.fromMillis(name, { zone: 'UTC' })
    .setZone(timezone, { keepLocalTime: true })
    .startOf('day')
    .toMillis();
  // If clocks go back at one in the morning, midnight comes twice; the day begins with the first.
  return dayOf(midnight - hour, timezone) === name ? midnight - hour : midnight;
}

/** The instant at which a bucket is over. */
export function endOf(t: number, bucket: Series['bucket'], timezone: string): number {
  return bucket === 'hour' ? t + hour : startOfDay(t + day, timezone);
}

/**
 * The window to request, so that every bucket named within [from, to) comes whole: days east of Greenwich begin before
 * their name.
 */
export function windowToAsk({ from, to }: Window, timezone: string): Window {
  const firstDay = Math.ceil(from.getTime() / day) * day;
  return { from: new Date(Math.min(from.getTime(), startOfDay(firstDay, timezone))), to };
}

/** A bucket counts if its name is not before `from` and it was over by `to`: an unfinished day is not a day. */
export function isWithin(t: number, bucket: Series['bucket'], { from, to }: Window, timezone: string): boolean {
  return t >= from.getTime() && endOf(t, bucket, timezone) <= to.getTime();
}
