import { parse as parseArray } from 'postgres-array';

/**
 * A parameter in PostgreSQL's notation, for any type on the other side. The driver's own writers go by that type: they
 * cannot write a date as text, they turn the text `true` into false, and for arrays they would first query the
 * database.
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
  // Text, varchar, int8, numeric, uuid: single values are text anyway.
  [String, ...[1009, 1015, 1016, 1231, 2951].map((array) => ({ one: 25, array }))],
];

/**
 * How values of PostgreSQL's types (by OID) are read. All others stay text: numbers that are too large or too exact,
 * and times, which would be read in this process's time zone.
 */
export const parsers: Record<number, (text: string) => unknown> = Object.fromEntries(
  readers.flatMap(([read, ...types]) =>
    types.flatMap(({ one, array }) => [
      [one, read],
      [array, (text: string) => parseArray(text, read)],
    ]),
  ),
);
