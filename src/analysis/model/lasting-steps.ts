import { medianOf } from '../mean-and-median.ts';
import { filterLevel } from './level-filter.ts';
import type { FilterInput, RandomWalk } from './level-model.ts';
import { evidenceOf, logSum } from './model-average.ts';

/** One or two lasting steps are events. A metric that has more moves like that, and may do so again. */
const mostSteps = 2;
/** Less history does not tell that a step is rare. */
const fewestSlots = 56;
/** Slots from either end, and from another step, in which none can be told. */
const apart = 7;
/** Slots on either side of a place that are looked at first, and noises between their means that make it worth asking. */
const [reach, worthAsking] = [3, 3];
const mostAsked = 6;
/** Log of the odds, against a level that walks there by itself, at which a step is believed. One of 180 slots is chosen for it, which alone costs 5. */
const certain = 7;
/** Without memory: it costs time, and makes no difference between a walk and a step. */
const walks: RandomWalk[] = [1e-5, 1e-3, 0.01, 0.1, 0.3, 1, 3, 10].map((drift) => ({ drift, memory: 0 }));

/**
 * Slots from which on the level of the history is another, at once and for good, and nobody said why: a release of others, a price, a new count. Each gets a step of
 * its own, like a release that is known. Counted as what the level does by itself it would widen every interval for months.
 *
 * For the few places with the largest jump: the evidence of a walk with a step there over that of a walk without, summed over how fast the level may walk (Bayes
 * factor); steps are taken one after the other, the best first. Assumes that such a step is rare: of more than two none is taken, and none where the history is short.
 * Source: Harvey and Koopman 1992 (breaks of the level). Example: 90 days around 100, 90 days around 120, noise 4: slot 90.
 */
export function lastingSteps(input: Omit<FilterInput, 'after'>): number[] {
  const found: number[] = [];
  if (input.before < fewestSlots) return found;
  while (found.length <= mostSteps) {
    const next = mostLikely(input, found);
    if (next === undefined) return found.sort((a, b) => a - b);
    found.push(next);
  }
  return [];
}

function mostLikely(input: Omit<FilterInput, 'after'>, found: number[]): number | undefined {
  const { values, season, before, others = [], noise, localVariance } = input;
  const known = [...others, ...found];
  const asked = jumps(values.subarray(0, before), season, known);
  if (asked.length === 0) return undefined;
  const from = Math.min(...asked);
  const history: FilterInput = {
    values: values.subarray(0, before),
    season,
    before: from,
    after: from,
    others: known,
    ...(noise ? { noise } : {}),
    ...(localVariance ? { localVariance } : {}),
  };
  const shapes = asked.map((at) => Float64Array.from({ length: before - from }, (_, i) => Number(from + i >= at)));
  const count = history.values.filter((value) => !Number.isNaN(value)).length;
  const models = walks.map((walk) => filterLevel(history, walk, shapes));
  const without = logSum(models.map(({ noStep }) => evidenceOf(noStep.logF, noStep.surprise, count, 1).evidence));
  const odds = asked.map((_, k) => {
    const fits = models.map(({ steps }) => steps[k] as (typeof steps)[number]);
    return logSum(fits.map(({ logF, surprise }) => evidenceOf(logF, surprise, count, 2).evidence)) - without;
  });
  const best = Math.max(...odds);
  return best > certain ? asked[odds.indexOf(best)] : undefined;
}

/** The places with the largest distance between the few slots on either side, the week's rhythm aside. */
function jumps(values: Float64Array, season: number, known: number[]): number[] {
  const sizes: { at: number; size: number }[] = [];
  const weekBefore = (t: number) => (values[t] as number) - (values[t - season] as number);
  for (let at = season + reach; at + apart <= values.length; at++) {
    if (known.some((other) => Math.abs(other - at) < apart)) continue;
    const [early, late] = [mean(weekBefore, at - reach, at), mean(weekBefore, at, at + reach)];
    const size = Math.abs(late - early);
    if (size > worthAsking && stays(values, at, season, size)) sizes.push({ at, size });
  }
  return sizes
    .sort((a, b) => b.size - a.size)
    .slice(0, mostAsked)
    .map(({ at }) => at);
}

/** Most of it is there in most of two weeks. A few days of a campaign or an outage are no step. */
function stays(values: Float64Array, at: number, season: number, size: number): boolean {
  const usual = values.subarray(Math.max(0, at - 2 * season), at);
  const since = values.subarray(at, at + 2 * season);
  return Math.abs(medianOf(since) - medianOf(usual)) > size / 2;
}

/** Over the slots [from, to) that have one. */
function mean(of: (t: number) => number, from: number, to: number): number {
  let [sum, seen] = [0, 0];
  for (let t = from; t < to; t++) {
    const value = of(t);
    if (Number.isNaN(value)) continue;
    sum += value;
    seen++;
  }
  return sum / seen;
}
