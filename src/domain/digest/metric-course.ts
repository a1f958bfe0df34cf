import { day } from '../day.ts';
import { levelBetween } from '../metric/baseline.ts';
import type { Reading } from '../metric/reading.ts';
import type { Rhythm } from '../outcome-map/digest/plan.ts';
import type { Edition } from './editions.ts';

export interface MetricCourse {
  level?: number;
  change?: number;
  weeks: (number | undefined)[];
}

/** Days that the level is the mean of; it is held against the 28 before. */
const levelDays: Record<Rhythm, number> = { weekly: 7, monthly: 28, quarterly: 28 };
const before = 28;

/** Weeks whose means are shown. */
const weeksShown: Record<Rhythm, number> = { weekly: 12, monthly: 26, quarterly: 26 };

/** What has to be read of a metric: whole days, up to the last one that is over. */
export function courseWindow({ rhythm, until }: Edition): { from: Date; to: Date } {
  const to = Math.floor(until.getTime() / day) * day;
  return { from: new Date(to - weeksShown[rhythm] * 7 * day), to: new Date(to) };
}

/** Where a metric stood when the edition was due, and how it came there. */
export function courseOf(reading: Reading | undefined, edition: Edition): MetricCourse {
  if (reading?.kind !== 'samples') return { weeks: [] };
  const { series } = reading;
  const end = courseWindow(edition).to.getTime();
  const levelFrom = end - levelDays[edition.rhythm] * day;
  const level = levelBetween(series, levelFrom, end);
  const earlier = levelBetween(series, levelFrom - before * day, levelFrom);
  const count = weeksShown[edition.rhythm];
  const weeks = Array.from({ length: count }, (_, at) => {
    const from = end - (count - at) * 7 * day;
    return levelBetween(series, from, from + 7 * day);
  });
  return {
    weeks: weeks.some((mean) => mean !== undefined) ? weeks : [],
    ...(level === undefined ? {} : { level }),
    ...(level !== undefined && earlier ? { change: (level - earlier) / Math.abs(earlier) } : {}),
  };
}
