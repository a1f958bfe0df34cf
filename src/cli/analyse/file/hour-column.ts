import type { TableRow } from '../../../metrics/table/read-table.ts';
import { readTimes } from '../../../metrics/times/read-times.ts';

const named = /^(?:hours?|hr|hour of day|time|stunde|uhrzeit|heure|hora|ora|uur|час|時)$/iu;
/** `9`, `09:00`, `9:00-10:00`. */
const hourOfDay = /^([01]?\d|2[0-3])(?::00){0,2}(?: ?[-–] ?\d{1,2}:(?:00|59))?$/;
const halfDay = /^(1[0-2]|0?[1-9])(?::00){0,2} ?([ap])\.?m\.?$/i;

/** Undefined: it is none. */
function hourIn(cell: string): number | undefined {
  const half = halfDay.exec(cell);
  if (half) return (Number(half[1]) % 12) + (half[2]?.toLowerCase() === 'p' ? 12 : 0);
  const full = hourOfDay.exec(cell);
  return full ? Number(full[1]) : undefined;
}

/** An hour next to its day is part of the time, not a metric. */
export const isHourOfDay = (header: string | undefined, rows: readonly TableRow[], place: number): boolean =>
  named.test(header ?? '') && rows.every(({ cells }) => hourIn(cells[place] ?? '') !== undefined);

/**
 * The rows of a table that has its days in one column and their hours in another, with both of them in the column of
 * times. Other tables stay as they are: days that come once, times that have an hour already, a day without an hour.
 */
export function withHours(headers: readonly string[], rows: readonly TableRow[], time: number): readonly TableRow[] {
  const read = readTimes(
    rows.map(({ cells }) => cells[time]),
    'UTC',
  );
  if (!('times' in read)) return rows;
  const days = rows.flatMap((row, i) => {
    const found = read.times[i];
    return found?.kind === 'date' ? [{ row, day: new Date(found.at).toISOString().slice(0, 10) }] : [];
  });
  const ofDays = days.map(({ row }) => row);
  const place = headers.findIndex((header, i) => i !== time && isHourOfDay(header, ofDays, i));
  if (place < 0 || new Set(days.map(({ day }) => day)).size === days.length) return rows;
  const joined = new Map(
    days.map(({ row, day }) => {
      const hour = hourIn(row.cells[place] as string);
      return [row, { ...row, cells: row.cells.with(time, `${day}T${String(hour).padStart(2, '0')}:00`) }];
    }),
  );
  return rows.map((row) => joined.get(row) ?? row);
}
