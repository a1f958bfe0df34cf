import { forecastLevel, type LevelForecast } from './level-forecast.ts';
import { type FilterInput, levelModel, unknownStep, type Wander } from './level-model.ts';

/** What one pass of the filter leaves behind. "Step" is the unknown lift of all slots from `after` on. */
export interface Filtered extends LevelForecast {
  /** Sums over the history alone: log of the prediction variances, and squared surprises over them. */
  historyLogF: number;
  historySurprise: number;
  /** The same over all slots, the step taken out; and the step's own sums: its estimate is score over information. */
  logF: number;
  surprise: number;
  stepInformation: number;
  stepScore: number;
  /** The step's sums if the slots from `before` on held `pretended`. */
  pretend(pretended: Float64Array): { surprise: number; stepScore: number };
}

/**
 * One pass of the Kalman filter over a level model, slot by slot: predict, compare, correct.
 *
 * The step is a regressor that runs through the same gains as the values (augmented filter), so history, step and what-if
 * share the costly part, the covariances, which do not depend on the values.
 *
 * Assumes normal errors and one noise level throughout. Sources: Harvey 1989, chapters 3 and 4; de Jong 1991 (augmented
 * filter); Durbin and Koopman 2012, section 6.2 (regressors). Cost: slots x (season + 2)^2.
 * Example: ten values of 0, then ten of 1, no season, no drift: step about 1, information about 5.
 */
export function filterLevel(input: FilterInput, wander: Wander): Filtered {
  const { values, before, after } = input;
  const model = levelModel(input, wander);
  const { size, drift, memory, renewed } = model;
  const state = model.start.state.slice();
  const covariance = model.start.covariance.slice();
  const stepState = new Float64Array(size);
  const loading = new Float64Array(size);

  const horizon = values.length - before;
  const gains = new Float64Array(horizon * size);
  const variances = new Float64Array(horizon);
  const stepMisses = new Float64Array(horizon);
  const atRelease = new Float64Array(size);
  let ahead: LevelForecast | undefined;
  let logF = 0;
  let surprise = 0;
  let stepInformation = 0;
  let stepScore = 0;
  let historyLogF = 0;
  let historySurprise = 0;

  for (let t = 0; t <= values.length; t++) {
    if (t === before) {
      historyLogF = logF;
      historySurprise = surprise;
      atRelease.set(state);
      ahead = forecastLevel(model, input, state, covariance);
    }
    if (t === values.length) break;
    if (t > 0) {
      state[1] = memory * (state[1] as number);
      stepState[1] = memory * (stepState[1] as number);
      for (let j = 0; j < size; j++) {
        covariance[size + j] = memory * (covariance[size + j] as number);
        covariance[j * size + 1] = memory * (covariance[j * size + 1] as number);
      }
      covariance[0] = (covariance[0] as number) + drift;
      covariance[size + 1] = (covariance[size + 1] as number) + renewed;
    }
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    const parts = model.parts(t);
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (const part of parts) sum += covariance[i * size + part] as number;
      loading[i] = sum;
    }
    let variance = model.errorVariance(t);
    let missed = value;
    let stepMissed = t < after ? 0 : 1;
    for (const part of parts) {
      variance += loading[part] as number;
      missed -= state[part] as number;
      stepMissed -= stepState[part] as number;
    }
    logF += Math.log(variance);
    surprise += (missed * missed) / variance;
    stepInformation += (stepMissed * stepMissed) / variance;
    stepScore += (stepMissed * missed) / variance;
    for (let i = 0; i < size; i++) {
      const gain = (loading[i] as number) / variance;
      state[i] = (state[i] as number) + gain * missed;
      stepState[i] = (stepState[i] as number) + gain * stepMissed;
      if (t >= before) gains[(t - before) * size + i] = gain;
      const row = i * size;
      for (let j = 0; j < size; j++)
        covariance[row + j] = (covariance[row + j] as number) - gain * (loading[j] as number);
    }
    if (t >= before) {
      variances[t - before] = variance;
      stepMisses[t - before] = stepMissed;
    }
  }

  const information = stepInformation + 1 / unknownStep;
  const pretend = (pretended: Float64Array) => {
    const at = atRelease.slice();
    let sum = historySurprise;
    let score = 0;
    for (let h = 0; h < horizon; h++) {
      at[1] = memory * (at[1] as number);
      const variance = variances[h] as number;
      if (variance === 0) continue;
      let missed = pretended[h] as number;
      for (const part of model.parts(before + h)) missed -= at[part] as number;
      sum += (missed * missed) / variance;
      score += ((stepMisses[h] as number) * missed) / variance;
      for (let i = 0; i < size; i++) at[i] = (at[i] as number) + (gains[h * size + i] as number) * missed;
    }
    return { surprise: sum - score ** 2 / information, stepScore: score };
  };

  return {
    ...(ahead ?? forecastLevel(model, input, state, covariance)),
    historyLogF,
    historySurprise,
    logF: logF + Math.log(1 + unknownStep * stepInformation),
    surprise: surprise - stepScore ** 2 / information,
    stepInformation: information,
    stepScore,
    pretend,
  };
}
