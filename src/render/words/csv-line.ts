import { plain } from './plain.ts';

export type CsvValue = string | number | boolean | readonly string[] | undefined;

/**
 * RFC 4180: lines end in CRLF, every text is quoted. What a spreadsheet would take for a formula gets an apostrophe, which spreadsheets do not show; numbers
 * are left alone.
 */
export const csvLine = (values: CsvValue[]): string => `${values.map(cell).join(',')}\r\n`;

function cell(value: CsvValue): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = plain(typeof value === 'string' ? value : value.join(' '), mostCharacters);
  return `"${text.replace(formula, "$1'$2").replaceAll('"', '""')}"`;
}

/**
 * Where a formula may begin: at the start of a cell, and after what separates lists in other countries (German, French: `;`), since a
 * reader that cuts there does not heed quotes that begin earlier. Full-width and small signs count as the plain ones.
 */
const formula = /((?:^|[;|])[\s"\p{Default_Ignorable_Code_Point}]*)([=+\-@＝＋－＠﹦﹢﹣﹫])/gu;

/** More than people write about what they learned, less than a cell holds. */
const mostCharacters = 10_000;
