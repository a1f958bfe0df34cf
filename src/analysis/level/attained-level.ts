import { buckets } from '../bucket.ts';
import type { Unanswerable } from '../effect.ts';
import { lookAtLevel } from '../findings/look-at-level.ts';
import { meanOf } from '../mean-and-median.ts';
import { criticalValue } from '../model/student-t.ts';
import type { Sample, Series } from '../samples.ts';
import { seriesFault } from '../series-fault.ts';
import { unanswerable } from '../unanswerable.ts';
import { countInterval, fewCounts, shareInterval } from './sampling-intervals.ts';

/** Where a metric has come to. Nothing of what would have been: a level is no effect. */
export interface AttainedLevel {
  kind: 'level';
  /** Mean of the last week's buckets, of ratios their sums over each other, with its interval; in the metric's unit. */
  level: number;
  low: number;
  high: number;
  confidence: number;
  /** It is the mean of so many buckets with a value, the first of which starts at `from`. */
  buckets: number;
  from: number;
}

/** [from, until), in epoch milliseconds; which way is better, and whether people say that the metric is no running total. */
interface LevelWindow {
  from: number;
  until: number;
  good?: 'up' | 'down';
  neverFalls?: boolean;
}

const week = 7 * buckets.day.length;
/** Fewer pairs of days a week apart say nothing of how days vary. */
const fewestPairs = 4;

/**
 * The level of the last seven days of the window; undefined where none of them has a value.
 *
 * The interval is the wider of two: what the days' own spread gives for their mean (t, as many degrees of freedom as days less one), and what
 * counting so few gives (Poisson for counts, Wilson for shares). The spread is read from how far each day lies from the one before, or from the same
 * day a week before where that is less than half: neither a weekday nor growing use is noise.
 *
 * Assumes days whose errors do not hang together. Source: von Neumann et al. 1941 (successive differences).
 * Example: 12 9 11 10 8 13 10 exports a day: 10.4, interval 7.7 to 13.1.
 */
export function attainedLevel(
  series: Series,
  { from, until, good = 'up', neverFalls }: LevelWindow,
  alpha = 0.05,
): AttainedLevel | Unanswerable | undefined {
  const fault = seriesFault(series);
  // Days without use may have no row at all, so an uneven step is no fault here.
  if (fault && fault.reason !== 'mixed-buckets') return fault.reason === 'no-samples' ? undefined : fault;
  const { length } = buckets[series.bucket];
  const since = series.samples.filter(({ t }) => t >= from && t + length <= until + length / 10);
  const samples = since.filter(({ t }) => t >= until - week - length / 10);
  const [first] = samples;
  if (!first) return undefined;
  const finding = lookAtLevel(series, { from, until, good, ...(neverFalls ? { neverFalls } : {}) });
  if (finding) return finding;
  const ratio = ratioOf(samples);
  const level = ratio ? ratio.numerator / ratio.denominator : meanOf(samples.map(({ value }) => value));
  if (!Number.isFinite(level)) return undefined;
  const few = fewnessOf(samples, ratio, alpha);
  if (samples.length < 2 && !few)
    return unanswerable(
      'too-few-after',
      'There is one day with a value in the last week: no telling how much it varies.',
    );
  const error = errorOf(since, samples, level, ratio && ratio.denominator / samples.length);
  const reach = samples.length < 2 ? 0 : criticalValue(alpha, samples.length - 1) * error;
  const least = series.samples.every(({ value }) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  const most = few && ratio ? 1 : Number.POSITIVE_INFINITY;
  return {
    kind: 'level',
    level,
    low: Math.max(least, Math.min(level - reach, few?.low ?? level)),
    high: Math.min(most, Math.max(level + reach, few?.high ?? level)),
    confidence: 1 - alpha,
    buckets: samples.length,
    from: first.t,
  };
}

/** The sums behind the values; undefined as soon as one of them has none. */
function ratioOf(samples: readonly Sample[]): { numerator: number; denominator: number } | undefined {
  let [numerator, denominator] = [0, 0];
  for (const sample of samples) {
    if (sample.numerator === undefined || sample.denominator === undefined) return undefined;
    numerator += sample.numerator;
    denominator += sample.denominator;
  }
  return { numerator, denominator };
}

/** What chance alone does where few are counted, of shares always; undefined where nothing is counted, or much. */
function fewnessOf(samples: readonly Sample[], ratio: ReturnType<typeof ratioOf>, alpha: number) {
  if (ratio)
    return samples.every(({ numerator = 0, denominator = 0 }) => 0 <= numerator && numerator <= denominator)
      ? shareInterval(ratio.numerator, ratio.denominator, alpha)
      : undefined;
  if (!samples.every(({ value, n }) => n === undefined && Number.isInteger(value) && value >= 0)) return undefined;
  const count = samples.reduce((sum, { value }) => sum + value, 0);
  if (count > fewCounts) return undefined;
  const { low, high } = countInterval(count, alpha);
  return { low: low / samples.length, high: high / samples.length };
}

/** Standard error of the mean of the last days: by their spread, and no less than what each sample tells of its own. */
function errorOf(since: readonly Sample[], last: readonly Sample[], level: number, weight: number | undefined): number {
  const departure = ({ value, numerator = 0, denominator = 0 }: Sample) =>
    weight === undefined ? value - level : (numerator - level * denominator) / weight;
  const steps = last.slice(1).map((sample, i) => (departure(sample) - departure(last[i] as Sample)) ** 2 / 2);
  const weekly = weekApart(since, last).map(([before, now]) => departure(now) - departure(before));
  const middle = meanOf(weekly);
  const apart = weekly.map((difference) => (difference - middle) ** 2 / 2);
  const byDay = meanOf(steps);
  const byWeek = apart.length < fewestPairs ? byDay : (meanOf(apart) * apart.length) / (apart.length - 1);
  const own = meanOf(last.map(({ stddev, n }) => (stddev !== undefined && n ? stddev ** 2 / n : 0)));
  return Math.sqrt(Math.max(own, byWeek < byDay / 2 ? byWeek : byDay) / last.length);
}

function weekApart(since: readonly Sample[], last: readonly Sample[]): [Sample, Sample][] {
  const at = new Map(since.map((sample) => [Math.round(sample.t / buckets.hour.length), sample]));
  return last.flatMap((sample): [Sample, Sample][] => {
    const before = at.get(Math.round((sample.t - week) / buckets.hour.length));
    return before ? [[before, sample]] : [];
  });
}
