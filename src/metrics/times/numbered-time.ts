import { type Each, valid } from './written-time.ts';

/**
 * A number that is a time: of the calendar (`20260901`, a spreadsheet's 46266), as if in UTC, or an instant since 1970.
 */
export type Numbered =
  | { kind: 'calendar'; wall: number; isDate: boolean }
  | { kind: 'instant'; at: number }
  | { kind: 'period'; each: Each };

const day = 86_400_000;
/** A count of seconds since 1970 is a time between these; anything else is another way of counting, or no time. */
const [earliest, latest] = [Date.UTC(1990, 0), Date.UTC(2100, 0)];
/** Day 0 of spreadsheets. */
const spreadsheetEpoch = Date.UTC(1899, 11, 30);

/**
 * The time that a number stands for; undefined: none. Ten digits may be seconds or `2026090100`: `hourStamps` says that
 * the whole column reads as the latter.
 */
export function numberedTime(text: string, hourStamps: boolean): Numbered | undefined {
  const number = Number(text);
  // Programs that know no whole numbers write 20260901.0.
  const digits = /^(\d+)(?:\.0)?$/.exec(text)?.[1] ?? '';
  if (digits.length === 8 || digits.length === 12 || digits.length === 14) {
    const stamp = stampOf(digits);
    if (stamp) return stamp;
  }
  if (hourStamps && isHourStamp(text)) return stampOf(text);
  if (digits.length === 6 && valid(Number(digits.slice(0, 4)), Number(digits.slice(4)), 1))
    return { kind: 'period', each: 'month' };
  if (digits.length === 4 && number > 1900 && number < 2200) return { kind: 'period', each: 'year' };
  for (const unit of [1000, 1, 1e-3, 1e-6]) {
    const at = Math.round(number * unit);
    if (at >= earliest && at < latest) return { kind: 'instant', at };
  }
  const wall = spreadsheetEpoch + Math.round(number * 86_400) * 1000;
  if (wall < earliest || wall >= latest) return undefined;
  return { kind: 'calendar', wall, isDate: wall % day === 0 && /^\d+(?:\.0*)?$/.test(text) };
}

export const isHourStamp = (text: string) => /^(?:19|20)\d{8}$/.test(text) && stampOf(text) !== undefined;

function stampOf(digits: string): Numbered | undefined {
  const part = (from: number, size: number) => Number(digits.slice(from, from + size) || '0');
  const date = valid(part(0, 4), part(4, 2), part(6, 2));
  const [hours, minutes, seconds] = [part(8, 2), part(10, 2), part(12, 2)];
  if (!date || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const wall = Date.UTC(date.year, date.month - 1, date.day, hours, minutes, seconds);
  return { kind: 'calendar', wall, isDate: digits.length === 8 };
}
