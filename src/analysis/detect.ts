import { type Aligned, fewestBefore, fitControls, longestHistory, partReleases } from './align.ts';

import { inUnit, measuredIn } from './base/size-of.ts';
import { buckets, countOf } from './bucket.ts';
import type { Detectable, NamedSeries, Question, Unanswerable } from './effect.ts';
import { detectableOf, reachOf, unusedOf } from './effect-of.ts';
import { meanOf } from './mean-and-median.ts';
import { soundingsMethod } from './model/method.ts';
import { type Believed, estimateStep } from './model/step-estimate.ts';
import type { Answer } from './model/t-mixture.ts';
import { prepare } from './prepare.ts';
import type { Sample, Series } from './samples.ts';
import { yearBefore } from './season/last-year.ts';
import { seriesFault } from './series-fault.ts';
import { unanswerable } from './unanswerable.ts';

/** No window is longer than this, in days. */
const longestWindow = 400;
/** More than this cannot be called a promise. */
const hopeless = 0.5;
/** The level that a change is held against, before it is made. */
const levelDays = 28;
/** Windows, in days, that are tried for one that would do. */
const windows = [7, 14, 21, 28, 42, 56, 90, 180];

/** What a readout will know of the history: the siblings that are used where they explain enough of it, the releases of others, and the year before. */
export interface Beside extends Pick<Question, 'controls' | 'otherReleases' | 'earlier'> {
  /** What is hoped for, of which the sign counts alone: a fall of a third is seen like a rise by half. Absent: rises and falls alike. */
  towards?: number;
}

/**
 * What a window of days after a release could show, from the metric's history alone: the slots to come are filled with the
 * forecast and analysed as if they had been measured. An effect of this size is found 4 times of 5.
 */
export function smallestDetectable(series: Series, windowDays: number, beside: Beside = {}): Detectable | Unanswerable {
  const seen = whatShows(series, windowDays, beside);
  if ('kind' in seen) return seen;
  const { relative, used, inUnit, unusedControls } = seen;
  return {
    kind: 'detectable',
    windowDays,
    relative,
    ...(inUnit ? { inUnit } : {}),
    ...(relative > hopeless ? { hopeless: true } : {}),
    ...(used.length ? { controls: used } : {}),
    ...(unusedControls ? { unusedControls } : {}),
  };
}

/**
 * The shortest window longer than `windowDays` that could show a relative change of this size, if any of half a year could.
 *
 * @param shows what a window of so many days could show
 */
export function shortestWindow(
  relative: number,
  windowDays: number,
  shows: (days: number) => Detectable | Unanswerable,
): number | undefined {
  return windows.find((days) => {
    if (days <= windowDays) return false;
    const seen = shows(days);
    return seen.kind === 'detectable' && seen.relative <= Math.abs(relative);
  });
}

/**
 * The candidate with which a window shows the smallest change, if that is no larger than `relative`: the first of equals.
 * Picked by the past alone, before anything happened, so that trying several does not raise false alarms.
 *
 * @param shows what the window could show beside a candidate
 */
export function helpfulControl(
  relative: number,
  candidates: readonly NamedSeries[],
  shows: (candidate: NamedSeries) => Detectable | Unanswerable,
): { name: string; relative: number } | undefined {
  let best: { name: string; relative: number } | undefined;
  for (const candidate of candidates) {
    const seen = shows(candidate);
    if (seen.kind !== 'detectable' || seen.relative > Math.abs(relative)) continue;
    if (!seen.controls?.includes(candidate.name)) continue;
    if (!best || seen.relative < best.relative) best = { name: candidate.name, relative: seen.relative };
  }
  return best;
}

