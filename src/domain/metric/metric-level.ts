import type { Series } from '../../analysis/samples.ts';
import { day } from '../day.ts';
import { type Baseline, baselineOf, levelBetween } from './baseline.ts';
import type { Reading } from './reading.ts';

/** Where a metric of the tree stands: its mean over the last 28 days, and the relative change against the 28 before. */
export type MetricLevel = { kind: 'level'; level: number; change?: number } | { kind: 'empty' } | { kind: 'failed' };

/** Days of history that it takes. */
export const levelDays = 56;
const half = levelDays / 2;

export const metricLevelOf = (reading: Reading, asOf: Date): MetricLevel =>
  metricLevelAt(baselineOf(reading, asOf), asOf);

export function metricLevelAt(baseline: Baseline, asOf: Date): MetricLevel {
  if (baseline.kind !== 'level') return { kind: baseline.kind };
  const change = recentChange(baseline.history, baseline.level, asOf);
  return { kind: 'level', level: baseline.level, ...(change === undefined ? {} : { change }) };
}

function recentChange(series: Series, level: number, asOf: Date): number | undefined {
  const end = asOf.getTime();
  const before = levelBetween(series, end - levelDays * day, end - half * day);
  return before ? (level - before) / Math.abs(before) : undefined;
}
