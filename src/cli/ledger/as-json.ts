import { plain } from '../../render/words/plain.ts';
import type { Column, Value } from './column.ts';

/** A list of objects, a row a line; unknown values are null, so every row has every name. */
export function asJson<Row>(columns: Column<Row>[], rows: Row[]): string {
  const named = columns.filter(({ field }) => field !== undefined);
  const objects = rows.map((row) =>
    JSON.stringify(Object.fromEntries(named.map(({ field = '', value }) => [field, cleaned(value?.(row))]))),
  );
  return objects.length === 0 ? '[]\n' : `[\n${objects.join(',\n')}\n]\n`;
}

/** It may end on a terminal, where control characters have effects. */
function cleaned(value: Value): Value | null {
  if (value === undefined) return null;
  if (typeof value === 'string') return plain(value, mostCharacters);
  return Array.isArray(value) ? value.map((one) => plain(one, mostCharacters)) : value;
}

const mostCharacters = 10_000;
