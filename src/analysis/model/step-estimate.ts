import { type Amounts, effectFits, meanEffect } from './effect-fits.ts';
import { type Filtered, filterLevel } from './level-filter.ts';
import { clearUntil, type FilterInput, type RandomWalk } from './level-model.ts';
import type { Method } from './method.ts';
import { evidenceOf, logSum, mixture, weightsOf } from './model-average.ts';
import { followedOf, lateOf, type Shape, shapesOf } from './shapes.ts';
import type { Stretch } from './stretch.ts';
import { historyOf, type Way, waysOf } from './ways.ts';

/** A step with its standard error, in the units of the input, and what the history predicted for each slot from `before` on. */
export interface StepEstimate {
  step: number;
  error: number;
  freedom: number;
  forecast: Float64Array;
  forecastError: Float64Array;
  /** Standard error that is to be expected when nothing happens: what can be seen at all. */
  expectedError: number;
  /** How many of these errors beyond the threshold an effect must lie to be found 4 times of 5. */
  powerMargin: number;
  /** The mean effect of the slots [from, to) since the release. */
  over(from: number, to: number): { step: number; error: number };
  /** The shapes of the effect, each alone and beside a lasting part, with the weight that the data give it. */
  shapes: { shape: Shape; weight: number }[];
  /** Logs of how well all of it explains the data, and the history alone. */
  evidence: number;
  historyEvidence: number;
}

/** An estimate, and how far it is believed. */
export interface Believed {
  estimate: StepEstimate;
  weight: number;
  /** It goes along a straight line. If that began lately: so many slots before the release, and whether the data back that as well as all else. */
  along?: 'throughout' | { began: number; isBacked: boolean };
}

/**
 * Growth that began lately is believed up to this. A few days by chance look like growth as well, and what it makes of them is then far off: it may widen the interval, and never
 * take the place of the answer without it. Up to the least it has no weight, or plain steps and effects that come in stages would be lost in its interval; from there it grows evenly.
 */
const [leastLately, mostLately] = [0.2, 0.5];

type Input = FilterInput & { amounts?: Amounts; stretch?: Stretch };

/**
 * How far the slots after a release lie from where they would have been. Two answers, mixed as the method says:
 *
 * - fitted: the step estimated together with everything else, before and after (intervention analysis, Box and Tiao 1975)
 * - predicted: the mean after, less what the history alone predicts for it (Brodersen et al. 2015)
 *
 * Each is averaged over the ways a level may walk, weighed by how well they explain the data (Hoeting et al. 1999). Where the history grows, or falls, along a straight line there
 * are several estimates: it goes on like that, or it does not.
 * Assumes that nothing else changes at the release. Example: 56 quiet days, then 14 that are 3 units of noise higher:
 * step 3, error about 0.4.
 *
 * @param backedBy what weighs the estimates: all of the data, or the history alone, where what is in the window is made up
 */
export function estimateStep(
  input: Input,
  method: Method,
  backedBy: 'evidence' | 'historyEvidence' = 'evidence',
): Believed[] {
  const { values, season, before, after, stretch, others = [] } = input;
  const slots = values.length - after;
  const shapes = method.shapes
    ? shapesOf(
        slots,
        season === 7 ? 'day' : 'hour',
        stretch,
        others.map((slot) => slot - after),
      )
    : shapesOf(slots, 'day').slice(0, 1);
  const { localVariance: _, ...unheeded } = input;
  const heeded = method.weighsLocalVariance ? input : unheeded;
  const late = lateOf(shapes);
  const passes = method.randomWalks.map((walk) => filterLevel(heeded, walk, followedOf(shapes), late));
  const countBefore = values.subarray(0, before).filter(isThere).length;
  const { alone, growths } = waysOf(passes, input, method, countBefore);
  const byItself = estimateOf(alone, passes, shapes, input, method);
  if (growths.length === 0) return [{ estimate: byItself, weight: 1 }];
  const along = growths.flatMap(({ ways, slots: gone, lately }) => {
    const estimate = estimateOf(ways, passes, shapes, input, method);
    if (lately && backedBy === 'evidence' && isFurther(estimate.step, byItself.step)) return [];
    // What has gone on for so long may end within the window, and no history tells: the rule of succession.
    const goesOn = gone / (gone + slots);
    const share = lately === 'goes-on' ? goesOn : lately === 'ended' ? 1 - goesOn : 1;
    return [{ estimate, gone, lately, goesOn, log: estimate[backedBy] + Math.log(share) }];
  });
  const all = logSum([byItself[backedBy], ...along.map(({ log }) => log)]);
  const lately = along.reduce((sum, { lately, log }) => sum + (lately ? Math.exp(log - all) : 0), 0);
  const kept = Math.min(mostLately, Math.max(0, lately - leastLately) / (1 - leastLately)) / (lately || 1);
  const believed = along.map(({ estimate, gone, lately: isLate, goesOn, log }): Believed => {
    const weight = Math.exp(log - all);
    return isLate
      ? { estimate, weight: kept * weight, along: { began: gone, isBacked: lately > mostLately } }
      : { estimate, weight: goesOn * weight, along: 'throughout' };
  });
  const rest = 1 - believed.reduce((sum, { weight }) => sum + weight, 0);
  return [...believed.filter(({ weight }) => weight > 0), { estimate: byItself, weight: rest }].sort(
    (a, b) => b.weight - a.weight,
  );
}

