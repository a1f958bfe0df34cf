import { instantsAt } from '../../domain/local-time.ts';
import { isoDay, isoOf, type Order, orderOf, turnedIn, ymdOf } from './date-order.ts';
import { isHourStamp, numberedTime } from './numbered-time.ts';
import { type Each, type Triple, valid, type Written, writtenTime, type Ymd } from './written-time.ts';

/**
 * A `t` as read: a calendar date (`at` is its midnight UTC), or an instant. `wall` is what the clock showed where it
 * was written, as if that were UTC; `again` the second instant of a local time that comes twice.
 */
export type Time = { kind: 'date' | 'instant'; at: number; wall: number; isLocal?: true; again?: number };
export type Period = { kind: 'period'; each: Each };

/** The times of a column; if the whole column does not show which number is the month, the cells that leave it open. */
export type Times =
  | { times: (Time | Period | undefined)[] }
  | { ambiguous: { index: number; readings: string[]; areMixed: boolean } };

const usualDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const number = /^-?\d{1,19}(?:\.\d{1,12})?$/;

type Taken = Time | Period | Extract<Written, { kind: 'time' }> | undefined;

/**
 * Reads a column of times as people and systems write them: dates in any order, with months by name; instants with or
 * without an offset (then in the time zone); counts since 1970 in seconds, milliseconds or less; `20260901`; a
 * spreadsheet's days; weeks and months as what they are. The whole column decides what a cell leaves open. Undefined:
 * not a time.
 */
export function readTimes(cells: readonly unknown[], timezone: string): Times {
  const stamps = cells.every((cell) => blank(cell) || isHourStamp(String(cell).trim()));
  const taken = cells.map((cell) => takeApart(cell, timezone, stamps));
  const open = taken.flatMap((one, index) =>
    one?.kind === 'time' && 'numbers' in one.date ? [{ index, date: one.date }] : [],
  );
  const order = open.length === 0 ? 'ymd' : orderOf(open.map(({ date }) => date));
  if (typeof order === 'object') {
    const { several, areMixed } = order;
    const readingsOf = (date: Triple) => several.map((one) => isoOf(date, one));
    const isOpen = ({ date }: { date: Triple }) => new Set(readingsOf(date).filter(Boolean)).size > 1;
    const { index, date } = (open.find(isOpen) ?? open[0]) as { index: number; date: Triple };
    return { ambiguous: { index, readings: readingsOf(date), areMixed } };
  }
  return (
    turnedAmong(taken, order) ?? {
      times: taken.map((one) => (one?.kind === 'time' ? settled(one, order, timezone) : one)),
    }
  );
}

/** A spreadsheet that took some days for those of its own country, and wrote them out with the year first. */
function turnedAmong(taken: readonly Taken[], order: Order): Extract<Times, { ambiguous: unknown }> | undefined {
  const written = taken.flatMap((one, index) => {
    const date =
      one?.kind === 'date' ? dateAt(one.at) : one?.kind === 'time' && 'year' in one.date ? one.date : undefined;
    return date ? [{ date, index }] : [];
  });
  if (written.length === 0) return undefined;
  const others = taken.flatMap((one) =>
    one?.kind === 'time' && 'numbers' in one.date ? (ymdOf(one.date, order) ?? []) : [],
  );
  const found = turnedIn(
    written.map(({ date }) => date),
    others,
  );
  if (!found) return undefined;
  const { index } = written.find(({ date }) => date === found[0]) as { index: number };
  return { ambiguous: { index, readings: found.map(isoDay).reverse(), areMixed: true } };
}

function dateAt(at: number): Ymd {
  const found = new Date(at);
  return { year: found.getUTCFullYear(), month: found.getUTCMonth() + 1, day: found.getUTCDate() };
}

/** One time by itself; undefined also if only a column could settle it. */
export function parseTime(value: unknown, timezone: string): Time | Period | undefined {
  const read = readTimes([value], timezone);
  return 'times' in read ? read.times[0] : undefined;
}

/** A text that can only be a day or a time: not a number by itself. */
export const looksLikeTime = (text: string) => !number.test(text.trim()) && writtenTime(text)?.kind === 'time';

const blank = (cell: unknown) =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

function takeApart(cell: unknown, timezone: string, hourStamps: boolean): Taken {
  if (cell instanceof Date) return instant(cell.getTime());
  if (typeof cell === 'number' || typeof cell === 'bigint') return takeApart(String(cell), timezone, hourStamps);
  if (typeof cell !== 'string') return undefined;
  const text = cell.trim();
  const usual = usualDate.exec(text);
  if (usual) {
    const found = valid(Number(usual[1]), Number(usual[2]), Number(usual[3]));
    return found && date(Date.UTC(found.year, found.month - 1, found.day));
  }
  if (!number.test(text)) return writtenTime(text);
  const found = numberedTime(text, hourStamps);
  if (found?.kind === 'instant') return instant(found.at);
  if (found?.kind !== 'calendar') return found;
  return found.isDate ? date(found.wall) : local(found.wall, timezone);
}

function settled(written: Extract<Written, { kind: 'time' }>, order: Order, timezone: string): Time | undefined {
  const found = 'numbers' in written.date ? ymdOf(written.date, order) : written.date;
  if (!found) return undefined;
  const wall = Date.UTC(found.year, found.month - 1, found.day) + (written.clock ?? 0);
  if (written.clock === undefined) return date(wall);
  return written.offset === undefined ? local(wall, timezone) : { kind: 'instant', at: wall - written.offset, wall };
}

const date = (at: number): Time => ({ kind: 'date', at, wall: at });
const instant = (at: number): Time | undefined => (Number.isFinite(at) ? { kind: 'instant', at, wall: at } : undefined);
const local = (wall: number, timezone: string): Time => ({
  kind: 'instant',
  ...instantsAt(wall, timezone),
  wall,
  isLocal: true,
});
