import { DateTime, IANAZone } from 'luxon';
import { instantsAt } from '../../domain/local-time.ts';
import { withLatinDigits } from '../figures/latin-digits.ts';
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
  /(?:^|[T, :]+(?:at |um )?)(\d{1,2})(?:(?:(?<mark>[:.])|h)(\d{2})(?:\k<mark>(\d{2})(?:[.,](\d{1,9}))?)?)?(?: ?Uhr)? ?([ap]\.? ?m\.?(?![a-z]))? ?((?:Z|UTC|GMT)?(?: ?[+-]\d{2}:?(?:\d{2})?)?(?: UTC)?|[A-Z]{3,4}|[A-Z]\w+(?:\/[\w+-]+)+)?(?: ?\[[\w/+-]+\]| \([\w ]+\))?$/i;
const compactClock = /^(\d{8})T(\d{2})(\d{2})?(\d{2})?(Z|[+-]\d{2}:?\d{2})?$/i;
const firstWord = /^([\p{L}\p{M}]{2,12}\.?),? (?=[\p{L}\d])/u;
/** The weekday behind a date: `2026/08/20(木)`, `2026. 8. 20. (목)`, `2026年8月20日 星期四`. */
const weekdayBehind =
  / ?(?:\([\p{L}\p{M}]{1,12}\.?\)|星期[一二三四五六日天]|周[一二三四五六日]|[月火水木金土日]曜日|[월화수목금토일]요일)(?= |$)/u;
/** Half a day, written ahead of the time in eastern languages. */
const halfAhead = / ?(上午|午前|오전|下午|午後|오후) ?(\d{1,2}:\d{2}(?::\d{2})?)$/u;
const forenoon = '上午午前오전';

/** Hours east of Greenwich of time zones by name; left out is what means several: IST, CST, BST. */
const zones = new Map(
  [
    ...([
      'EST -5',
      'EDT -4',
      'CDT -5',
      'MST -7',
      'MDT -6',
      'PST -8',
      'PDT -7',
      'AKST -9',
      'AKDT -8',
      'HST -10',
    ] as const),
    ...(['WET 0', 'WEST 1', 'CET 1', 'CEST 2', 'MEZ 1', 'MESZ 2', 'EET 2', 'EEST 3', 'MSK 3'] as const),
    ...(['JST 9', 'KST 9', 'AEST 10', 'AEDT 11', 'NZST 12', 'NZDT 13'] as const),
  ].map((zone): [string, number] => [zone.split(' ')[0] as string, Number(zone.split(' ')[1])]),
);

/** Takes a text apart; undefined: it is no time. */
export function writtenTime(text: string): Written | undefined {
  const line = withLatinDigits(text)
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(weekdayBehind, '')
    .replace(halfAhead, (_, half: string, time: string) => ` ${time} ${forenoon.includes(half) ? 'am' : 'pm'}`);
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
  const [, hours = '', , minutes, seconds = '0', fraction = '0', half, zone = ''] = found;
  const date = dateOf(line.slice(0, found.index));
  // A lone number behind a date is an hour only if the year comes first: `1 9 2026`, `Sep 1, 2026`.
  if (!date || (minutes === undefined && half === undefined && !('year' in date))) return undefined;
  const time = clockOf(Number(hours), Number(minutes ?? 0), Number(seconds), fraction, half);
  const offset = offsetOf(zone, 'year' in date && time !== undefined ? { date, time } : undefined);
  if (time === undefined || offset === 'none') return undefined;
  return { kind: 'time', date, clock: time, ...(offset === undefined ? {} : { offset }) };
}

