/** How a metric wanders: `drift` is the variance that the level gains a step, `memory` how much of today's deviation is left tomorrow. */
export interface Wander {
  drift: number;
  memory: number;
}

/** Slots in units of noise, NaN where missing. `before`: first slot that is not history; `after`: first slot that can carry the step. */
export interface FilterInput {
  values: Float64Array;
  season: number;
  before: number;
  after: number;
  /** Variance of a slot's own error relative to the usual one (1); for samples of unequal size. */
  noise?: Float64Array;
}

/** What one pass of the filter leaves behind. "Step" is the unknown lift of all slots from `after` on. */
export interface Filtered {
  /** Sums over the history alone: log of the prediction variances, and squared surprises over them. */
  historyLogF: number;
  historySurprise: number;
  /** The same over all slots, the step taken out; and the step's own sums. */
  logF: number;
  surprise: number;
  stepInformation: number;
  stepScore: number;
  /** What the history alone predicts for each slot from `before` on. */
  forecast: Float64Array;
  forecastVariance: Float64Array;
  /** Variance of the mean of the observed slots after, as predicted by the history alone. */
  meanVariance: number;
  /** The step's sums if the slots after were exactly `pretended`. */
  pretend(pretended: Float64Array): { surprise: number; stepScore: number };
}

const levelVariance = 25;
const seasonVariance = 10;
/** Share of the noise that has memory, where any has. */
const remembered = 0.95;
const steepest = 1e4;

/**
 * One pass of the Kalman filter over a level that wanders, a deviation that fades, a fixed season and one step.
 *
 *   value[t] = level + fading + season[t mod m] + step (from `after` on) + error
 *   level gains N(0, drift); fading becomes memory * fading + N(0, 0.95 (1 - memory^2)); error is N(0, 1), or N(0, 0.05)
 *   beside a fading part
 *
 * The step is a regressor that runs through the same gains as the values (augmented filter), so history, step and
 * what-if runs share the costly part, the covariances, which do not depend on the values.
 *
 * Assumes normal errors and one noise level throughout. Sources: Harvey 1989, chapters 3 and 4 (local level with fixed
 * season), de Jong 1991 (augmented filter), Durbin and Koopman 2012, section 6.2 (regressors). Cost: slots x (season + 2)^2.
 */
