import { outages } from './base/outages.ts';
import { buckets } from './bucket.ts';
import type { UnusedControl } from './effect.ts';
import { deadFrom } from './findings/dead.ts';
import { jumpIn } from './findings/jump.ts';
import { meanOf, medianOf } from './mean-and-median.ts';
import { seasonProfile } from './season/season-profile.ts';

/** A sibling metric on the same slots, NaN where missing. */
export interface Control {
  name: string;
  values: Float64Array;
}

/** What the controls say about the metric: `explained` is to be taken off its logarithm, slot by slot. */
export interface Explained {
  explained: Float64Array;
  names: string[];
}

/** Undefined: none of them helps. Each that was given is in one of the two. */
export interface ControlsUsed {
  explained?: Explained;
  unused: UnusedControl[];
}

const most = 5;
const leastGain = 0.1;
const penalty = 10;
const largestWeight = 1.5;
const passes = 60;
const leastWeight = 0.05;
const wild = 6;
const memory = 3;
const completeEnough = 0.9;

/**
 * Takes out what a metric shares with siblings that the change does not touch: weather, holidays, campaigns, outages.
 *
 * Each control gets a weight between 0 and 1.5: ridge regression, on the history alone, of the metric's departures from its
 * last three values on the controls' departures from theirs (logarithms, season off, wild values clipped). The penalty is
 * worth ten more days of "no relation". Used only if at least a tenth of the variance goes.
 *
 * Assumes that the change leaves the controls alone: a control that moves with the release hides the effect.
 * Sources: Brodersen et al. 2015 (controls), Abadie et al. 2010 (weights not negative), Hoerl and Kennard 1970 (ridge).
 * Example: a control that goes +10% on the days on which the metric goes +8%: weight near 0.8.
 *
 * @param scaled logarithms of the metric
 */
export function explainByControls(
  scaled: Float64Array,
  controls: readonly Control[],
  season: number,
  before: number,
): ControlsUsed {
  const judged = controls.map(({ name, values }) => {
    const rest = values.slice();
    for (const slot of outages(values)) rest[slot] = Number.NaN;
    return { name, values: rest, why: whyUnfit(rest, scaled, season) };
  });
  const fit = judged.filter(({ why }) => why === undefined);
  const usable = fit.slice(0, most);
  const unused = [
    ...judged.flatMap(({ name, why }) => (why === undefined ? [] : [{ name, why }])),
    ...fit.slice(most).map(({ name }) => ({ name, why: 'five others are compared with already' })),
  ];
  if (usable.length === 0) return { unused };
  const logs = usable.map(({ values }) => fillGaps(values.map(Math.log)));
  const target = departures(scaled.subarray(0, before), season);
  const columns = logs.map((log) => departures(log.subarray(0, before), season));

  const rows: number[] = [];
  for (let t = 0; t < before; t++)
    if (!Number.isNaN(target[t] as number) && columns.every((c) => !Number.isNaN(c[t] as number))) rows.push(t);
  const y = rows.map((t) => target[t] as number);
  const x = columns.map((column) => rows.map((t) => column[t] as number));
  const weights = ridge(x, y);
  const rest = y.map((value, row) => value - x.reduce((sum, c, j) => sum + (weights[j] ?? 0) * (c[row] ?? 0), 0));
  if (!(varianceOf(rest) <= (1 - leastGain) * varianceOf(y))) {
    const why = 'it explains less than a tenth of how the metric varies';
    return { unused: [...unused, ...usable.map(({ name }) => ({ name, why }))] };
  }

  const explained = new Float64Array(scaled.length);
  logs.forEach((log, j) => {
    const centre = meanOf(log.subarray(0, before));
    for (let t = 0; t < explained.length; t++)
      explained[t] = (explained[t] ?? 0) + (weights[j] ?? 0) * ((log[t] ?? 0) - centre);
  });
  const counts = (j: number) => (weights[j] ?? 0) > leastWeight;
  return {
    explained: { explained, names: usable.flatMap(({ name }, j) => (counts(j) ? [name] : [])) },
    unused: [
      ...unused,
      ...usable.flatMap(({ name }, j) => (counts(j) ? [] : [{ name, why: 'it adds nothing to the others' }])),
    ],
  };
}

/** What it lacks: above zero throughout, varying, in one unit, and there on nine of ten days on which the metric is. Of hours every night is a jump. */
function whyUnfit(values: Float64Array, scaled: Float64Array, season: number): string | undefined {
  let wanted = 0;
  let there = 0;
  let alike = 0;
  for (let t = 0; t < scaled.length; t++) {
    if (Number.isNaN(scaled[t] as number)) continue;
    wanted++;
    const value = values[t] as number;
    if (value <= 0) return 'it has values at or below zero';
    if (!Number.isNaN(value)) there++;
    if (Math.log(value) === scaled[t]) alike++;
  }
  if (alike > completeEnough * wanted) return 'it is the metric itself';
  if (there < completeEnough * wanted) return 'it lacks more than a tenth of the days of the metric';
  if (new Set(values).size <= 4) return 'it hardly ever changes';
  const isOfDays = season === buckets.day.season;
  if (isOfDays && jumpIn(values, 0)) return 'it changes its unit, or what it counts';
  return deadFrom(values, isOfDays ? 'day' : 'hour') === undefined ? undefined : 'it stands still at its end';
}

/** A missing control says "as before". */
function fillGaps(values: Float64Array): Float64Array {
  let last = values.find((value) => !Number.isNaN(value)) ?? 0;
  return values.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
}

/** Season off, wild values clipped, less the mean of the last three: NaN where one of those is missing. */
export function departures(values: Float64Array, season: number): Float64Array {
  const profile = seasonProfile(values, season);
  const level = values.map((value, t) => value - (profile[t % season] ?? 0));
  const middle = medianOf(level);
  const reach = wild * 1.4826 * medianOf(level.map((value) => Math.abs(value - middle)));
  const clipped = level.map((value) => middle + Math.max(-reach, Math.min(reach, value - middle)));
  return clipped.map((value, t) => (t < memory ? Number.NaN : value - meanOf(clipped.subarray(t - memory, t))));
}

/** Coordinate descent on the ridge criterion, weights held between 0 and 1.5. */
function ridge(columns: number[][], target: number[]): number[] {
  const weights = columns.map(() => 0);
  const rest = [...target];
  const sizes = columns.map((column) => column.reduce((sum, value) => sum + value * value, 0));
  for (let pass = 0; pass < passes; pass++)
    columns.forEach((column, j) => {
      const size = sizes[j] ?? 0;
      const shrunk = size + penalty * varianceOf(column);
      if (!(shrunk > 0)) return;
      const old = weights[j] ?? 0;
      const score = column.reduce((sum, value, row) => sum + value * (rest[row] ?? 0), 0) + size * old;
      const next = Math.max(0, Math.min(largestWeight, score / shrunk));
      weights[j] = next;
      for (let row = 0; row < rest.length; row++) rest[row] = (rest[row] ?? 0) - (next - old) * (column[row] ?? 0);
    });
  return weights;
}

function varianceOf(values: number[]): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}