/** The size that a window shows, and the siblings that make it this small. */
function whatShows(
  series: Series,
  windowDays: number,
  beside: Beside,
): ({ relative: number; used: string[] } & Pick<Detectable, 'inUnit' | 'unusedControls'>) | Unanswerable {
  const { season, length, word } = buckets[series.bucket];
  const slots = Math.round((Math.min(windowDays, longestWindow) * buckets.day.length) / length);
  if (!(slots >= 1)) return unanswerable('too-few-after', `The window is shorter than a ${word}.`);
  const history = historyOf(series, slots, beside);
  if ('kind' in history) return history;
  const { before } = history;
  const prepared = prepare({ ...history, season, after: before }, soundingsMethod);
  if (!prepared)
    return unanswerable('constant', `The value repeats itself exactly: there is no telling what is usual.`);
  // Any number would do: only that the slots are there matters, what is in them is replaced by the forecast.
  prepared.values.fill(0, before);
  prepared.localVariance?.fill(varianceToCome(prepared.localVariance.subarray(0, before), season), before);
  const estimates = estimateStep(prepared, soundingsMethod, 'historyEvidence');
  const recent = Math.max(0, before - Math.round((levelDays * buckets.day.length) / length));
  const level = measuredIn(history, recent, before);
  const expected = expectedOf(estimates);
  const powerMargin = estimates[0]?.estimate.powerMargin ?? 0;
  const reach = prepared.scale.from(reachOf(expected, 0.05) * prepared.unit);
  const told = inUnit(prepared, level, { value: 0, low: -reach, high: reach });
  const relative = detectableOf(
    prepared,
    { expected, powerMargin },
    soundingsMethod,
    told?.base ?? level,
    beside.towards,
  );
  return {
    relative,
    used: prepared.explained?.names ?? [],
    ...(told ? { inUnit: told } : {}),
    ...unusedOf(history, prepared),
  };
}

/** Wild weeks go on for a while: the window is expected to be half as unlike the usual as the last two weeks (two days of hours). */
function varianceToCome(localVariance: Float64Array, season: number): number {
  return (1 + meanOf(localVariance.subarray(-2 * season))) / 2;
}

/**
 * What each estimate would answer if all came as they forecast together: where they differ, one takes for an effect what the other foresaw. Growth of a few days is left out: it is
 * mostly chance, and the window will tell.
 */
function expectedOf(estimates: readonly Believed[]): Answer[] {
  const kept = estimates.filter(({ along }) => typeof along !== 'object');
  const all = kept.reduce((sum, { weight }) => sum + weight, 0);
  const means = kept.map(({ estimate }) => meanOf(estimate.forecast));
  const together = kept.reduce((sum, { weight }, i) => sum + (weight / all) * (means[i] as number), 0);
  return kept.map(({ estimate, weight }, i) => ({
    step: together - (means[i] as number),
    error: estimate.expectedError,
    freedom: estimate.freedom,
    weight: weight / all,
  }));
}

/** The latest history as slots, followed by `slots` empty ones. */
function historyOf(
  series: Series,
  slots: number,
  { controls: siblings = [], otherReleases, earlier = [] }: Beside,
):
  | (Pick<Aligned, 'values' | 'before' | 'controls' | 'unfitControls' | 'others' | 'yearBefore'> &
      Partial<Pick<Aligned, 'parts'>>)
  | Unanswerable {
  const fault = seriesFault(series);
  if (fault) return fault;
  const { length, word } = buckets[series.bucket];
  const last = series.samples.at(-1)?.t ?? 0;
  const kept = series.samples.filter(({ t }) => t > last - (longestHistory[series.bucket] - 0.5) * length);
  const first = kept[0]?.t ?? 0;
  const wanted = fewestBefore(series.bucket);
  if (kept.length < wanted)
    return unanswerable(
      'too-few-before',
      `There ${kept.length === 1 ? 'is' : 'are'} ${countOf(series.bucket, kept.length)} with a value; ${wanted} are needed.`,
    );
  if (kept.every(({ value }) => value === kept[0]?.value))
    return unanswerable('constant', `The value was the same on every ${word}: there is no telling what is usual.`);
  const before = Math.round((last - first) / length) + 1;
  const place = (samples: Series['samples'], part: (sample: Sample) => number | undefined = ({ value }) => value) => {
    const values = new Float64Array(before + slots).fill(Number.NaN);
    for (const sample of samples) {
      const slot = Math.round((sample.t - first) / length);
      if (slot >= 0 && slot < before) values[slot] = part(sample) ?? Number.NaN;
    }
    return values;
  };
  const summed = kept.every(({ numerator, denominator }) => numerator !== undefined && denominator !== undefined);
  const parts = {
    numerators: place(kept, ({ numerator }) => numerator),
    denominators: place(kept, ({ denominator }) => denominator),
  };
  const { fit, unfit } = fitControls(siblings, series.bucket);
  const controls = fit.map(({ name, series: { samples } }) => ({ name, values: place(samples) }));
  const starts = Float64Array.from({ length: before + slots }, (_, slot) => first + slot * length);
  const { others } = partReleases({ series, ...(otherReleases ? { otherReleases } : {}) }, starts, before, before);
  return {
    ...{ values: place(kept), before, controls, others, unfitControls: unfit, ...(summed ? { parts } : {}) },
    yearBefore:
      series.bucket === 'day'
        ? yearBefore([...earlier, ...series.samples], first, before + slots)
        : new Float64Array(0),
  };
}
