import { tCdf } from '../distributions/student-t.ts';
import { mixture } from './model-average.ts';
import { criticalValue, twoSidedP } from './student-t.ts';

/** An answer with its t distribution, and how far it is believed; weights add up to 1. */
export interface Answer {
  step: number;
  error: number;
  freedom: number;
  weight: number;
}

/** The middle of several answers and the ends of the interval that leaves `alpha` outside. */
export interface Interval {
  step: number;
  low: number;
  high: number;
}

/** A thousandth of the narrowest error is fine enough for any figure that is shown. */
const halvings = 40;
/** Errors beyond which nothing of a t distribution is left that counts. */
const farOut = 12;

/**
 * What several answers say together: an interval outside of which each end has half of `alpha` of all of their weight. Where they differ it reaches further towards the
 * one that is believed less, and not further the other way. One answer alone: its t interval.
 */
export function intervalOf(answers: readonly Answer[], alpha: number): Interval {
  const [only, ...more] = answers;
  if (only && more.length === 0) {
    const { step } = only;
    const reach = criticalValue(alpha, only.freedom) * only.error;
    return { step, low: step - reach, high: step + reach };
  }
  const step = answers.reduce((sum, answer) => sum + answer.weight * answer.step, 0);
  return { step, low: quantile(answers, alpha / 2), high: quantile(answers, 1 - alpha / 2) };
}

/** Two-sided p of "no effect". */
export function pOf(answers: readonly Answer[]): number {
  const [only, ...more] = answers;
  if (only && more.length === 0) return twoSidedP(only.step / only.error, only.freedom);
  const below = shareBelow(answers, 0);
  return 2 * Math.min(below, 1 - below);
}

/** Mean and variance of all of them. */
export const momentsOf = (answers: readonly Pick<Answer, 'step' | 'error' | 'weight'>[]) =>
  mixture(
    answers.map(({ weight }) => weight),
    answers.map(({ step }) => step),
    answers.map(({ error }) => error ** 2),
  );

function quantile(answers: readonly Answer[], share: number): number {
  let low = Math.min(...answers.map(({ step, error }) => step - farOut * error));
  let high = Math.max(...answers.map(({ step, error }) => step + farOut * error));
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (shareBelow(answers, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const shareBelow = (answers: readonly Answer[], value: number) =>
  answers.reduce((sum, { step, error, freedom, weight }) => sum + weight * tCdf((value - step) / error, freedom), 0);
