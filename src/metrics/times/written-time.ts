import { DateTime } from 'luxon';
import { isWeekday, monthNamed } from './month-names.ts';

/** A calendar date whose order is written: year, month from 1, day. */
export interface Ymd {
  year: number;
  month: number;
  day: number;
}

/** Three numbers of which only the whole column shows which is the month: `9/1/26`. */
export interface Triple {
  numbers: [number, number, number];
  /** `1.9.2026` is always the day first. */
  dayFirst: boolean;
}

export type Each = 'week' | 'month' | 'quarter' | 'year';

/** A text that is a time, taken apart: nothing in it depends on the column or on a time zone yet. */
export type Written =
  | { kind: 'time'; date: Ymd | Triple; clock?: number; offset?: number }
  /** Longer than a day. */
  | { kind: 'period'; each: Each };

const clock =
  /(?:^|[T, ]+(?:at )?)(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?([ap]\.?m\.?)? ?((?:Z|UTC|GMT)?(?: ?[+-]\d{2}:?(?:\d{2})?)?(?: UTC)?)?(?: ?\[[\w/+-]+\]| \([\w ]+\))?$/i;
const compactClock = /^(\d{8})T(\d{2})(\d{2})?(\d{2})?(Z|[+-]\d{2}:?\d{2})?$/i;
const firstWord = /^(\p{L}{2,12}\.?),? (?=[\p{L}\d])/u;

/** Takes a text apart; undefined: it is no time. */
export function writtenTime(text: string): Written | undefined {
  const line = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  if (line === '' || line.length > 80) return undefined;
  const each = periodOf(line);
  if (each) return { kind: 'period', each };
  const compact = compactClock.exec(line);
  if (compact) {
    const [, date = '', hours = '', minutes = '00', seconds = '00', zone] = compact;
    return writtenTime(`${date.replace(/(.{4})(..)/, '$1-$2-')}T${hours}:${minutes}:${seconds}${zone ?? ''}`);
  }
  const [before, word] = firstWord.exec(line) ?? [];
  return timeIn(before !== undefined && isWeekday(word ?? '') ? line.slice(before.length) : line);
}

function timeIn(line: string): Written | undefined {
  const whole = dateOf(line);
  if (whole) return { kind: 'time', date: whole };
  const found = clock.exec(line);
  if (!found || found.index === 0) return undefined;
  const [, hours = '', minutes, seconds = '0', fraction = '0', half, zone = ''] = found;
  const date = dateOf(line.slice(0, found.index));
  // A lone number behind a date is an hour only if the year comes first: `1 9 2026`, `Sep 1, 2026`.
  if (!date || (minutes === undefined && half === undefined && !('year' in date))) return undefined;
  const time = clockOf(Number(hours), Number(minutes ?? 0), Number(seconds), fraction, half);
  const offset = offsetOf(zone);
  if (time === undefined || offset === 'none') return undefined;
  return { kind: 'time', date, clock: time, ...(offset === undefined ? {} : { offset }) };
}

function dateOf(text: string): Ymd | Triple | undefined {
  const numbers = /^(\d{1,4})([-/. ])\s?(\d{1,2})\2\s?(\d{1,4})\.?$/.exec(text);
  if (numbers) {
    const [, first = '', mark, second, third = ''] = numbers;
    if (first.length === 4) return third.length <= 2 ? valid(Number(first), Number(second), Number(third)) : undefined;
    if (first.length === 3 || (third.length !== 2 && third.length !== 4)) return undefined;
    return { numbers: [Number(first), Number(second), Number(third)], dayFirst: mark === '.' };
  }
  const eastern = /^(\d{4})(?:年|년) ?(\d{1,2})(?:月|월) ?(\d{1,2})(?:日|일)$/u.exec(text);
  if (eastern) return valid(Number(eastern[1]), Number(eastern[2]), Number(eastern[3]));
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|\.|º|er)?[- /]?(?:of |de )?(\p{L}{3,12})\.?(?:,| de)?[- /]?'?(\d{4}|\d{2})$/iu.exec(text);
  if (dayFirst) return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = /^(\p{L}{3,12})\.?[- ](\d{1,2})(?:st|nd|rd|th)?,?[- ](\d{4})$/iu.exec(text);
  if (monthFirst) return named(monthFirst[3], monthFirst[1], monthFirst[2]);
  const yearFirst = /^(\d{4})[- /](\p{L}{3,12})\.?[- /](\d{1,2})$/u.exec(text);
  if (yearFirst) return named(yearFirst[1], yearFirst[2], yearFirst[3]);
  if (/^\d{4}-?W\d{2}-?[1-7]$|^\d{4}-\d{3}$/i.test(text)) {
    const date = DateTime.fromISO(text.toUpperCase(), { zone: 'UTC' });
    return date.isValid ? { year: date.year, month: date.month, day: date.day } : undefined;
  }
  return undefined;
}

function named(year = '', month = '', day = ''): Ymd | undefined {
  const number = monthNamed(month);
  return number === undefined ? undefined : valid(fullYear(Number(year)), number, Number(day));
}

/** As spreadsheets do: 26 is 2026, 85 is 1985. */
export const fullYear = (year: number) => (year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year);

/** Undefined: no calendar has it. */
export function valid(year: number, month: number, day: number): Ymd | undefined {
  const inMonth = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  return inMonth && year >= 1900 && year < 2200 ? { year, month, day } : undefined;
}

/** Milliseconds since midnight. */
function clockOf(hours: number, minutes: number, seconds: number, fraction: string, half: string | undefined) {
  const isHalf = half !== undefined;
  if (minutes > 59 || seconds > 60 || (isHalf ? hours < 1 || hours > 12 : hours > 24)) return undefined;
  if (hours === 24 && minutes + seconds > 0) return undefined;
  const full = isHalf ? (hours % 12) + (/^p/i.test(half) ? 12 : 0) : hours;
  return ((full * 60 + minutes) * 60 + seconds) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}

/** Milliseconds east of Greenwich; undefined: none is written. */
function offsetOf(zone: string): number | undefined | 'none' {
  const text = zone.trim();
  if (text === '') return undefined;
  const [, sign, hours, minutes = '0'] = /([+-])(\d{2}):?(\d{2})?/.exec(text) ?? [];
  if (sign === undefined) return 0;
  if (Number(hours) > 15 || Number(minutes) > 59) return 'none';
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function periodOf(text: string): Each | undefined {
  if (/^\d{4}[- ]?W\d{1,2}$|^W\d{1,2}[- /]\d{4}$/i.test(text)) return 'week';
  if (/^\d{4}[- ]?Q[1-4]$|^Q[1-4][- /]?(?:\d{4}|'?\d{2})$/i.test(text)) return 'quarter';
  if (/^(?:\d{4}[-/.](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.]\d{4})$/.test(text)) return 'month';
  const [, name] = /^(\p{L}{3,12})\.?[- /,]{1,2}'?(?:\d{4}|\d{2})$/u.exec(text) ?? [];
  if (name !== undefined && monthNamed(name) !== undefined) return 'month';
  return undefined;
}
