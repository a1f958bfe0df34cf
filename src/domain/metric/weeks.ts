import type { Series } from '../../analysis/samples.ts';
import { day } from '../day.ts';
import { levelBetween } from './baseline.ts';

export const week = 7 * day;

/** A metric's mean over seven days; absent where none has a value. */
export interface WeekLevel {
  /** The first instant of the first day. */
  from: number;
  level?: number;
}

/** @param before where the last week ends at the latest, in epoch milliseconds */
export function weekLevels(series: Series, starts: number[], before: number): WeekLevel[] {
  return starts.map((from) => {
    const level = levelBetween(series, from, Math.min(before, from + week));
    return level === undefined ? { from } : { from, level };
  });
}
