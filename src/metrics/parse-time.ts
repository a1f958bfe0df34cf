import { DateTime } from 'luxon';

/** A `t` as read: a calendar date, or an instant. */
export type Time = { kind: 'date' | 'instant'; at: number };

const date = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?))?$/i;
const epoch = /^-?\d{1,16}(?:\.\d{1,9})?$/;
/** As seconds this is the year 5138, as milliseconds March 1973: whatever is larger counts milliseconds. */
const largestSeconds = 1e11;

/**
 * Reads a `t`: a Date, `2026-11-03`, `2026-11-03T00:00:00Z` (without an offset: in the connection's time zone; a blank for the T
 * as databases write it), seconds or milliseconds since the epoch. `at` is the midnight UTC of a date, else the instant.
 * Undefined: not a time.
 */
export function parseTime(value: unknown, timezone: string): Time | undefined {
  if (value instanceof Date) return at('instant', value.getTime());
  if (typeof value === 'number') return at('instant', Math.abs(value) < largestSeconds ? value * 1000 : value);
  if (typeof value === 'bigint') return parseTime(Number(value), timezone);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (date.test(text)) return at('date', DateTime.fromISO(text, { zone: 'UTC' }).toMillis());
  if (epoch.test(text)) return parseTime(Number(text), timezone);
  if (!instant.test(text)) return undefined;
  const iso = text
    .replace(/^(.{10})[ t]/, '$1T')
    .replace(/ ?(?:UTC|Z)$/i, 'Z')
    .replace(/ (?=[+-])/, '');
  return at('instant', DateTime.fromISO(iso, { zone: timezone }).toMillis());
}

function at(kind: Time['kind'], milliseconds: number): Time | undefined {
  return Number.isFinite(milliseconds) && Math.abs(milliseconds) <= 8.64e15
    ? { kind, at: Math.round(milliseconds) }
    : undefined;
}
