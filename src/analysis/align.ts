import { buckets, countOf } from './bucket.ts';
import type { Control } from './controls.ts';
import type { NamedSeries, Question, Unanswerable, UnusedControl } from './effect.ts';
import type { Sample, Series } from './samples.ts';
import { samplingVariance } from './sampling-noise.ts';
import { yearBefore } from './season/last-year.ts';
import { seriesFault } from './series-fault.ts';
import { unanswerable } from './unanswerable.ts';

/**
 * A series as evenly spaced slots around a release. Missing buckets are NaN in their slot, so that the season keeps its
 * step: slot i and slot i + season are the same weekday. The release's own slots are NaN too.
 */
export interface Aligned {
  bucket: Series['bucket'];
  season: number;
  values: Float64Array;
  /** Start of each slot, epoch milliseconds. */
  starts: Float64Array;
  /** Slots 0 ... before - 1 lie before the release, after ... values.length - 1 behind it. */
  before: number;
  after: number;
  observedBefore: number;
  observedAfter: number;
  controls: Control[];
  /** Those that were given and cannot be laid beside it. */
  unfitControls: UnusedControl[];
  /** Variance of each slot's logarithm that comes from its size alone, where every sample tells its size. */
  sampling?: { variances: Float64Array; factorUnknown: boolean };
  /** What was measured 52 weeks before each slot, and half a week before the first and after the last; NaN where nothing was. */
  yearBefore: Float64Array;
  /** The sums behind each slot, where every sample has them. */
  parts?: { numerators: Float64Array; denominators: Float64Array };
  /** First slots of other releases that can be told apart from this one. */
  others: number[];
  /** Names of those that cannot. */
  sharedWith: string[];
  /** There are values later than those that are looked at. */
  isCut: boolean;
  /** Holidays that fall on the release. */
  holidaysAtRelease: string[];
}

/** Buckets of history that are looked at: older ones say little about now, and cost time. Of a year ago, only what the same weeks did: `season/last-year.ts`. */
export const longestHistory: Record<Series['bucket'], number> = { day: 180, hour: 672 };
/** Buckets after the release that are looked at. */
export const longestAfter: Record<Series['bucket'], number> = { day: 400, hour: 2160 };
/** Start of a bucket in local time may be an hour off; a bucket may touch the release by that much. */
const tolerance = 0.1;

/** Fewest observed buckets before a release that may carry a verdict: four weeks, of hours two, or nobody knows what a weekend does to them. */
const fewest: Record<Series['bucket'], number> = { day: 28, hour: 336 };
export const fewestBefore = (bucket: Series['bucket']): number => fewest[bucket];

/**
 * Cuts the question's series into slots, or names why it cannot be answered. A bucket that overlaps [releaseFrom, releaseTo)
 * is the release's; one that is not over by `until` is not looked at.
 */
