import { day } from '../../domain/day.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `3 Nov`; with its year where that is not the reader's. Days are UTC, as metrics count them. */
export function formatDate(date: Date, reader?: Date): string {
  const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  return reader && reader.getUTCFullYear() === date.getUTCFullYear() ? day : `${day} ${date.getUTCFullYear()}`;
}

/** `3 Nov 14:05 UTC`. */
export function formatMinute(date: Date, reader?: Date): string {
  return `${formatDate(date, reader)} ${date.toISOString().slice(11, 16)} UTC`;
}

/** `0.3 s`, `12 s`: never none. */
export const secondsOf = (seconds: number): string =>
  seconds < 0.95 ? `${Math.ceil(seconds * 10) / 10} s` : `${Math.round(seconds)} s`;

/** `1 day`, `14 days`. */
export function formatDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** Whole days from one instant's day to the other's. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / day);
}

/** The ISO date of a key result as an instant. */
export function dayOf(isoDate: string): Date {
  return new Date(`${isoDate}T00:00:00Z`);
}

const startOfDay = (date: Date) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