function dateOf(text: string): Ymd | Triple | undefined {
  const numbers = /^(\d{1,4})([-/. ])\s?(\d{1,2})\2\s?(\d{1,4})(?:\.| ?г\.)?$/.exec(text);
  if (numbers) {
    const [, first = '', mark, second, third = ''] = numbers;
    if (first.length === 4) return third.length <= 2 ? valid(Number(first), Number(second), Number(third)) : undefined;
    if (first.length === 3 || (third.length !== 2 && third.length !== 4)) return undefined;
    return { numbers: [Number(first), Number(second), Number(third)], dayFirst: mark === '.' };
  }
  const eastern = /^(\d{4})(?:年|년) ?(\d{1,2})(?:月|월) ?(\d{1,2})(?:日|일)$/u.exec(text);
  if (eastern) return valid(Number(eastern[1]), Number(eastern[2]), Number(eastern[3]));
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|\.|º|er)?[- /]?(?:of |de |d['’])?([\p{L}\p{M}]{3,12})\.?(?:,| del?)?[- /]?'?(\d{4}|\d{2})(?:\.| ?[гр]\.?)?$/iu.exec(
      text,
    );
  if (dayFirst) return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = /^([\p{L}\p{M}]{3,12})\.?[- ](\d{1,2})(?:st|nd|rd|th)?,?[- ](\d{4})$/iu.exec(text);
  if (monthFirst) return named(monthFirst[3], monthFirst[1], monthFirst[2]);
  const yearFirst = /^(\d{4})\.?[- /]([\p{L}\p{M}]{3,12})\.?[- /](\d{1,2})\.?$/u.exec(text);
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

/** Milliseconds east of Greenwich; undefined: none is written. Only of a date that is settled a place tells. */
function offsetOf(zone: string, when: { date: Ymd; time: number } | undefined): number | undefined | 'none' {
  const text = zone.trim();
  if (text === '') return undefined;
  const named = zones.get(text.toUpperCase());
  if (named !== undefined) return named * 3_600_000;
  if (text.includes('/')) {
    if (!when || !IANAZone.isValidZone(text)) return 'none';
    const wall = Date.UTC(when.date.year, when.date.month - 1, when.date.day) + when.time;
    return wall - instantsAt(wall, text).at;
  }
  if (/^[A-Z]{3,4}$/i.test(text) && !/^(?:UTC|GMT)$/i.test(text)) return 'none';
  const [, sign, hours, minutes = '0'] = /([+-])(\d{2}):?(\d{2})?/.exec(text) ?? [];
  if (sign === undefined) return 0;
  if (Number(hours) > 15 || Number(minutes) > 59) return 'none';
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const weekWord = String.raw`(?:W|KW|CW|wk|week|woche|semaine|semana|settimana|uge|uke|vecka|viikko|tydzień|týden|неделя)\.?`;
const weeks = [
  /^\d{4}[- ]?W\d{1,2}$|^W\d{1,2}[- /]\d{4}$/i,
  new RegExp(`^${weekWord} ?\\d{1,2}(?:[ ,/-]{1,2}\\d{4})?$|^\\d{4}[ ,/-]{1,2}${weekWord} ?\\d{1,2}$`, 'iu'),
];
const quarters = [
  /^\d{4}[- ]?[QT][1-4]$|^[QT][1-4][- /]?(?:\d{4}|'?\d{2})$|^[1-4][QT] ?'?(?:\d{4}|\d{2})$/i,
  /^FY ?'?(?:\d{4}|\d{2})[- ]?Q[1-4]$|^Q[1-4][- ]?FY ?'?(?:\d{4}|\d{2})$/i,
];
const month = /^(?:\d{4}[-/.M](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.]\d{4}|\d{4}[年년] ?(?:0?[1-9]|1[0-2])[月월])$/;
/** `2026-08-17 - 2026-08-23`, `Aug 17 – Aug 23, 2026`. */
const range = /^(.{6,20}?)(?: (?:-|–|to|bis|until) |\/|–|\.\.)(.{6,20})$/;

function periodOf(text: string): Each | undefined {
  const isOne = (kinds: RegExp[]) => kinds.some((kind) => kind.test(text));
  if (isOne(weeks)) return 'week';
  if (isOne(quarters)) return 'quarter';
  if (month.test(text)) return 'month';
  const [, name] = /^([\p{L}\p{M}]{3,12})\.?[- /,]{1,2}'?(?:\d{4}|\d{2})(?: ?г\.?)?$/u.exec(text) ?? [];
  if (name !== undefined && monthNamed(name) !== undefined) return 'month';
  const [, first = '', last = ''] = range.exec(text) ?? [];
  const [from, to] = [dateOf(first), dateOf(last)];
  if (!from || !to || !('year' in from) || !('year' in to)) return undefined;
  const days = (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / 86_400_000;
  return days === 6 || days === 7 ? 'week' : days >= 27 && days <= 31 ? 'month' : undefined;
}