export function align(question: Question): Aligned | Unanswerable {
  const { series, releaseFrom, releaseTo, until } = question;
  const { bucket } = series;
  const { length, season, word } = buckets[bucket];
  const fault = seriesFault(series);
  if (fault) return fault;
  if (!(releaseFrom <= releaseTo) || !Number.isFinite(until) || !Number.isFinite(releaseTo))
    return unanswerable('release-outside', 'The time of the release is not a time.');
  if (releaseFrom >= until) return unanswerable('release-outside', 'The release is in the future.');

  const slack = tolerance * length;
  const isBefore = ({ t }: Sample) => t + length <= releaseFrom + slack;
  const oldest = releaseFrom - (longestHistory[bucket] + tolerance) * length;
  const longest = releaseTo + longestAfter[bucket] * length + slack;
  const newest = Math.min(until + slack, longest);
  const kept = series.samples.filter(({ t }) => t >= oldest && t + length <= newest);
  const first = kept[0];
  const last = kept.at(-1);
  if (series.samples.every((sample) => !isBefore(sample)))
    return unanswerable('release-outside', 'The release lies before the first value.');
  if (!first || !last || last.t + (1 + tolerance) * length < releaseFrom)
    return unanswerable('release-outside', 'The release lies after the last value.');

  const slotOf = (t: number) => Math.round((t - first.t) / length);
  const size = slotOf(last.t) + 1;
  const values = new Float64Array(size).fill(Number.NaN);
  const starts = new Float64Array(size).map((_, slot) => first.t + slot * length);
  const variances = new Float64Array(size).fill(Number.NaN);
  const parts = { numerators: values.slice(), denominators: values.slice() };
  let sized = true;
  let observedBefore = 0;
  let observedAfter = 0;
  const holidays = bucket === 'day' ? (question.holidays ?? []) : [];
  const isHoliday = (t: number) => holidays.some((holiday) => Math.abs(t - holiday.t) < length / 2);
  for (const sample of kept) {
    if (isHoliday(sample.t)) continue;
    const slot = slotOf(sample.t);
    starts[slot] = sample.t;
    if (isBefore(sample)) observedBefore++;
    else if (sample.t >= releaseTo - slack) observedAfter++;
    else continue;
    values[slot] = sample.value;
    parts.numerators[slot] = sample.numerator ?? Number.NaN;
    parts.denominators[slot] = sample.denominator ?? Number.NaN;
    const variance = samplingVariance(sample);
    if (variance === undefined) sized = false;
    else variances[slot] = variance;
  }
  const before = Math.max(0, starts.findLastIndex((t) => t + length <= releaseFrom + slack) + 1);
  const found = starts.findIndex((t, slot) => slot >= before && t >= releaseTo - slack);
  const after = found < 0 ? size : found;

  const wantedBefore = question.minimumBefore ?? fewestBefore(bucket);
  if (observedBefore < wantedBefore)
    return unanswerable(
      'too-few-before',
      `There ${observedBefore === 1 ? 'is' : 'are'} ${countOf(bucket, observedBefore)} with a value before the release; ${wantedBefore} are needed.`,
    );
  const wantedAfter = question.minimumAfter ?? season;
  if (observedAfter < Math.max(1, wantedAfter))
    return unanswerable(
      'too-few-after',
      `There ${observedAfter === 1 ? 'is' : 'are'} ${countOf(bucket, observedAfter)} with a value since the release; ${wantedAfter} ${wantedAfter === 1 ? 'is' : 'are'} needed.`,
    );
  const seen = values.slice(0, before).filter((value) => !Number.isNaN(value));
  if (seen.every((value) => value === seen[0]))
    return unanswerable(
      'constant',
      `The value was the same on every ${word} before the release: there is no telling what is usual.`,
    );
  // A control that is not fit for use is left out: it may help, it is not what was asked about.
  const { fit, unfit } = fitControls(question.controls ?? [], bucket);
  const controls = fit.map((control) => {
    const aside = new Float64Array(size).fill(Number.NaN);
    for (const { t, value } of control.series.samples) {
      const slot = slotOf(t);
      if (slot >= 0 && slot < size) aside[slot] = value;
    }
    return { name: control.name, values: aside };
  });
  return {
    bucket,
    season,
    values,
    starts,
    before,
    after,
    observedBefore,
    observedAfter,
    controls,
    unfitControls: unfit,
    yearBefore:
      bucket === 'day'
        ? yearBefore([...(question.earlier ?? []), ...series.samples], first.t, size)
        : new Float64Array(0),
    ...(kept.every(({ numerator, denominator }) => numerator !== undefined && denominator !== undefined)
      ? { parts }
      : {}),
    ...(sized ? { sampling: { variances, factorUnknown: kept.every(isQuantile) } } : {}),
    isCut:
      until + slack > longest && series.samples.some(({ t }) => t + length > longest && t + length <= until + slack),
    ...partReleases(question, starts, before, after),
    holidaysAtRelease: holidays.filter(({ t }) => Math.abs(t - releaseFrom) < length / 2).map(({ name }) => name),
  };
}

/** Siblings that can be laid beside a metric, and why the others cannot. */
export function fitControls(
  controls: readonly NamedSeries[],
  bucket: Series['bucket'],
): { fit: NamedSeries[]; unfit: UnusedControl[] } {
  const fit: NamedSeries[] = [];
  const unfit: UnusedControl[] = [];
  for (const control of controls) {
    const { name, series } = control;
    const fault = series.bucket === bucket ? seriesFault(series)?.text : `It has values by the ${series.bucket}.`;
    if (fault === undefined) fit.push(control);
    else unfit.push({ name, why: fault.charAt(0).toLowerCase() + fault.slice(1).replace(/\.$/, '') });
  }
  return { fit, unfit };
}

/** Only its size is known, not its spread. */
function isQuantile({ numerator, stddev, n }: Sample): boolean {
  return n !== undefined && numerator === undefined && stddev === undefined;
}

/** Fewer days between two releases than this leave too little to tell their effects apart. */
const apart = { day: 7, hour: 24 } as const;
const mostOthers = 8;

/** Which other releases get a step of their own; those within a week of this one, or of a step already taken, share it. */
export function partReleases(
  { otherReleases = [], series }: Pick<Question, 'otherReleases' | 'series'>,
  starts: Float64Array,
  before: number,
  after: number,
): Pick<Aligned, 'others' | 'sharedWith'> {
  const wanted = apart[series.bucket];
  const others: number[] = [];
  const sharedWith: string[] = [];
  for (const { name, at } of [...otherReleases].sort((a, b) => b.at - a.at)) {
    const slot = starts.findIndex((t) => t >= at);
    if (at < (starts[0] ?? 0) || slot < wanted || slot > starts.length - 2) continue;
    if (slot > before - wanted && slot < after + wanted) sharedWith.push(name);
    else if (others.length < mostOthers && others.every((other) => Math.abs(other - slot) >= wanted)) others.push(slot);
  }
  return { others, sharedWith };
}
