import type { ReadFailure } from '../../domain/metric/reading.ts';
import { type Came, cameOf } from '../../metrics/came.ts';
import type { Row } from '../../metrics/source.ts';
import type { Sources } from '../../metrics/sources.ts';
import { plain } from '../../render/words/plain.ts';
import { sourceRemedy } from '../../render/words/source-remedy.ts';
import { counted } from '../../render/words/words.ts';
import { connectionOf, type Read } from './read-query.ts';

export const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** A failed read, with what to do. */
export function failureOf(answer: Read, { reason, text }: ReadFailure, sources: Sources): string {
  const { name, rows, detail = {} } = answer;
  const connection = sources.get(connectionOf(name));
  const known = [...sources].flatMap(([source, { queries }]) =>
    [...(queries ?? [])].map((query) => `${source}/${query}`),
  );
  const isPushed = connection?.queries === undefined && reason === 'unreachable';
  const remedy = isPushed ? 'give --owner, whose samples they are' : sourceRemedy(reason);
  const codes = Object.entries(detail).map(([key, value]) => `${key} ${value}`);
  return [
    `${name}: ${text} (${seconds(answer.tookMs)})`,
    ...(codes.length > 0 ? [`Detail: ${codes.join(', ')}`] : []),
    ...(reason === 'unknown-source' ? [`There are: ${known.join(', ') || 'none'}`] : []),
    ...(reason === 'bad-samples' && rows ? firstRows(rows) : []),
    ...(remedy === undefined ? [] : [`What to do: ${remedy}`]),
  ].join('\n');
}

const mostShown = 3;

/** As the source gave them, in whose terms the query is mended. */
function firstRows(rows: Row[]): string[] {
  const shown = rows.slice(0, mostShown).map((row) =>
    Object.entries(row)
      .map(([column, value]) => `${column} ${cell(value)}`)
      .join(', '),
  );
  return [
    `${counted(rows.length, 'row')} came${rows.length > mostShown ? ', such as' : ''}:`,
    ...shown.map((row) => `  ${row}`),
  ];
}

const cell = (value: unknown): string => {
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return plain(text ?? 'nothing', 60);
};

/** An answer without values. */
export function whyNone({ rows: given, window, timezone }: Read, days: number): string {
  const came: Came | undefined = given && cameOf(given, window, timezone);
  const asked = `the last ${counted(days, 'day')}`;
  if (!came || came.rows === 0) return `it answered, and has no rows for ${asked}`;
  const { rows, inside, first, last } = came;
  if (inside > 0)
    return `${counted(inside, 'row')} came for ${asked}, none with a value: empty, null, or a denominator of zero`;
  return `${counted(rows, 'row')} came, none of a day of ${asked} that is over: ${first === last ? `of ${first}` : `from ${first} to ${last}`}`;
}
