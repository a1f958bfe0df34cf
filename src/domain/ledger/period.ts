import { day } from '../day.ts';

/** From the start of the first day to the start of the day after the last, in UTC. */
export interface Period {
  since: Date;
  until: Date;
}

/** `2026`, `2026-Q4` or `2026-11`; undefined for anything else. So for years of which Postgres takes no first or last instant. */
export function parsePeriod(text: string): Period | undefined {
  const [, year, quarter, month] = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/i.exec(text.trim()) ?? [];
  if (year === undefined || year === '0000' || year === '9999') return undefined;
  const [from, months] =
    quarter === undefined ? (month === undefined ? [0, 12] : [Number(month) - 1, 1]) : [3 * (Number(quarter) - 1), 3];
  return { since: monthOf(Number(year), from), until: monthOf(Number(year), from + months) };
}

/** Not Date.UTC: it takes the years 0 to 99 for those of another century. */
function monthOf(year: number, month: number): Date {
  const start = new Date(0);
  start.setUTCFullYear(year, month, 1);
  return start;
}

/** A day, `2026-12-01`, or an instant, `2026-12-01T09:00:00Z`; `wholeDay`: what was written is a day, which begins at `at`. */
export function parseDayOrInstant(text: string): { at: Date; wholeDay: boolean } | undefined {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}.*)?$/.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const at = new Date(text.trim());
  const start = new Date(`${date}T00:00:00Z`);
  // 30 February is read as a day in March.
  if (Number.isNaN(at.getTime()) || Number.isNaN(start.getTime()) || !start.toISOString().startsWith(date))
    return undefined;
  return { at, wholeDay: time === undefined };
}

/** The instant after the day, or the instant. */
export const endOf = ({ at, wholeDay }: { at: Date; wholeDay: boolean }) =>
  wholeDay ? new Date(at.getTime() + day) : at;
