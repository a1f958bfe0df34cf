import type { Fitted } from '../fit-model.ts';
import { momentsOf } from '../model/t-mixture.ts';

/** How likely it is, before anything is known, that the release moved the siblings as well: they are of the same product. */
const prior = 0.25;
/** What it moves them by, in variance, against the error with which that can be seen. */
const moves = 4;
/** The two answers are never known to differ by less than this share of an error of the one alone. */
const leastError = 0.3;

/**
 * How far the answer beside siblings is to be doubted, as the weight of the one without them: the chance that the release moved the siblings, given how far the two answers
 * lie apart. By Bayes: siblings that stood still make them differ by chance alone, with the variance that the siblings took away (Hausman 1978); those that moved by more.
 *
 * Assumes normal errors. Example: the same answer twice: 0.13; two errors of their difference apart: 0.43; three: 0.85.
 */
export function doubtIn(beside: Fitted, alone: Fitted): number {
  const [one, other] = [onScale(beside), onScale(alone)];
  const variance = Math.max(other.variance - one.variance, leastError ** 2 * other.variance);
  const apart = (other.step - one.step) ** 2 / variance;
  const odds = ((prior / (1 - prior)) * Math.exp(((apart / 2) * moves) / (1 + moves))) / Math.sqrt(1 + moves);
  return Number.isFinite(odds) ? odds / (1 + odds) : 1;
}

/** The stretch of the errors is for what no model knows of one metric; of the difference between two answers about the same days it is none. */
function onScale({ estimates, prepared: { unit }, method }: Fitted) {
  const { mean, variance } = momentsOf(estimates.map(({ estimate, weight }) => ({ ...estimate, weight })));
  return { step: mean * unit, variance: variance * (unit / method.errorInflation) ** 2 };
}
