import { parse as parseArray } from 'postgres-array';

/**
 * A parameter in PostgreSQL's notation, whatever the type on the other side. The driver's own writers go by that type: of a date as text they make
 * nothing, of the text `true` false, and those of arrays they would first have to ask the database for.
 */
export function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(asElement).join(',')}}`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function asElement(value: unknown): string {
  const text = asText(value);
  if (text === null) return 'null';
  return Array.isArray(value) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

const readers: [(text: string) => unknown, ...{ one: number; array: number }[]][] = [
  [(text) => text === 't', { one: 16, array: 1000 }],
  [Number, { one: 21, array: 1005 }, { one: 23, array: 1007 }, { one: 26, array: 1028 }],
  [Number, { one: 700, array: 1021 }, { one: 701, array: 1022 }],
  [JSON.parse, { one: 114, array: 199 }, { one: 3802, array: 3807 }],
  [(text) => Buffer.from(text.slice(2), 'hex'), { one: 17, array: 1001 }],
  // Text, varchar, int8, numeric, uuid: alone they are text anyhow.
  [String, ...[1009, 1015, 1016, 1231, 2951].map((array) => ({ one: 25, array }))],
];

/**
 * How values of PostgreSQL's types (by OID) are read. All others stay text: what is too large or too exact for a number, and what has to do with time,
 * which would be read in this process's time zone.
 */
export const parsers: Record<number, (text: string) => unknown> = Object.fromEntries(
  readers.flatMap(([read, ...types]) =>
    types.flatMap(({ one, array }) => [
      [one, read],
      [array, (text: string) => parseArray(text, read)],
    ]),
  ),
);
