import { bucketsWithin } from '../buckets-within.ts';
import type { Row } from '../source.ts';
import { readTimes } from '../times/read-times.ts';
import { startOfDay, type Window } from '../window.ts';

/**
 * Whether the rows of a first page go past the end of the window that lies in their direction, so that no further page
 * can have any of it: newest first, back before its first day; oldest first, to its last day.
 */
export function reachesThrough(rows: readonly Row[], window: Window, timezone: string, areEvents: boolean): boolean {
  const read = readTimes(
    rows.map(({ t }) => t),
    timezone,
  );
  if ('ambiguous' in read) return false;
  const times = read.times.flatMap((time) => (time && time.kind !== 'period' ? [time] : []));
  if (times.length < rows.length) return false;
  const instants = times.map(({ kind, at }) => (kind === 'date' ? startOfDay(at, timezone) : at));
  const [first, last] = [instants[0], instants.at(-1)];
  if (first === undefined || last === undefined || first === last) return false;
  const goes = (sign: 1 | -1) => instants.every((at, i) => i === 0 || sign * (at - (instants[i - 1] as number)) >= 0);
  const areDays = times.every(({ kind }) => kind === 'date') && !areEvents;
  if (goes(-1)) return areDays ? last <= window.from.getTime() : last < window.from.getTime();
  if (!goes(1)) return false;
  const lastDay = bucketsWithin(window, 'day', timezone, 4_000).at(-1)?.t ?? Number.POSITIVE_INFINITY;
  return areDays ? last >= startOfDay(lastDay, timezone) : last >= window.to.getTime();
}
