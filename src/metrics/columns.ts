import type { z } from 'zod';
import type { Row } from './source.ts';
import { SourceFailure } from './source-failure.ts';

/** Every column that to-samples.ts knows. */
const columnNames = [
  't',
  'arm',
  'value',
  'numerator',
  'denominator',
  'mean',
  'stddev',
  'sum',
  'sum_squares',
  'n',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** The place of each column in a source's answer: a header, or a path. Absent: the source has no such column. */
export type Columns = Partial<Record<ColumnName, string>>;

/** Columns that identify the row: called `t` and `arm` unless a query says otherwise. */
const labels: readonly ColumnName[] = ['t', 'arm'];

const forms = [['value'], ['value', 'n'], ['numerator', 'denominator'], ['mean', 'stddev', 'n']] as const;
const formsOfArms = [...forms.slice(2), ['numerator', 'denominator', 'n'], ['sum', 'sum_squares', 'n']] as const;

/** The keys by which a query names its columns, for a connector's strict object. */
export const columnKeys = (place: z.ZodString) => ({
  time: place.optional(),
  arm: place.optional(),
  value: place.optional(),
  numerator: place.optional(),
  denominator: place.optional(),
  mean: place.optional(),
  stddev: place.optional(),
  sum: place.optional(),
  sum_squares: place.optional(),
  n: place.optional(),
});

type ColumnKeys = z.output<z.ZodObject<ReturnType<typeof columnKeys>>>;

/** A query names all columns of one form, or none: then they have their own names. */
export function hasOneForm(keys: ColumnKeys): boolean {
  const named = columnNames.filter((name) => !labels.includes(name) && keys[name as 'value'] !== undefined);
  const known: readonly (readonly ColumnName[])[] = keys.arm === undefined ? forms : formsOfArms;
  return (
    named.length === 0 ||
    known.some((form) => form.length === named.length && form.every((name) => keys[name as 'value']))
  );
}

/** What is expected of such keys, for a schema's `error`. */
export const oneFormExpected = ({ input }: { input?: unknown }) =>
  Object(input).arm === undefined
    ? '`value`, with or without `n`, or `numerator` and `denominator`, or `mean`, `stddev` and `n`'
    : 'beside `arm`: `numerator` and `denominator`, with or without `n`, or `mean`, `stddev` and `n`, or `sum`, `sum_squares` and `n`';

/**
 * The columns of a query, and which of them must exist. Without any named, each known column is used if the source has
 * it; named columns are required.
 */
export function columnsOf(keys: ColumnKeys): { columns: Columns; required: string[] } {
  const places = columnNames.map((name) => [name, name === 't' ? keys.time : keys[name]] as const);
  const isForm = places.some(([name, place]) => !labels.includes(name) && place !== undefined);
  const columns: Columns = {};
  for (const [name, place = name === 't' || !isForm ? name : undefined] of places)
    if (place !== undefined) columns[name] = place;
  return { columns, required: isForm ? Object.values(columns) : keys.arm === undefined ? [] : [keys.arm] };
}

/** One row, each column looked up at its place; missing ones are left out. */
export function rowOf(columns: Columns, find: (place: string) => unknown): Row {
  const row: Row = {};
  for (const name of columnNames) {
    const place = columns[name];
    const found = place === undefined ? undefined : find(place);
    if (found !== undefined) row[name] = found;
  }
  return row;
}

/** Of two columns with one name, a driver keeps either. Throws a SourceFailure; what else a query selects twice does not matter. */
export function refuseTwice(names: readonly string[]): void {
  const twice = columnNames.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice) throw new SourceFailure('query-failed', `the query of the source gives two columns "${twice}"`);
}
