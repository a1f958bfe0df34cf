import type { Series } from '../../../analysis/samples.ts';
import { instantsAt, wallAt } from '../../../domain/local-time.ts';
import { linesOf } from '../../../metrics/table/lines-of.ts';
import type { Time } from '../../../metrics/times/read-times.ts';
import { type FileOptions, UnreadableFile } from './row.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A row of the metric: its time and its place in the file. */
export interface TimedRow {
  time: Time;
  line: number;
  index: number;
}

export interface PlacedRow extends TimedRow {
  /** Start of its bucket: the midnight UTC of a date, or the instant of an hour. */
  t: number;
}

export interface Placed {
  bucket: Series['bucket'];
  rows: PlacedRow[];
  /** The step of nearly all rows; absent: no fixed step. */
  step?: number;
}

/**
 * Whether rows are days or hours, by their commonest distance, and the bucket of each. With `--bucket` they may be
 * closer. Days are those that are written, or those of `--timezone`. Throws an UnreadableFile.
 */
export function intoBuckets(given: readonly TimedRow[], { timezone, bucket: wanted }: FileOptions): Placed {
  const rows = given.some(({ time }) => time.kind === 'instant') ? given.map((row) => asInstant(row, timezone)) : given;
  const { step, isFixed } = stepOf(rows);
  const fixed = isFixed ? { step } : {};
  if (wanted?.size === 'day' || (!wanted && step >= 23 * hour)) {
    const dayOf = daysOf(rows, timezone);
    return { bucket: 'day', rows: rows.map((row) => ({ ...row, t: dayOf(row.time) })), ...fixed };
  }
  if (wanted) {
    const odd = rows.find(({ time }) => time.kind === 'date');
    if (odd) throw new UnreadableFile(`line ${odd.line} is a day: hours are expected with --bucket hour`);
    return {
      bucket: 'hour',
      rows: rows.map((row) => ({ ...row, t: Math.floor(row.time.at / hour) * hour })),
      ...fixed,
    };
  }
  if (Math.abs(step - hour) > minute)
    throw new UnreadableFile(`${apart(step, isFixed)}: one a day, or one an hour, is expected. ${howToAddUp}`);
  const start = commonest(rows.map(({ time }) => time.at % hour));
  const odd = rows.filter(({ time }) => time.at % hour !== start);
  if (odd.length > 0)
    throw new UnreadableFile(
      `${linesOf(odd.map(({ line }) => line))} ${odd.length === 1 ? 'lies' : 'lie'} between two hours. ${howToAddUp}`,
    );
  refuseDaysAmong(rows);
  return { bucket: 'hour', rows: rows.map((row) => ({ ...row, t: row.time.at })), ...fixed };
}

/** One silent night can look like a day; two in a row, from midnight to midnight, are days. */
function refuseDaysAmong(rows: readonly TimedRow[]): void {
  const ordered = rows.toSorted((a, b) => a.time.at - b.time.at);
  const days = ordered.slice(1).map(({ time }, i) => {
    const before = (ordered[i] as TimedRow).time;
    return time.at - before.at >= 23 * hour && time.wall % day === 0 && before.wall % day === 0;
  });
  const place = days.findIndex((isDay, i) => isDay && days[i + 1]);
  if (place < 0) return;
  throw new UnreadableFile(
    `some rows are days, from line ${ordered[place]?.line} on, and some are hours: one row a day, or one an hour, is expected`,
  );
}

export const howToAddUp =
  'Say --bucket day:sum to add the rows up, or --bucket day:mean for their mean (or hour:sum, hour:mean)';

/** A date among instants is its midnight: some programs leave `00:00` out. */
function asInstant(row: TimedRow, timezone = 'UTC'): TimedRow {
  const { time } = row;
  if (time.kind === 'instant') return row;
  return { ...row, time: { kind: 'instant', ...instantsAt(time.wall, timezone), wall: time.wall, isLocal: true } };
}

/**
 * The day of a time: the date that is written. If all days begin on a quarter of an hour in the second half of a UTC
 * day, they begin at midnight further east, and the day is the next one.
 */
function daysOf(rows: readonly TimedRow[], timezone: string | undefined): (time: Time) => number {
  const floor = (wall: number) => Math.floor(wall / day) * day;
  if (timezone !== undefined) return ({ kind, at }) => (kind === 'date' ? at : floor(wallAt(at, timezone)));
  const isEve = ({ time: { kind, isLocal, wall } }: TimedRow) =>
    kind === 'instant' && !isLocal && wall % day >= day / 2 && wall % (15 * minute) === 0;
  const next = rows.length > 0 && rows.every(isEve) ? day : 0;
  return ({ wall }) => floor(wall) + next;
}

/** The commonest distance between neighbours in time. */
function stepOf(rows: readonly TimedRow[]): { step: number; isFixed: boolean } {
  const times = [...new Set(rows.map(({ time }) => time.at))].sort((a, b) => a - b);
  const gaps = times.slice(1).map((t, i) => Math.round((t - (times[i] as number)) / minute) * minute);
  if (gaps.length === 0) return { step: day, isFixed: true };
  const step = commonest(gaps);
  // Days with a time, such as when a job ran, are never exactly a day apart.
  const middle = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] as number;
  const share = gaps.filter((gap) => gap === step).length / gaps.length;
  return share < 0.5 ? { step: middle, isFixed: false } : { step, isFixed: share >= 0.8 };
}

function apart(step: number, isFixed: boolean): string {
  if (!isFixed && step < hour) return 'the rows stand at no fixed distance';
  return step < hour
    ? `the rows are ${Math.round(step / minute)} minutes apart`
    : `the rows are ${+(step / hour).toFixed(1)} hours apart`;
}

function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = numbers[0] ?? 0;
  for (const [number, count] of counts) if (count > (counts.get(best) ?? 0)) best = number;
  return best;
}
