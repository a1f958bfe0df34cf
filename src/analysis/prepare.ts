import type { Aligned } from './align.ts';
import { outages } from './base/outages.ts';
import { type Scale, scaleOf } from './base/scale.ts';
import { buckets } from './bucket.ts';
import { type Explained, explainByControls } from './controls.ts';
import type { UnusedControl } from './effect.ts';
import { freakDays } from './freak-days.ts';
import { hampelFilter } from './hampel-filter.ts';
import { localVarianceOf, meanSquare } from './local-variance.ts';
import { meanOf } from './mean-and-median.ts';
import type { Amounts } from './model/effect-fits.ts';
import { lastingSteps } from './model/lasting-steps.ts';
import type { FilterInput } from './model/level-model.ts';
import type { Method } from './model/method.ts';
import { type Stretch, stretchOf, withoutStretch } from './model/stretch.ts';
import { slotNoise } from './sampling-noise.ts';
import { type HoursOfWeek, hoursOfWeek } from './season/hours-of-week.ts';
import { lastYear } from './season/last-year.ts';
import { seasonProfile } from './season/season-profile.ts';

/** Slots ready for the filter: scaled, outliers filtered, in units of the day-to-day noise (`unit`, on the scale). */
export interface Prepared extends FilterInput {
  /** Where the scale is logarithmic: what was measured. */
  amounts?: Amounts;
  /** Days of the window that are unlike those before and after them. */
  stretch?: Stretch;
  scale: Scale;
  unit: number;
  /** Mean square of what the Hampel filter took off the days before, in units. */
  clippedSquare: number;
  /** What a level can be at all: a count or an amount that is never below zero, a share that is never above one. */
  bounds: { least: number; most: number };
  /** How many were counted before the release, where whole numbers are. */
  countedBefore?: number;
  /**
   * Error of the step that the days' own spread gives, before and after, in units; of logarithms none. A few zeros before a release have no
   * spread, what is counted after it has.
   */
  leastError: number;
  /** Slots of zero that were left aside: an outage, while all around it lies far from zero. */
  outages: number;
  /** Slots since the release that stand alone, and were left aside. */
  freakDays: number[];
  /** What was measured, without the slots that are left aside. */
  kept: Float64Array;
  /** What control series, and of hours the week, explain of each slot, on the scale; and which series. */
  explained?: Explained;
  /** Control series that explain nothing of it, or could not. */
  unusedControls: UnusedControl[];
}

/** Below this many values after the release none is called an outlier. */
const fewestToTame = 4;
/** Of the noise of counts. */
const quieter = 0.5;
/** Noise smaller than this share of the values' size is rounding, not noise. */
const smallest = 1e-10;

/**
 * Scale, take the season off, filter outliers before and after each on their own (or a step would look like one), put the
 * season back. Undefined: once the season is off nothing varies. Every week the same to the last digit is a plan or a fault of the
 * source, not a measurement: what is left of it is the profile's own shrinking, which must not pass for noise.
 */
