/** How a level walks at random: `drift` is the variance that the level gains a step, `memory` how much of today's deviation is left tomorrow. */
export interface RandomWalk {
  drift: number;
  memory: number;
}

/** Slots in units of noise, NaN where missing. `before`: first slot that is not history; `after`: first slot that can carry the step. */
export interface FilterInput {
  values: Float64Array;
  season: number;
  before: number;
  after: number;
  /** First slots of other lasting steps, each of unknown size: releases that this question is not about. */
  others?: readonly number[];
  /** Variance of each slot's own error relative to the usual one (1); for samples of unequal size. */
  noise?: Float64Array;
  /** What everything that happens in a slot, its error and what the level gains on the way there, has in variance beside the usual (1). */
  localVariance?: Float64Array;
  /** What the level did in the same weeks a year ago, in the same units. */
  lastYear?: Float64Array;
}

/**
 * The parts of a metric as a state: [level, fading deviation, season 1 ... season m, other steps].
 *
 *   value[t] = level + fading + season[t mod m] + other steps so far + error
 *   level gains N(0, drift); fading becomes memory * fading + N(0, renewed); the rest stays as it is
 *
 * In units of noise: the error's variance is 1, or 0.05 beside a fading part that carries 0.95. To begin with the level has
 * variance 25 around the mean of the first season, each season part 10, each other step 10,000: nothing is known of it.
 */
export interface LevelModel {
  season: number;
  size: number;
  drift: number;
  memory: number;
  renewed: number;
  errorVariance: (t: number) => number;
  /** Which parts of the state make up the value of slot t. */
  parts: (t: number) => number[];
  start: { state: Float64Array; covariance: Float64Array };
}

/** Nothing is known of a step: its variance, in units of noise. */
export const unknownStep = 1e4;
const levelVariance = 25;
const seasonVariance = 10;
/** Share of the noise that has memory, where any has. */
const remembered = 0.95;

export function levelModel(input: FilterInput, { drift, memory }: RandomWalk): LevelModel {
  const { values, season, before, others = [], noise } = input;
  const size = season + 2 + others.length;
  const fadingVariance = memory === 0 ? 0 : remembered;
  const ownVariance = memory === 0 ? 1 : 1 - remembered;

  const state = new Float64Array(size);
  const opening = values.subarray(0, Math.min(season, before)).filter((value) => !Number.isNaN(value));
  state[0] = opening.length ? opening.reduce((a, b) => a + b, 0) / opening.length : 0;
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    covariance[i * size + i] =
      i === 0 ? levelVariance : i === 1 ? fadingVariance : i < season + 2 ? seasonVariance : unknownStep;

  // The same few lists again and again: one for each place in the season and set of steps begun.
  const lists = new Map<number, number[]>();
  const parts = (t: number) => {
    let begun = 0;
    for (let j = 0; j < others.length; j++) if (t >= (others[j] as number)) begun += 2 ** j;
    const key = begun * season + (t % season);
    const known = lists.get(key);
    if (known) return known;
    const steps = others.flatMap((first, j) => (t >= first ? [season + 2 + j] : []));
    const list = [0, 1, 2 + (t % season), ...steps];
    lists.set(key, list);
    return list;
  };
  return {
    season,
    size,
    drift,
    memory,
    renewed: fadingVariance * (1 - memory * memory),
    errorVariance: noise ? (t) => ownVariance * (noise[t] ?? 1) : () => ownVariance,
    parts,
    start: { state, covariance },
  };
}

/** The slots from `after` to here hold this step alone: up to the next other one. */
export function clearUntil({ values, after, others = [] }: FilterInput): number {
  return Math.min(values.length, ...others.filter((first) => first > after));
}
