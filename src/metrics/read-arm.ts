import type { Sample } from '../analysis/samples.ts';
import { amountIn, figureIn, formOf, readSample } from './read-sample.ts';
import type { Row } from './source.ts';
import { Unfit } from './unfit.ts';

/**
 * The contents of rows with arms: how many of the people did it, a mean over the people, the sum of their figures and of
 * the squares of these, or two sums over the people.
 */
export type ArmForm = 'shares' | 'means' | 'squares' | 'sums';

/** The form of rows with arms. Throws Unfit if it is none, or one that does not say how large an arm is. */
export function armFormOf(columns: ReadonlySet<string>): ArmForm {
  const others = ['value', 'numerator', 'denominator', 'mean'];
  if (['sum', 'sum_squares', 'n'].every((name) => columns.has(name)) && !others.some((name) => columns.has(name)))
    return 'squares';
  const form = formOf(columns);
  if (form === 'mean') return 'means';
  if (form === 'ratio') return columns.has('n') ? 'sums' : 'shares';
  throw new Unfit(
    'the rows have the columns "arm" and "value": a comparison needs the size of each arm, "numerator" and "denominator", or "mean", "stddev" and "n"',
  );
}

/** The arm of a row, as its source writes it. Throws Unfit. */
export function armOf({ arm }: Row, name: string): string {
  const text = typeof arm === 'number' || typeof arm === 'boolean' ? String(arm) : arm;
  if (typeof text === 'string' && text.trim() !== '') return text.trim();
  throw new Unfit(`the row of ${name} has no name in column "arm"`);
}

/**
 * The sample of an arm's row; undefined: there is no value. Throws Unfit for anything that is not a figure, or counts
 * no people.
 */
export function readArmSample(row: Row, form: ArmForm, t: number, name: string): Sample | undefined {
  if (form === 'means') {
    const sample = readSample(row, 'mean', t, name);
    if (sample && sample.stddev === undefined && (sample.n ?? 0) > 1)
      throw new Unfit(`the row of ${name} has a "mean" of several without their "stddev"`);
    return sample;
  }
  if (form === 'squares') return sampleOfSquares(row, t, name);
  const sample = readSample(row, 'ratio', t, name);
  if (!sample) return undefined;
  if (form === 'shares') {
    assertShare(sample, name);
    return sample;
  }
  const n = amountIn(row, 'n', name);
  return n ? { ...sample, n } : undefined;
}

/** s^2 = (squares - sum^2 / n) / (n - 1): what the mean and spread of `n` figures are, from their sum and that of their squares. */
function sampleOfSquares(row: Row, t: number, name: string): Sample | undefined {
  const [sum, squares, n] = [figureIn(row, 'sum', name), amountIn(row, 'sum_squares', name), amountIn(row, 'n', name)];
  if (sum === undefined || squares === undefined || !n) return undefined;
  const mean = sum / n;
  if (n === 1) return { t, value: mean, n };
  const variance = (squares - sum * mean) / (n - 1);
  // Rounding takes a spread of zero a little below it.
  if (variance < -1e-9 * Math.max(1, squares))
    throw new Unfit(`the row of ${name} has a "sum_squares" that is too small for its "sum" of "n" figures`);
  return { t, value: mean, stddev: Math.sqrt(Math.max(0, variance)), n };
}

function assertShare({ numerator = 0, denominator = 0 }: Sample, name: string): void {
  const whole = Number.isInteger(numerator) && Number.isInteger(denominator);
  if (whole && numerator >= 0 && numerator <= denominator) return;
  const what = whole ? 'a "numerator" that is not a part of its "denominator"' : 'numbers that are not whole';
  throw new Unfit(
    `the row of ${name} has ${what}: with arms these are people, and those of them who did it; beside two sums, "n" says how many people`,
  );
}