export function prepare(
  aligned: Pick<Aligned, 'values' | 'season' | 'before' | 'after' | 'controls'> &
    Partial<Pick<Aligned, 'others' | 'sampling' | 'parts' | 'yearBefore'>>,
  {
    hampelThreshold,
    freakDaysBeyond,
    partsLastingSteps,
    shapes,
  }: Pick<Method, 'hampelThreshold' | 'freakDaysBeyond' | 'partsLastingSteps' | 'shapes'>,
): Prepared | undefined {
  const { season, before, after, controls } = aligned;
  const { values, aside } = withoutOutages(aligned.values, before, after);
  const scale = scaleOf(values, before);
  const raw = values.map(scale.to);
  const { explained: ofControls, unused } =
    scale.kind === 'log'
      ? explainByControls(raw, controls, season, before)
      : { unused: controls.map(({ name }) => ({ name, why: 'the metric itself has values at or below zero' })) };
  const ownPart = raw.map((value, t) => value - (ofControls?.explained[t] ?? 0));
  const ofWeek = season === buckets.hour.season ? hoursOfWeek(ownPart, before) : undefined;
  const explained = withWeek(ofControls, ofWeek, raw.length);
  const scaled = explained ? raw.map((value, t) => value - (explained.explained[t] ?? 0)) : raw;
  const history = scaled.subarray(0, before);
  const size = history.reduce((most, v) => (Number.isNaN(v) ? most : Math.max(most, Math.abs(v))), 0);
  const negligible = smallest * Math.max(1, size);
  if (repeats(history, season, negligible)) return undefined;
  const profile = seasonProfile(history, season);
  const level = scaled.map((value, t) => value - (profile[t % season] ?? 0));
  const { filtered, distances, noise } = hampelFilter(level.subarray(0, before), hampelThreshold);
  if (!(noise > negligible)) return undefined;
  const off = filtered.map((value, t) => (((level[t] ?? 0) - value) / noise) ** 2);
  level.set(filtered);
  const usual = meanSquare(distances);
  const localVariance = new Float64Array(level.length).fill(1);
  localVariance.set(localVarianceOf(distances, usual));
  const late = level.subarray(after);
  const seen = values.filter((value) => !Number.isNaN(value));
  const least = seen.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  const isCount = least === 0 && !aligned.parts && seen.every(Number.isInteger);
  // A single freak day carries no effect: it is left aside as if it were missing.
  // Whole numbers that varied by much less than counts do are no counts by chance.
  const isByChance = isCount && noise > quieter * noiseOfCounts(meanOf(values.subarray(0, before)), scale);
  const usualNoise = Math.max(noise, isByChance ? noiseOfCounts(meanOf(values.subarray(after)), scale) : 0);
  const alone = freakDaysBeyond === undefined ? [] : freakDays(late, usualNoise, freakDaysBeyond, season);
  for (const day of alone) late[day] = Number.NaN;
  const apart =
    shapes && season === buckets.day.season ? stretchOf(late, usualNoise, level.subarray(0, before)) : undefined;
  const stretch = apart && isOfOthers(apart, after, aligned.others ?? []) ? undefined : apart;
  if (late.filter((value) => !Number.isNaN(value)).length >= fewestToTame) {
    const calmed = hampelFilter(stretch ? withoutStretch(late, stretch) : late, hampelThreshold);
    if (freakDaysBeyond === undefined) late.set(calmed.filtered);
    localVariance.set(localVarianceOf(calmed.distances, usual), after);
  }
  const ready = level.map((value, t) => (value + (profile[t % season] ?? 0)) / noise);
  const bounds = { least, most: aligned.parts && seen.every((value) => value <= 1) ? 1 : Number.POSITIVE_INFINITY };
  // Counts vary by chance alone at least as Poisson's do; one more than were seen might have been.
  const ofCounts = (counts: Float64Array) => (isCount ? (sumOf(counts) + 1) / (counts.length * scale.from(1)) ** 2 : 0);
  const sizes = aligned.sampling;
  const bySize = scale.kind === 'log' && sizes ? slotNoise(sizes.variances, sizes.factorUnknown, noise) : undefined;
  // What the week does was learned from the hours before, and fits them better than those since.
  const own = ofWeek ? values.map((_, t) => (bySize?.[t] ?? 1) * (t >= after ? ofWeek.inflation : 1)) : bySize;
  const year =
    ofControls || !aligned.yearBefore?.length ? undefined : lastYear(aligned.yearBefore, scale, season, before);
  const filtering = {
    values: ready,
    ...(year ? { lastYear: year.map((value) => value / noise) } : {}),
    season,
    before,
    others: aligned.others ?? [],
    ...(own ? { noise: own } : {}),
    localVariance,
  };
  const canTell = partsLastingSteps && scale.kind === 'log' && season === buckets.day.season;
  const steps = canTell ? lastingSteps(filtering) : [];
  return {
    ...filtering,
    after,
    others: [...filtering.others, ...steps],
    scale,
    unit: noise,
    ...(stretch ? { stretch } : {}),
    ...(scale.kind === 'log'
      ? {
          amounts: {
            unit: noise,
            values: ready.map((value, t) => Math.exp(value * noise + (explained?.explained[t] ?? 0))),
          },
        }
      : {}),
    clippedSquare: meanOf(off),
    outages: aside,
    freakDays: alone.map((day) => after + day),
    kept: values.map((value, slot) => (alone.includes(slot - after) ? Number.NaN : value)),
    unusedControls: unused,
    bounds,
    ...(isCount ? { countedBefore: sumOf(values.subarray(0, before)) } : {}),
    leastError:
      scale.kind === 'log'
        ? 0
        : Math.sqrt(
            Math.max(meanError(level.subarray(0, before)), ofCounts(values.subarray(0, before))) +
              Math.max(meanError(late), ofCounts(values.subarray(after))),
          ) / noise,
    ...(explained ? { explained } : {}),
  };
}

/** The rhythm of the week is taken off hours as what siblings explain is. */
function withWeek(explained: Explained | undefined, ofWeek: HoursOfWeek | undefined, slots: number) {
  if (!ofWeek) return explained;
  const { profile } = ofWeek;
  const both = Float64Array.from(
    { length: slots },
    (_, t) => (explained?.explained[t] ?? 0) + (profile[t % profile.length] as number),
  );
  return { explained: both, names: explained?.names ?? [] };
}

/** Before the release every outage is left aside, since it one that stands alone: of several in a row it may be the cause. */
function withoutOutages(values: Float64Array, before: number, after: number): { values: Float64Array; aside: number } {
  const found = outages(values).filter(
    (slot, i, all) => slot < before || (slot >= after && all[i - 1] !== slot - 1 && all[i + 1] !== slot + 1),
  );
  if (found.length === 0) return { values, aside: 0 };
  const rest = values.slice();
  for (const slot of found) rest[slot] = Number.NaN;
  return { values: rest, aside: found.length };
}

/** Where another release begins or ends it, that has a step of its own there. */
function isOfOthers({ from, to }: Stretch, after: number, others: readonly number[]): boolean {
  return others.some((slot) => [from, to].some((edge) => edge > 0 && Math.abs(after + edge - slot) <= beside));
}

/** Slots between a release and what it does at once. */
const beside = 1;

function repeats(values: Float64Array, season: number, least: number): boolean {
  const changes = values.subarray(season).map((value, i) => Math.abs(value - (values[i] as number)));
  return changes.some((change) => !Number.isNaN(change)) && !changes.some((change) => change > least);
}

/** Chance alone makes counts vary by the root of their mean. */
const noiseOfCounts = (mean: number, scale: Scale) =>
  scale.kind === 'log' ? 1 / Math.sqrt(mean) : Math.sqrt(mean) / scale.from(1);

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + (value || 0), 0);

/** Variance of the mean of these values, by how far each lies from the one before: a slow drift is no noise (von Neumann et al. 1941). */
function meanError(values: Float64Array): number {
  const there = values.filter((value) => !Number.isNaN(value));
  const steps = there.subarray(1).map((value, i) => (value - (there[i] as number)) ** 2 / 2);
  return steps.length === 0 ? 0 : meanOf(steps) / there.length;
}