/** Of two effects on the same side of zero. What began before the release makes less of what followed; a few days that went the other way show nothing. */
const isFurther = (step: number, than: number) =>
  Math.sign(step) === Math.sign(than) && Math.abs(step) > Math.abs(than);

const isThere = (value: number) => !Number.isNaN(value);

function estimateOf(
  ways: readonly Way[],
  passes: readonly Filtered[],
  shapes: readonly Shape[],
  input: Input,
  method: Method,
): StepEstimate {
  const { values, season, before, after, amounts } = input;
  const countBefore = values.subarray(0, before).filter(isThere).length;
  const late = values.subarray(after, clearUntil(input)).filter(isThere);
  const count = countBefore + values.subarray(after).filter(isThere).length;
  const histories = ways.map(({ fits }) => historyOf(fits, countBefore));
  const historyLogs = histories.map(({ evidence }, i) => evidence + (ways[i]?.logPrior ?? 0));
  const historyWeights = weightsOf(historyLogs);

  const { fits, evidence } = effectFits(ways, shapes, method, count);
  const over = (from: number, to: number) => {
    const effects = fits.map((fit) => meanEffect(fit, input, amounts, from, to));
    return mixture(
      fits.map(({ weight }) => weight),
      effects.map(({ mean }) => mean),
      effects.map(({ variance }) => variance),
    );
  };
  const fitted = over(after, values.length);
  const reach = clearUntil(input) - after;
  const lateMean = late.reduce((a, b) => a + b, 0) / late.length;
  const predictedMean = (forecast: Float64Array) => {
    let sum = 0;
    for (let t = after; t < after + reach; t++) if (isThere(values[t] as number)) sum += forecast[t - before] as number;
    return sum / late.length;
  };
  const predicted = mixture(
    historyWeights,
    ways.map(({ fits }) => lateMean - predictedMean(fits.forecast)),
    ways.map(({ fits }, i) => (histories[i]?.variance ?? 0) * fits.meanVariance),
  );

  const horizon = values.length - before;
  const forecast = new Float64Array(horizon);
  const forecastError = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const at = mixture(
      historyWeights,
      ways.map(({ fits }) => fits.forecast[h] ?? 0),
      ways.map(({ fits }, i) => (histories[i]?.variance ?? 0) * (fits.forecastVariance[h] ?? 0)),
    );
    forecast[h] = at.mean;
    forecastError[h] = method.errorInflation * Math.sqrt(at.variance);
  }

  const idleVariance =
    method.expects === 'history'
      ? mixture(
          historyWeights,
          ways.map(() => 0),
          ways.map(({ fits }, i) => (histories[i]?.variance ?? 0) / (fits.steps[0]?.information ?? 1)),
        ).variance
      : filledVariance(passes, forecast, count, method);

  const freedom = Math.max(5, Math.max(3, countBefore - 1 - Math.min(season, countBefore / 7)));
  const share = late.length > 0 ? method.fitted : 1;
  const mixed = (a: number, b: number) => (share === 1 ? a : share * a + (1 - share) * b);
  const combined = (a: number, b: number) => method.errorInflation * mixed(Math.sqrt(a), Math.sqrt(b));
  return {
    step: mixed(fitted.mean, predicted.mean),
    error: combined(fitted.variance, predicted.variance),
    freedom,
    forecast,
    forecastError,
    expectedError: combined(idleVariance, predicted.variance),
    powerMargin: ways.reduce(
      (sum, { walk }, i) => sum + (historyWeights[i] ?? 0) * method.powerMargin((values.length - after) / season, walk),
      0,
    ),
    over(from, to) {
      const { mean, variance } = over(from, to);
      return { step: mean, error: method.errorInflation * Math.sqrt(variance) };
    },
    evidence,
    historyEvidence: logSum(historyLogs),
    shapes: shapes.map((shape) => ({
      shape,
      weight: fits.reduce((sum, fit) => (fit.shapes.at(-1) === shape ? sum + fit.weight : sum), 0),
    })),
  };
}

/** Variance of the fitted step if the slots since the release had held just what the history predicts for them. */
function filledVariance(
  passes: readonly Filtered[],
  forecast: Float64Array,
  count: number,
  { randomWalks, logPrior }: Method,
): number {
  const idle = passes.map((pass) => pass.pretend(forecast));
  const fits = idle.map((fit) => evidenceOf(fit.logF, fit.surprise, count, 2));
  return mixture(
    weightsOf(fits.map(({ evidence }, i) => evidence + logPrior(randomWalks[i] as RandomWalk))),
    idle.map((fit) => fit.score / fit.information),
    idle.map((fit, i) => (fits[i]?.variance ?? 0) / fit.information),
  ).variance;
}
