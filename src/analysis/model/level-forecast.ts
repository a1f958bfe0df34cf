import { clearUntil, type FilterInput, type LevelModel } from './level-model.ts';

/** What the history alone predicts for each slot from `before` on; `meanVariance` is that of the mean of the observed ones
 * that hold this step alone. */
export interface LevelForecast {
  forecast: Float64Array;
  forecastVariance: Float64Array;
  meanVariance: number;
}

/**
 * Runs the state on without looking at any further value. The mean's variance is w'Pw, plus the slots' own errors, plus what
 * the level and the fading part gain on the way: each gain counts as often as there are observed slots after it.
 * Source: Durbin and Koopman 2012, section 4.11.
 */
export function forecastLevel(
  model: LevelModel,
  input: FilterInput,
  state: Float64Array,
  covariance: Float64Array,
): LevelForecast {
  const { values, before, after } = input;
  const { size, drift, memory, renewed } = model;
  const horizon = values.length - before;
  const clear = clearUntil(input);
  const counts = (t: number) => t >= after && t < clear && !Number.isNaN(values[t] as number);
  let observed = 0;
  for (let t = after; t < clear; t++) if (counts(t)) observed++;

  const forecast = new Float64Array(horizon);
  const forecastVariance = new Float64Array(horizon);
  const weights = new Float64Array(size);
  let meanVariance = 0;
  let fades = memory;
  let gained = renewed;
  for (let h = 0; h < horizon; h++) {
    const t = before + h;
    const parts = model.parts(t);
    const error = model.errorVariance(t);
    const weightOf = (part: number) => (part === 1 ? fades : 1);
    let expected = 0;
    let variance = error + drift * (h + 1) + gained;
    for (const i of parts) {
      expected += weightOf(i) * (state[i] as number);
      for (const j of parts) variance += weightOf(i) * weightOf(j) * (covariance[i * size + j] as number);
      if (counts(t)) weights[i] = (weights[i] as number) + weightOf(i) / observed;
    }
    if (counts(t)) meanVariance += error / observed ** 2;
    forecast[h] = expected;
    forecastVariance[h] = variance;
    fades *= memory;
    gained = memory * memory * gained + renewed;
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      meanVariance += (weights[i] as number) * (covariance[i * size + j] as number) * (weights[j] as number);
  let levelTail = 0;
  let fadingTail = 0;
  for (let t = values.length - 1; t >= before; t--) {
    const weight = counts(t) ? 1 / observed : 0;
    levelTail += weight;
    fadingTail = memory * fadingTail + weight;
    meanVariance += drift * levelTail ** 2 + renewed * fadingTail ** 2;
  }
  return { forecast, forecastVariance, meanVariance };
}
