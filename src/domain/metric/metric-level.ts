import type { Series } from '../../analysis/samples.ts';
import { day } from '../day.ts';
import { type Baseline, baselineOf, levelBetween } from './baseline.ts';
import type { Reading } from './reading.ts';

/** Where a metric of the tree stands: its mean over the last 28 days, and the relative change against the 28 before. */
export type Standing = { kind: 'level'; level: number; change?: number } | { kind: 'empty' } | { kind: 'failed' };

/** Days of history that it takes. */
export const standingDays = 56;
const half = standingDays / 2;

export const standingOf = (reading: Reading, asOf: Date): Standing => standingAt(baselineOf(reading, asOf), asOf);

export function standingAt(baseline: Baseline, asOf: Date): Standing {
  if (baseline.kind !== 'level') return { kind: baseline.kind };
  const change = recentChange(baseline.history, baseline.level, asOf);
  return { kind: 'level', level: baseline.level, ...(change === undefined ? {} : { change }) };
}

function recentChange(series: Series, level: number, asOf: Date): number | undefined {
  const end = asOf.getTime();
  const before = levelBetween(series, end - standingDays * day, end - half * day);
  return before ? (level - before) / Math.abs(before) : undefined;
}
