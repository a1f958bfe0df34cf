import { plain } from '../../render/words/plain.ts';
import type { Column, Value } from './column.ts';

/**
 * RFC 4180: a line of names, lines end in CRLF, every text is quoted. What a spreadsheet would take for a formula gets an apostrophe, which
 * spreadsheets do not show; numbers are left alone.
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
  return `"${text.replace(formula, "$1'$2").replaceAll('"', '""')}"`;
}

/**
 * Where a formula may begin: at the start of a cell, and after what separates lists in other countries (German, French: `;`), since a
 * reader that cuts there does not heed quotes that begin earlier. Full-width and small signs count as the plain ones.
 */
const formula = /((?:^|[;|])[\s"\p{Default_Ignorable_Code_Point}]*)([=+\-@＝＋－＠﹦﹢﹣﹫])/gu;

/** More than people write about what they learned, less than a cell holds. */
const mostCharacters = 10_000;
