import type { Sample } from '../analysis/samples.ts';
import type { ColumnName } from './columns.ts';
import { parseFigure } from './figures/parse-figure.ts';
import type { Row } from './source.ts';
import { Unfit } from './unfit.ts';

/**
 * The columns of a form apart from `t`. If a required one is missing in a bucket, the bucket is missing; `value` may
 * have `n` beside it.
 */
type Form = 'value' | 'ratio' | 'mean';

const needed: Record<Form, readonly ColumnName[]> = {
  value: ['value'],
  ratio: ['numerator', 'denominator'],
  mean: ['mean', 'stddev', 'n'],
};

/** The form of rows, by the columns that any of them has. Throws Unfit if it is none, or more than one. */
export function formOf(columns: ReadonlySet<string>): Form {
  const forms = (Object.keys(needed) as Form[]).filter((form) => needed[form].every((name) => columns.has(name)));
  const [form, second] = forms;
  if (form && !second) return form;
  const found = form ? 'more than one of' : 'none of';
  throw new Unfit(
    `the rows have ${found} the columns "value", or "numerator" and "denominator", or "mean", "stddev" and "n"; one of these is expected`,
  );
}

/**
 * The sample of a row; undefined: there is no value for this bucket (null, a denominator of zero, a mean of nothing).
 * `name` is the bucket's name for people. Throws Unfit for anything that is not a figure.
 */
export function readSample(row: Row, form: Form, t: number, name: string): Sample | undefined {
  const figure = (column: ColumnName) => figureIn(row, column, name);
  const amount = (column: ColumnName) => amountIn(row, column, name);
  if (form === 'value') {
    const value = figure('value');
    const n = amount('n');
    if (value === undefined || n === 0) return undefined;
    return n === undefined ? { t, value } : { t, value, n };
  }
  if (form === 'ratio') {
    const numerator = figure('numerator');
    const denominator = amount('denominator');
    if (numerator === undefined || !denominator) return undefined;
    const value = numerator / denominator;
    if (!Number.isFinite(value))
      throw new Unfit(`the row of ${name} has a far too large ratio of "numerator" to "denominator"`);
    return { t, value, numerator, denominator };
  }
  const mean = figure('mean');
  const n = amount('n');
  const stddev = amount('stddev');
  if (mean === undefined || !n) return undefined;
  // The deviation of one observation is null in SQL; its mean still counts.
  return stddev === undefined ? { t, value: mean, n } : { t, value: mean, stddev, n };
}

export function figureIn(row: Row, column: ColumnName, name: string): number | undefined {
  const cell = parseFigure(row[column]);
  if (cell.kind === 'unfit') throw new Unfit(`the row of ${name} has ${cell.what}, in column "${column}"`);
  return cell.kind === 'figure' ? cell.figure : undefined;
}

/** A figure that cannot be below zero: a count, a spread. Undefined if there is none. Throws Unfit. */
export function amountIn(row: Row, column: ColumnName, name: string): number | undefined {
  const found = figureIn(row, column, name);
  if (found !== undefined && found < 0)
    throw new Unfit(`the row of ${name} has a number below zero, in column "${column}"`);
  return found;
}
