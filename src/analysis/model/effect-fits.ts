import type { StepFit } from './fits.ts';
import { type FilterInput, unknownStep } from './level-model.ts';
import type { Method } from './method.ts';
import { evidenceOf, logSum, weightsOf } from './model-average.ts';
import type { Shape } from './shapes.ts';
import type { Way } from './ways.ts';

/** An effect under one way of the level: `sizes` of the shapes that it is made of, with their covariance in units of the noise's variance. */
export interface EffectFit {
  /** How far the data back it. */
  weight: number;
  /** Variance of the noise. */
  variance: number;
  shapes: readonly Shape[];
  sizes: readonly number[];
  /** Variances of the first and the second size, and their covariance. */
  spread: readonly [number, number, number];
}

/** Variance that a level may gain a slot, in units of noise, and still be the one before the release weeks later. */
const calm = 0.01;

/** Every way of the level with every shape alone, and with each beside a lasting part: those that count, and the log of how well all of them explain the data. */
export function effectFits(
  ways: readonly Way[],
  shapes: readonly Shape[],
  method: Method,
  count: number,
): { fits: EffectFit[]; evidence: number } {
  const evidence: number[] = [];
  const make: (() => Omit<EffectFit, 'weight'>)[] = [];
  for (const [k, shape] of shapes.entries())
    for (const { fits, walk, logPrior } of ways) {
      if (shape.rarely === 'never' || (shape.rarely === 'calm' && walk.drift > calm)) continue;
      const [first, fit] = [fits.steps[0] as StepFit, fits.steps[k] as StepFit];
      const alone = evidenceOf(fit.logF, fit.surprise, count, 2);
      evidence.push(alone.evidence + logPrior + (k === 0 ? 0 : (method.shapes?.alone(shape, walk) ?? 0)));
      make.push(() => ({
        variance: alone.variance,
        shapes: [shape],
        sizes: [fit.score / fit.information],
        spread: [1 / fit.information, 0, 0],
      }));
      if (k === 0 || !method.shapes || shape.rarely) continue;
      const determinant = first.information * fit.information - fit.shared ** 2;
      if (!(determinant > 1e-9 * first.information * fit.information)) continue;
      const spread = [
        fit.information / determinant,
        first.information / determinant,
        -fit.shared / determinant,
      ] as const;
      const sizes = [
        spread[0] * first.score + spread[2] * fit.score,
        spread[2] * first.score + spread[1] * fit.score,
      ] as const;
      const gained = sizes[0] * first.score + sizes[1] * fit.score;
      const { logF, surprise } = fits.noStep;
      const beside = evidenceOf(logF + Math.log(determinant * unknownStep ** 2), surprise - gained, count, 3);
      evidence.push(beside.evidence + logPrior + method.shapes.beside(shape, walk));
      make.push(() => ({ variance: beside.variance, shapes: [shapes[0] as Shape, shape], sizes, spread }));
    }
  const fits = weightsOf(evidence).flatMap((weight, i) =>
    weight > 0 ? [{ weight, ...(make[i] as (typeof make)[number])() }] : [],
  );
  return { fits, evidence: logSum(evidence) };
}

/** What the slots since the release measured, on the scale on which they add up, and how a step in the filter's units changes them. */
export interface Amounts {
  values: Float64Array;
  /** Logarithm of the factor of one unit. */
  unit: number;
}

/**
 * The mean over the slots [from, to) of what was measured less what would have been, as the lasting step that comes to the same, with its
 * variance.
 *
 * On logarithms: log(sum of the measured / sum of those less their effect) / unit, its error by the delta method. Else the mean effect.
 */
export function meanEffect(
  { shapes, sizes, spread, variance }: EffectFit,
  { values, after }: FilterInput,
  amounts: Amounts | undefined,
  from: number,
  to: number,
): { mean: number; variance: number } {
  const shares = [0, 0];
  let measured = 0;
  let without = 0;
  for (let t = from; t < to; t++) {
    if (Number.isNaN(values[t] as number)) continue;
    let effect = 0;
    for (let j = 0; j < shapes.length; j++)
      effect += (sizes[j] as number) * ((shapes[j] as Shape).share[t - after] as number);
    const amount = amounts ? (amounts.values[t] as number) : 1;
    const usual = amounts ? amount * Math.exp(-effect * amounts.unit) : 1;
    measured += amounts ? amount : effect;
    without += usual;
    for (let j = 0; j < shapes.length; j++)
      shares[j] = (shares[j] as number) + usual * ((shapes[j] as Shape).share[t - after] as number);
  }
  const [a, b] = [(shares[0] as number) / without, (shares[1] as number) / without];
  return {
    mean: amounts ? Math.log(measured / without) / amounts.unit : measured / without,
    variance: variance * (a * a * spread[0] + b * b * spread[1] + 2 * a * b * spread[2]),
  };
}
