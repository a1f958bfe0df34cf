import { plain } from '../render/plain.ts';
import type { Column, Value } from './column.ts';

/**
 * RFC 4180: a line of names, lines end in CRLF, quotes are doubled. A text that a spreadsheet would take for a formula begins with an
 * apostrophe, which spreadsheets do not show; numbers are left alone.
 */
export function asCsv<Row>(columns: Column<Row>[], rows: Row[]): string {
  const named = columns.filter(({ field }) => field !== undefined);
  const lines = [
    named.map(({ field = '' }) => field),
    ...rows.map((row) => named.map(({ value }) => cell(value?.(row)))),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

function cell(value: Value): string {
  if (value === undefined) return '';
  if (typeof value !== 'string' && !Array.isArray(value)) return String(value);
  const text = plain(Array.isArray(value) ? value.join(' ') : value, mostCharacters);
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** More than people write about what they learned, less than a cell holds. */
const mostCharacters = 10_000;
