import type { z } from 'zod';
import type { Row } from './source.ts';

/** Every column that to-samples.ts knows. */
const columnNames = ['t', 'arm', 'value', 'numerator', 'denominator', 'mean', 'stddev', 'n'] as const;
export type ColumnName = (typeof columnNames)[number];

/** Where each column stands in what a source answers: a header, or a path. Absent: the source has no such column. */
export type Columns = Partial<Record<ColumnName, string>>;

/** Which row it is, rather than what it holds: called `t` and `arm` where a query does not say otherwise. */
const labels: readonly ColumnName[] = ['t', 'arm'];

const forms = [['value'], ['value', 'n'], ['numerator', 'denominator'], ['mean', 'stddev', 'n']] as const;
const formsOfArms = [...forms.slice(2), ['numerator', 'denominator', 'n']] as const;

/** The keys by which a query says where its columns stand, for a connector's strict object. */
export const columnKeys = (place: z.ZodString) => ({
  time: place.optional(),
  arm: place.optional(),
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
    : 'beside `arm`: `numerator` and `denominator`, with or without `n`, or `mean`, `stddev` and `n`';

/**
 * The columns of a query, and which of their places must be there. Without any named, every known name stands for itself as far as
 * the source has it; what is named is required.
 */
export function columnsOf(keys: ColumnKeys): { columns: Columns; required: string[] } {
  const places = columnNames.map((name) => [name, name === 't' ? keys.time : keys[name]] as const);
  const isForm = places.some(([name, place]) => !labels.includes(name) && place !== undefined);
  const columns: Columns = {};
  for (const [name, place = name === 't' || !isForm ? name : undefined] of places)
    if (place !== undefined) columns[name] = place;
  return { columns, required: isForm ? Object.values(columns) : keys.arm === undefined ? [] : [keys.arm] };
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
