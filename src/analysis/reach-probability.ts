import { fewestBefore } from './align.ts';
import { buckets } from './bucket.ts';
import { daily } from './daily.ts';
import { tCdf } from './distributions/student-t.ts';
import type { Unanswerable } from './effect.ts';
import { meanOf } from './mean-and-median.ts';
import { filterLevel } from './model/level-filter.ts';
import { unknownStep } from './model/level-model.ts';
import { soundingsMethod } from './model/method.ts';
import { evidenceOf, weightsOf } from './model/model-average.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { Series } from './samples.ts';
import { seriesFault } from './series-fault.ts';
import { unanswerable } from './unanswerable.ts';

/** Where a metric will stand on a day if things go on as they did, with what shipped meanwhile as much a part of it as before. */
export interface Outlook {
  kind: 'outlook';
  /**
   * How likely its level is to be at least (`up`) or at most (`down`) this one.
   * @param added what is done elsewhere may add, or take away, as much: a standard deviation, as a share of the level (0.2 is 20%)
   */
  chanceOf(target: number, way: 'up' | 'down', added?: number): number;
  /** The level that it has this chance to be at or beyond. */
  levelWith(chance: number, way: 'up' | 'down', added?: number): number;
}

/** A level is the mean of this many days: whole weeks, and what key results are shown with. */
const levelDays = 28;
/** Days of history that are looked at: quarters ahead take more of it than the weeks of a window. */
const longestHistory = 400;
/** Further ahead than this nothing is said, in days. */
const furthest = 400;
/** How far a lasting trend may carry a metric in the days that are looked at, beforehand: variance, in units of its daily noise. */
const trendVariance = 25;
/** A wild day is not carried into a far day: pulled in to so many noises, three tenths of what that took off kept in the spread. */
const hampelThreshold = 3.5;
const wildness = 0.3;
/** Stretches every spread. Measured for far days, apart from the one that verdicts have. */
const errorInflation = 1.15;

/**
 * How likely a metric is to reach a level by a day, from its own history alone.
 *
 * The level model of the verdicts (a level that walks at random, fading deviations, season) runs on from the last value. Each walk is
 * taken without a trend and with one: a straight line in the logarithm, whose slope is estimated together with
 * everything else (generalised least squares through the same filter) and goes on as long as the day is away. All are weighed by
 * how well they explain the history; the answer is the mixture of their chances, each a Student t around its own forecast,
 * its spread stretched because no model is quite true, and by the wild days, which are pulled in here.
 *
 * Assumes that the future is like the history: as many releases, as much weather. It knows of no season longer than a week and of
 * nothing that is planned. "Level" is the mean of the 28 days up to the day; those that have been measured already count as they are.
 * Sources: Harvey 1989, sections 2.3 and 4.6; de Jong 1991 (regressors); Hoeting et al. 1999 (averaging); Durbin and Koopman 2012, 4.11.
 * Example: a year at 100 with noise of 5 a day: 100 in 60 days is an even chance or better, 105 one in 50. See the tests for how often
 * such chances come true.
 *
 * @param now level of the last 28 days of the series, in its unit, as people see it
 * @param by end of the day, epoch milliseconds
 */
export function outlookFor({ series, now, by }: { series: Series; now: number; by: number }): Outlook | Unanswerable {
  const history = historyOf(daily(series), by);
  if ('kind' in history) return history;
  const { values, before } = history;
  const { season } = buckets.day;
  const prepared = prepare(
    { values, season, before, after: before, controls: [] },
    { hampelThreshold, partsLastingSteps: false },
  );
  if (!prepared)
    return unanswerable('constant', 'The value repeats itself exactly: there is no telling what is usual.');
  const { scale, unit } = prepared;
  const recent = meanOf(prepared.values.subarray(before - levelDays, before));
  const window = {
    from: Math.max(before, values.length - levelDays),
    measured: prepared.values.slice(values.length - levelDays, before),
  };
  const seen = window.measured.filter((value) => !Number.isNaN(value));
  const ahead = values.length - window.from;
  const paths = pathsTo(prepared, window.from);
  const freedom = Math.max(5, paths.count - 1 - season);

  /** What the days to come must average for the window to be at the target. */
  const wanted = (target: number) => {
    const scaled = recent + (scaleStep(scale.to(target)) - scale.to(now)) / unit;
    const known = seen.reduce((sum, value) => sum + value, 0);
    return (scaled * (seen.length + ahead) - known) / ahead;
  };
  const above = (target: number, added: number) => {
    const height = wanted(target);
    const sum = paths.all.reduce(
      (all, { weight, mean, error }) => all + weight * tCdf((mean - height) / Math.hypot(error, added / unit), freedom),
      0,
    );
    return Math.min(1, sum);
  };
  const chanceOf: Outlook['chanceOf'] = (target, way, added = 0) =>
    way === 'up' ? above(target, added) : 1 - above(target, added);
  const spread = Math.max(...paths.all.map(({ mean, error }) => Math.abs(mean - recent) + 20 * error)) * unit;
  return {
    kind: 'outlook',
    chanceOf,
    levelWith(chance, way, added = 0) {
      // The chance falls the further the target lies ahead: halve the stretch that holds it.
      const sign = way === 'up' ? 1 : -1;
      let [near, far] = [-spread - 20 * added, spread + 20 * added];
      const at = (step: number) => scale.from(scale.to(now) + sign * step);
      for (let i = 0; i < 60; i++) {
        const middle = (near + far) / 2;
        if (chanceOf(at(middle), way, added) > chance) near = middle;
        else far = middle;
      }
      return at((near + far) / 2);
    },
  };
}

