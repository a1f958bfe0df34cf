import type { Fits } from './fits.ts';
import { clearUntil, type FilterInput, type LevelModel, unknownStep } from './level-model.ts';

/** Variance of what a level may grow by in a season, in units of noise. */
const slopeVariance = 10;

/** What a slope that runs through the filter like a step leaves behind: over all slots, over the history, and what it shares with each shape of the step. */
export interface SlopeSums {
  information: number;
  score: number;
  historyInformation: number;
  historyScore: number;
  shared: number[];
  /** What the state holds of a slope of 1 when the history ends. */
  atRelease: Float64Array;
}

/** How well a level along a straight line explains the history. */
export function historyAlong(
  { historyLogF, historySurprise }: Pick<Fits, 'historyLogF' | 'historySurprise'>,
  slope: Pick<SlopeSums, 'historyInformation' | 'historyScore'>,
): Pick<Fits, 'historyLogF' | 'historySurprise'> {
  const information = slope.historyInformation + 1 / slopeVariance;
  return {
    historyLogF: historyLogF + Math.log(slopeVariance * information),
    historySurprise: historySurprise - slope.historyScore ** 2 / information,
  };
}

/**
 * Everything that a pass of the filter says, of a level that walks along a straight line: growth that goes on is no effect. The slope is one more unknown constant, of
 * which little is known; it is taken out of every sum (Schur complement of the normal equations), so that no second pass is needed.
 *
 * Assumes that what the line has done it goes on to do; how sure that is, the walk around it tells: the more it wanders the less a slope is known.
 */
export function alongSlope(plain: Fits, slope: SlopeSums, model: LevelModel, input: FilterInput): Fits {
  const information = slope.information + 1 / slopeVariance;
  const logF = plain.noStep.logF + Math.log(slopeVariance * information);
  const surprise = plain.noStep.surprise - slope.score ** 2 / information;
  const shared = (k: number) => (slope.shared[k] as number) / information;
  const steps = plain.steps.map((fit, k) => {
    const own = fit.information - shared(k) * (slope.shared[k] as number);
    const score = fit.score - shared(k) * slope.score;
    return {
      logF: logF + Math.log(unknownStep * own),
      surprise: surprise - score ** 2 / own,
      information: own,
      score,
      shared: fit.shared - shared(k) * (slope.shared[0] as number),
    };
  });
  const historyInformation = slope.historyInformation + 1 / slopeVariance;
  return {
    ...forecastAlong(plain, slope.historyScore / historyInformation, 1 / historyInformation, slope, model, input),
    ...historyAlong(plain, slope),
    noStep: { logF, surprise },
    steps,
  };
}

/** What the history predicts where the slope goes on; its own error grows with the distance. */
function forecastAlong(
  plain: Fits,
  size: number,
  variance: number,
  { atRelease }: SlopeSums,
  model: LevelModel,
  input: FilterInput,
) {
  const { values, before, after } = input;
  let fades = 1;
  const missed = plain.forecast.map((_, h) => {
    fades *= model.memory;
    const t = before + h;
    const held = model.parts(t).reduce((sum, part) => sum + (part === 1 ? fades : 1) * (atRelease[part] as number), 0);
    return t / model.season - held;
  });
  let [sum, seen] = [0, 0];
  for (let t = after; t < clearUntil(input); t++) {
    if (Number.isNaN(values[t] as number)) continue;
    sum += missed[t - before] as number;
    seen++;
  }
  return {
    forecast: plain.forecast.map((value, h) => value + size * (missed[h] as number)),
    forecastVariance: plain.forecastVariance.map((own, h) => own + variance * (missed[h] as number) ** 2),
    meanVariance: plain.meanVariance + variance * (seen === 0 ? 0 : sum / seen) ** 2,
  };
}
