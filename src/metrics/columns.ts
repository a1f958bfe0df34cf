import type { z } from 'zod';
import type { Row } from './source.ts';

/** Every column that to-samples.ts knows. */
const columnNames = ['t', 'value', 'numerator', 'denominator', 'mean', 'stddev', 'n'] as const;
export type ColumnName = (typeof columnNames)[number];

/** Where each column stands in what a source answers: a header, or a path. Absent: the source has no such column. */
export type Columns = Partial<Record<ColumnName, string>>;

const forms = [['value'], ['numerator', 'denominator'], ['mean', 'stddev', 'n']] as const;

/** The keys by which a query says where its columns stand, for a connector's strict object. */
export const columnKeys = (place: z.ZodString) => ({
  time: place.optional(),
  value: place.optional(),
  numerator: place.optional(),
  denominator: place.optional(),
  mean: place.optional(),
  stddev: place.optional(),
  n: place.optional(),
});

type ColumnKeys = z.output<z.ZodObject<ReturnType<typeof columnKeys>>>;

/** A query names all columns of one form, or none: then they are called what they are called here. */
export function hasOneForm(keys: ColumnKeys): boolean {
  const named = columnNames.filter((name) => name !== 't' && keys[name] !== undefined);
  return named.length === 0 || forms.some((form) => form.length === named.length && form.every((name) => keys[name]));
}

export const oneFormExpected = '`value`, or `numerator` and `denominator`, or `mean`, `stddev` and `n`';

/**
 * The columns of a query. Without any named, every known name stands for itself as far as the source has it; those that are named
 * are required.
 */
export function columnsOf(keys: ColumnKeys): { columns: Columns; required: boolean } {
  const places = columnNames.map((name) => [name, name === 't' ? keys.time : keys[name]] as const);
  const required = places.some(([name, place]) => name !== 't' && place !== undefined);
  const columns: Columns = {};
  for (const [name, place = name === 't' || !required ? name : undefined] of places)
    if (place !== undefined) columns[name] = place;
  return { columns, required };
}

/** One row, each column looked up where it stands; what is not there is left out. */
export function rowOf(columns: Columns, find: (place: string) => unknown): Row {
  const row: Row = {};
  for (const name of columnNames) {
    const place = columns[name];
    const found = place === undefined ? undefined : find(place);
    if (found !== undefined) row[name] = found;
  }
  return row;
}