/** The logarithm of what is not above zero: out of reach below everything. */
const scaleStep = (scaled: number) => (Number.isNaN(scaled) ? Number.NEGATIVE_INFINITY : scaled);

/** The latest days as slots, then empty ones up to the day. */
function historyOf(series: Series, by: number): { values: Float64Array; before: number } | Unanswerable {
  const fault = seriesFault(series);
  if (fault) return fault;
  const { length } = buckets.day;
  const last = series.samples.at(-1)?.t ?? 0;
  const kept = series.samples.filter(({ t }) => t > last - (longestHistory - 0.5) * length);
  const first = kept[0]?.t ?? 0;
  const slotOf = (t: number) => Math.round((t - first) / length);
  const before = slotOf(last) + 1;
  const wanted = 2 * fewestBefore('day');
  if (kept.length < wanted)
    return unanswerable('too-few-before', `There are ${kept.length} days with a value; ${wanted} are needed.`);
  const size = slotOf(by);
  if (size <= before) return unanswerable('release-outside', 'The day is over.');
  if (size - before > furthest) return unanswerable('release-outside', `The day is more than ${furthest} days away.`);
  const values = new Float64Array(size).fill(Number.NaN);
  for (const { t, value } of kept) values[slotOf(t)] = value;
  return { values, before };
}

/** Mean of the days from `from` on as each way of going on predicts it, in units of noise. */
function pathsTo(
  prepared: Prepared,
  from: number,
): { all: { weight: number; mean: number; error: number }[]; count: number } {
  const { values, season, before } = prepared;
  const history = values.slice(0, before);
  const count = history.filter((value) => !Number.isNaN(value)).length;
  // Rises by 1 over the history; zero in the middle of its first week, where the level begins.
  const line = Float64Array.from(values, (_, t) => (t - (season - 1) / 2) / before);
  const lineThere = line.map((value, t) => (t < before && Number.isNaN(values[t] as number) ? Number.NaN : value));
  const asked = (own: Float64Array) => own.map((value, t) => (t < before ? value : t < from ? Number.NaN : 0));
  const meanAhead = (forecast: Float64Array) => meanOf(forecast.subarray(from - before));
  const lineAhead = meanOf(line.subarray(from));

  const paths = soundingsMethod.randomWalks.flatMap((walk) => {
    const past = filterLevel({ values: history, season, before, after: 0 }, walk, [line.subarray(0, before)]);
    const ahead = filterLevel({ values: asked(values), season, before, after: before }, walk, []);
    const lineBy = filterLevel({ values: asked(lineThere), season, before, after: before }, walk, []);
    const mean = meanAhead(ahead.forecast);
    const level = evidenceOf(past.historyLogF, past.historySurprise, count, 1);
    const logPrior = soundingsMethod.logPrior(walk);

    const fit = past.steps[0] ?? { information: 1, score: 0 };
    const information = fit.information - 1 / unknownStep;
    const known = information + 1 / trendVariance;
    const slope = fit.score / known;
    const trend = evidenceOf(
      past.historyLogF + Math.log(1 + trendVariance * information),
      past.historySurprise - fit.score ** 2 / known,
      count,
      1,
    );
    // What the line adds beyond what the level has followed of it already.
    const gained = lineAhead - meanAhead(lineBy.forecast);
    return [
      { evidence: level.evidence + logPrior, mean, variance: level.variance * ahead.meanVariance },
      {
        evidence: trend.evidence + logPrior,
        mean: mean + slope * gained,
        variance: trend.variance * (ahead.meanVariance + gained ** 2 / known),
      },
    ];
  });
  const stretch = errorInflation * Math.sqrt(1 + wildness * prepared.clippedSquare);
  const weights = weightsOf(paths.map(({ evidence }) => evidence));
  const all = paths.flatMap(({ mean, variance }, i) => {
    const weight = weights[i] ?? 0;
    return weight > 0 ? [{ weight, mean, error: stretch * Math.sqrt(variance) }] : [];
  });
  return { all, count };
}
