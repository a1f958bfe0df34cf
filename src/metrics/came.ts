import type { Row } from './source.ts';
import { readTimes } from './times/read-times.ts';
import { dayOf, type Window } from './window.ts';

/** What came of the rows that a source gave. Days are named by their date. */
export interface Came {
  rows: number;
  /** Of other days than those asked for, and of days to come. */
  before: number;
  toCome: number;
  /** Of today, which is not over. */
  today: number;
  /** Of the days asked for, without today's. */
  inside: number;
  /** The days of the first and the last row. */
  first?: string;
  last?: string;
}

/** Absent: the times of the rows cannot be read, or not all of them. */
export function cameOf(rows: Row[], { from, to }: Window, timezone: string): Came | undefined {
  const read = readTimes(
    rows.map(({ t }) => t),
    timezone,
  );
  const times = 'times' in read ? read.times : [undefined];
  const days: number[] = [];
  for (const time of times) {
    if (!time || time.kind === 'period') return undefined;
    days.push(time.kind === 'instant' ? dayOf(time.at, timezone) : time.at);
  }
  const now = dayOf(to.getTime(), timezone);
  const count = (is: (day: number) => boolean) => days.filter(is).length;
  const first = days.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const last = days.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  return {
    rows: rows.length,
    before: count((day) => day < from.getTime()),
    toCome: count((day) => day > now),
    today: count((day) => day === now),
    inside: count((day) => day >= from.getTime() && day < now),
    ...(days.length > 0 && { first: dateOf(first), last: dateOf(last) }),
  };
}

const dateOf = (day: number) => new Date(day).toISOString().slice(0, 10);
