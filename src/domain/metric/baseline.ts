import type { Sample, Series } from '../../analysis/samples.ts';
import { day } from '../day.ts';
import type { ReadFailure, Reading } from './reading.ts';

const baselineDays = 28;

/** Where a metric stood in the 28 days before `asOf` (exclusive). */
export function baselineOf(reading: Reading, asOf: Date): Baseline {
  if (reading.kind === 'failed') return reading;
  if (reading.kind === 'empty') return { kind: 'empty' };
  const level = levelBetween(reading.series, asOf.getTime() - baselineDays * day, asOf.getTime());
  if (level !== undefined) return { kind: 'level', level, history: reading.series };
  const last = reading.series.samples.at(-1);
  return last ? { kind: 'empty', lastAt: new Date(last.t) } : { kind: 'empty' };
}

/** Mean level of [from, to), in the metric's unit; a ratio is the ratio of the sums, so that busy days weigh more. */
export function levelBetween(series: Series, from: number, to: number): number | undefined {
  const samples = series.samples.filter(({ t }) => t >= from && t < to);
  if (samples.length === 0) return undefined;
  const [numerator, denominator] = [sum(samples, 'numerator'), sum(samples, 'denominator')];
  if (numerator !== undefined && denominator) return numerator / denominator;
  return samples.reduce((total, { value }) => total + value, 0) / samples.length;
}

/** Undefined as soon as one sample lacks the part. */
function sum(samples: Sample[], part: 'numerator' | 'denominator'): number | undefined {
  let total = 0;
  for (const sample of samples) {
    const value = sample[part];
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

/** Where a metric stands before the release. `level` is its mean over the last 28 days, in its unit. */
export type Baseline =
  | { kind: 'level'; level: number; history: Series }
  /** The source answers, with nothing. `lastAt`: the latest value there ever was in the span that was read. */
  | { kind: 'empty'; lastAt?: Date }
  | { kind: 'failed'; failure: ReadFailure };
