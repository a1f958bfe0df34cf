import { type FilterInput, filterLevel } from './level-filter.ts';
import { evidenceOf, mixture, wanders, weightsOf } from './model-average.ts';

/** A step with its standard error, in the units of the input, and what the history predicted for each slot from `before` on. */
export interface StepEstimate {
  step: number;
  error: number;
  freedom: number;
  forecast: Float64Array;
  forecastError: Float64Array;
  /** Standard error and degrees of freedom that are to be expected when nothing happens: what can be seen at all. */
  expectedError: number;
  expectedFreedom: number;
}

/** The two contrasts share their data, so their errors do not average out; and no model is quite true. */
const caution = 1.15;

/**
 * How far the slots after a release lie from where they would have been: the mean of two answers.
 *
 * A. the step fitted together with everything else, before and after
 * B. the mean after, less what the history alone predicts for it
 *
 * A is sharper when the metric's ways are the same before and after; B does not let the days after the release tell how the
 * metric usually wanders. Each is averaged over the models; their errors are averaged too and stretched by 1.15.
 * Assumes that nothing else changes at the release. Sources: Brodersen et al. 2015 (B), Box and Tiao 1975 (A).
 */
export function estimateStep(input: FilterInput): StepEstimate {
  const { values, season, before, after } = input;
  const isThere = (value: number) => !Number.isNaN(value);
  const countBefore = values.subarray(0, before).filter(isThere).length;
  const late = values.subarray(after).filter(isThere);
  const count = countBefore + late.length;
  const models = wanders.map((wander) => filterLevel(input, wander));

  const histories = models.map((m) => evidenceOf(m.historyLogF, m.historySurprise, countBefore, 1));
  const historyWeights = weightsOf(histories.map((h) => h.evidence));
  const steps = models.map((m) => evidenceOf(m.logF, m.surprise, count, 2));
  const stepWeights = weightsOf(steps.map((s) => s.evidence));

  const fitted = mixture(
    stepWeights,
    models.map((m) => m.stepScore / m.stepInformation),
    models.map((m, i) => (steps[i]?.variance ?? 0) / m.stepInformation),
  );
  const lateMean = late.reduce((a, b) => a + b, 0) / late.length;
  const predictedMean = (forecast: Float64Array) => {
    let sum = 0;
    for (let t = after; t < values.length; t++) if (isThere(values[t] as number)) sum += forecast[t - before] as number;
    return sum / late.length;
  };
  const predicted = mixture(
    historyWeights,
    models.map((m) => lateMean - predictedMean(m.forecast)),
    models.map((m, i) => (histories[i]?.variance ?? 0) * m.meanVariance),
  );

  const horizon = values.length - before;
  const forecast = new Float64Array(horizon);
  const forecastError = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const at = mixture(
      historyWeights,
      models.map((m) => m.forecast[h] ?? 0),
      models.map((m, i) => (histories[i]?.variance ?? 0) * (m.forecastVariance[h] ?? 0)),
    );
    forecast[h] = at.mean;
    forecastError[h] = caution * Math.sqrt(at.variance);
  }

  const idle = models.map((m) => m.pretend(forecast));
  const idleSteps = models.map((m, i) => evidenceOf(m.logF, idle[i]?.surprise ?? 0, count, 2));
  const idleWeights = weightsOf(idleSteps.map((s) => s.evidence));
  const idleFitted = mixture(
    idleWeights,
    models.map((m, i) => (idle[i]?.stepScore ?? 0) / m.stepInformation),
    models.map((m, i) => (idleSteps[i]?.variance ?? 0) / m.stepInformation),
  );

  const freedom = Math.max(5, Math.max(3, countBefore - 1 - Math.min(season, countBefore / 7)));
  const combined = (a: number, b: number) => (caution * (Math.sqrt(a) + Math.sqrt(b))) / 2;
  return {
    step: (fitted.mean + predicted.mean) / 2,
    error: combined(fitted.variance, predicted.variance),
    freedom,
    forecast,
    forecastError,
    expectedError: combined(idleFitted.variance, predicted.variance),
    expectedFreedom: freedom,
  };
}
