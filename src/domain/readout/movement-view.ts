import type { Effect } from '../../analysis/effect.ts';
import type { Sample, Series } from '../../analysis/samples.ts';
import { whatShows } from '../../analysis/what-shows.ts';
import { releaseBucket } from '../bet/schedule.ts';
import { day } from '../day.ts';
import { levelBetween } from '../metric/baseline.ts';
import { type WeekLevel, week, weekLevels } from '../metric/weeks.ts';
import { lookAlpha } from './look-alpha.ts';
import type { MovementReadout, Readout } from './readout.ts';

/** A movement with what is said of its figures. */
export interface MovementView extends MovementReadout {
  /** In epoch milliseconds: start of the day of the release, and end of the last day looked at. */
  window: { from: number; end: number };
  /** Mean of the 28 days before the release; in an experiment of the group with the change. */
  before?: number;
  /** Weeks counted from the release, with what would have been without it. */
  weeks: (WeekLevel & { without?: number })[];
  /** Where there is an effect. */
  precision?: Precision;
}

export interface Precision {
  /** How sure its interval is: 0.95. */
  sureness: number;
  /** Wider than the look asks for, because several movements share the chance of a false alarm. */
  isWidened: boolean;
  /** Whole days with data. */
  days: { before: number; after: number };
  /** The smallest change that these days would have shown; absent where they leave more open than that. */
  shows?: number;
  /** How many more would tell whether it moved as expected; absent without an expectation, or where it cannot be said. */
  moreDays?: number;
}

type Look = Pick<Readout, 'afterDays' | 'interim' | 'shippedAt' | 'movements'>;

export function viewMovement(measured: MovementReadout, look: Look): MovementView {
  const { answer, series } = measured;
  const window = windowOf(look, series);
  const { from, end } = window;
  const before = levelBetween(series, from - 28 * day, from);
  const effect = answer.kind === 'effect' ? answer : undefined;
  return {
    ...measured,
    window,
    ...(before === undefined ? {} : { before }),
    weeks: weeksAround(series, effect, from, end),
    ...(effect ? { precision: precisionOf(effect, measured, look) } : {}),
  };
}

function windowOf({ shippedAt, afterDays }: Look, series: Series): MovementView['window'] {
  const { from, to } = releaseBucket(shippedAt, { ...series, bucket: 'day' });
  return { from, end: to + afterDays * day };
}

function precisionOf(
  effect: Effect,
  { series, expected }: MovementReadout,
  { afterDays, interim, movements }: Look,
): Precision {
  const usual = 1 - lookAlpha(afterDays, interim);
  const sureness = effect.confidence ?? usual;
  const after = daysOfData(effect.bucketsAfter, series);
  const hope = expected && Math.min(Math.abs(expected.low), Math.abs(expected.high));
  const shows = whatShows(effect);
  return {
    sureness,
    isWidened: !effect.arms && movements.length > 1 && sureness > usual + 1e-9,
    days: { before: daysOfData(effect.bucketsBefore, series), after },
    ...(shows === undefined ? {} : { shows }),
    // An effect half the size takes four times the data. Rough, because a metric that wanders gains less.
    ...(hope && Number.isFinite(effect.detectable)
      ? { moreDays: Math.ceil(after * (effect.detectable / hope) ** 2) - after }
      : {}),
  };
}

/** Hours of data in whole days. */
function daysOfData(buckets: number, { bucket }: Series): number {
  return bucket === 'hour' ? Math.max(1, Math.round(buckets / 24)) : buckets;
}

const weeksBefore = 4;
const mostWeeksAfter = 8;

/** Nothing before the release is held against anything in an experiment. */
function weeksAround(series: Series, effect: Effect | undefined, release: number, end: number): MovementView['weeks'] {
  if (effect?.arms?.totals) return [];
  const after = Math.min(mostWeeksAfter, Math.ceil((end - release - day) / week));
  const before = effect?.arms ? 0 : weeksBefore;
  const starts = Array.from({ length: before + after }, (_, at) =>
    at < before ? release - (before - at) * week : release + day + (at - before) * week,
  );
  const denominators = new Map(series.samples.map(({ t, denominator }) => [t, denominator]));
  return weekLevels(series, starts, end).map((one) => {
    const points = effect?.counterfactual.filter(({ t }) => t >= one.from && t < one.from + week) ?? [];
    if (points.length === 0) return one;
    // The level of a ratio is sum by sum, so what would have been weighs as many as there were on the day.
    const samples = points.map(({ t, expected }): Sample => {
      const denominator = denominators.get(t);
      return { t, value: expected, ...(denominator ? { denominator, numerator: expected * denominator } : {}) };
    });
    const without = levelBetween({ ...series, samples }, one.from, one.from + week);
    return without === undefined ? one : { ...one, without };
  });
}