export function filterLevel(input: FilterInput, wander: Wander): Filtered {
  const { values, season, before, after } = input;
  const { drift, memory } = wander;
  const fadingVariance = memory === 0 ? 0 : remembered;
  const errorVariance = memory === 0 ? 1 : 1 - remembered;
  const renewed = fadingVariance * (1 - memory * memory);
  const size = season + 2;

  const covariance = new Float64Array(size * size);
  covariance[0] = levelVariance;
  covariance[size + 1] = fadingVariance;
  for (let i = 2; i < size; i++) covariance[i * size + i] = seasonVariance;
  const state = new Float64Array(size);
  const stepState = new Float64Array(size);
  let opening = 0;
  let opened = 0;
  for (let t = 0; t < season && t < before; t++) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    opening += value;
    opened++;
  }
  state[0] = opened ? opening / opened : 0;

  const loading = new Float64Array(size);
  const gain = new Float64Array(size);
  const horizon = values.length - before;
  const gains = new Float64Array(horizon * size);
  const variances = new Float64Array(horizon);
  const stepSurprises = new Float64Array(horizon);
  const forecast = new Float64Array(horizon);
  const forecastVariance = new Float64Array(horizon);
  const atRelease = new Float64Array(size);
  let meanVariance = 0;
  let logF = 0;
  let surprise = 0;
  let stepInformation = 0;
  let stepScore = 0;
  let historyLogF = 0;
  let historySurprise = 0;

  const leaveHistory = () => {
    historyLogF = logF;
    historySurprise = surprise;
    atRelease.set(state);
    let fades = memory;
    let fadingNoise = renewed;
    const weights = new Float64Array(size);
    let observed = 0;
    for (let t = after; t < values.length; t++) if (!Number.isNaN(values[t] as number)) observed++;
    let errors = 0;
    for (let h = 0; h < horizon; h++) {
      const t = before + h;
      const s = 2 + (t % season);
      const error = errorVariance * (input.noise?.[t] ?? 1);
      forecast[h] = (state[0] as number) + fades * (state[1] as number) + (state[s] as number);
      const at = (i: number, j: number) => covariance[i * size + j] as number;
      forecastVariance[h] =
        at(0, 0) +
        fades * fades * at(1, 1) +
        at(s, s) +
        2 * (fades * at(0, 1) + at(0, s) + fades * at(1, s)) +
        error +
        drift * (h + 1) +
        fadingNoise;
      if (t >= after && !Number.isNaN(values[t] as number)) {
        weights[0] = (weights[0] as number) + 1 / observed;
        weights[1] = (weights[1] as number) + fades / observed;
        weights[s] = (weights[s] as number) + 1 / observed;
        errors += error / (observed * observed);
      }
      fades *= memory;
      fadingNoise = memory * memory * fadingNoise + renewed;
    }
    meanVariance = errors;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        meanVariance += (weights[i] as number) * (covariance[i * size + j] as number) * (weights[j] as number);
    let levelTail = 0;
    let fadingTail = 0;
    for (let t = values.length - 1; t >= before; t--) {
      const weight = t >= after && !Number.isNaN(values[t] as number) ? 1 / observed : 0;
      levelTail += weight;
      fadingTail = memory * fadingTail + weight;
      meanVariance += drift * levelTail * levelTail + renewed * fadingTail * fadingTail;
    }
  };

  for (let t = 0; t < values.length; t++) {
    if (t === before) leaveHistory();
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
    const s = 2 + (t % season);
    for (let i = 0; i < size; i++) {
      const row = i * size;
      loading[i] = (covariance[row] as number) + (covariance[row + 1] as number) + (covariance[row + s] as number);
    }
    const variance =
      (loading[0] as number) +
      (loading[1] as number) +
      (loading[s] as number) +
      errorVariance * (input.noise?.[t] ?? 1);
    const missed = value - (state[0] as number) - (state[1] as number) - (state[s] as number);
    const stepMissed =
      t < after ? 0 : 1 - (stepState[0] as number) - (stepState[1] as number) - (stepState[s] as number);
    logF += Math.log(variance);
    surprise += (missed * missed) / variance;
    stepInformation += (stepMissed * stepMissed) / variance;
    stepScore += (stepMissed * missed) / variance;
    for (let i = 0; i < size; i++) {
      const g = (loading[i] as number) / variance;
      gain[i] = g;
      state[i] = (state[i] as number) + g * missed;
      if (stepMissed !== 0) stepState[i] = (stepState[i] as number) + g * stepMissed;
      const row = i * size;
      for (let j = 0; j < size; j++) covariance[row + j] = (covariance[row + j] as number) - g * (loading[j] as number);
    }
    if (t >= after) {
      gains.set(gain, (t - before) * size);
      variances[t - before] = variance;
      stepSurprises[t - before] = stepMissed;
    }
  }
  if (values.length === before) leaveHistory();

  const precision = stepInformation + 1 / steepest;
  const pretend = (pretended: Float64Array) => {
    const at = atRelease.slice();
    let sum = historySurprise;
    let score = 0;
    for (let h = 0; h < horizon; h++) {
      at[1] = memory * (at[1] as number);
      const variance = variances[h] as number;
      if (variance === 0) continue;
      const s = 2 + ((before + h) % season);
      const missed = (pretended[h] as number) - (at[0] as number) - (at[1] as number) - (at[s] as number);
      sum += (missed * missed) / variance;
      score += ((stepSurprises[h] as number) * missed) / variance;
      const row = h * size;
      for (let i = 0; i < size; i++) at[i] = (at[i] as number) + (gains[row + i] as number) * missed;
    }
    return { surprise: sum - (score * score) / precision, stepScore: score };
  };

  return {
    historyLogF,
    historySurprise,
    logF: logF + Math.log(1 + steepest * stepInformation),
    surprise: surprise - (stepScore * stepScore) / precision,
    stepInformation: precision,
    stepScore,
    forecast,
    forecastVariance,
    meanVariance,
    pretend,
  };
}
