import { DateTime } from 'luxon';
import type { Series } from '../analysis/samples.ts';
import type { Time } from './times/read-times.ts';
import { Unfit } from './unfit.ts';
import { dayOf, startOfDay } from './window.ts';

const hour = 3_600_000;

/**
 * Whether rows are days or hours, from their start in the connection's time zone and their distance; at least one row.
 * Throws Unfit for anything else.
 */
export function detectBucket(times: Time[], timezone: string): Series['bucket'] {
  const instants = times.filter(({ kind }) => kind === 'instant').map(({ at }) => at);
  if (instants.every((at) => isMidnight(at, timezone))) return 'day';

  const odd = instants.find((at) => !isFullHour(at, timezone));
  if (odd !== undefined)
    throw new Unfit(
      `the row of ${written(odd, timezone)} begins at no full hour: one row a day, or one an hour, is expected`,
    );
  if (instants.length < times.length)
    throw new Unfit('some rows are dates and some are hours: one row a day, or one an hour, is expected');

  const ordered = [...new Set(instants)].sort((one, other) => one - other);
  const gaps = ordered.slice(1).map((at, i) => at - (ordered[i] as number));
  if (gaps.length > 0 && gaps.every((gap) => gap >= 23 * hour))
    throw new Unfit(
      `the rows are a day or more apart but do not begin at midnight in ${timezone}, such as that of ${written(ordered[0] as number, timezone)}: dates, or the source's own time zone, are expected`,
    );
  // One silent night can look like a day; two in a row, from midnight to midnight, are days.
  const days = gaps.map(
    (gap, i) => gap >= 23 * hour && [ordered[i], ordered[i + 1]].every((at) => isMidnight(at as number, timezone)),
  );
  const mixed = days.findIndex((isDay, i) => isDay && days[i + 1]);
  if (mixed >= 0)
    throw new Unfit(
      `some rows are days, from ${written(ordered[mixed] as number, timezone)}, and some are hours: one row a day, or one an hour, is expected`,
    );
  return 'hour';
}

function isMidnight(at: number, timezone: string): boolean {
  return at === startOfDay(dayOf(at, timezone), timezone);
}

function isFullHour(at: number, timezone: string): boolean {
  const { minute, second, millisecond } = DateTime.fromMillis(at, { zone: timezone });
  return minute === 0 && second === 0 && millisecond === 0;
}

/** An instant as its place shows it: `2026-11-03T10:15+01:00`. */
export function written(at: number, timezone: string): string {
  return DateTime.fromMillis(at, { zone: timezone }).toISO({ precision: 'minute' }) ?? '';
}
