import { CsvError, parse } from 'csv-parse/sync';
import { looksLikeTime } from '../times/read-times.ts';
import { Unfit } from '../unfit.ts';

/** The place of the table in a text, and its delimiter. */
export interface Layout {
  delimiter: string;
  /** As written, blank if there is no name; a table without a header has `column 1`, `column 2` ... */
  columns: string[];
  /** The line at which the first row begins. */
  from: number;
}

/** Usual ones first; the others are tried if none of these separates anything. */
const delimiters = [
  [',', ';', '\t', '|'],
  ['^', '~', ' '],
];
const recordsSeen = 40;
const comment = /^\s*(?:#|\/\/)/;
const separator = /^\s*"?sep=(.)"?\s*$/i;

/** How quotes, blanks and comments are read, in the head and in the whole file. */
export const csvRules = {
  bom: true,
  comment: '#',
  comment_no_infix: true,
  info: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  /** `="2026-09-01"`, which keeps spreadsheets from reading a cell in their own way. */
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
};

/** Lines that only separate the head of a table from its body, as databases and Markdown print them: `-----+-----`. */
export const isRule = (cells: readonly string[]): boolean =>
  cells.some((cell) => cell.includes('--')) && cells.every((cell) => /^[-+:=|\s]*$/.test(cell));

/** A cell without the quotes of a spreadsheet's formula around it. */
export const bareCell = (cell: string): string => cell.replace(/^="(.*)"$/s, '$1');

interface Found {
  cells: string[];
  line: number;
}

/**
 * The layout of a table, from the beginning of its text: after comments, titles and `sep=;`, the first line that has as
 * many cells as the lines below it. Undefined: there is nothing. Throws Unfit.
 * @param given the delimiter, if somebody has named it
 */
export function layoutOf(head: string, given?: string): Layout | undefined {
  const lines = head.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  let skipped = 0;
  let said = given;
  let commented: string | undefined;
  for (const line of lines) {
    const separated = separator.exec(line);
    if (separated) said ??= separated[1];
    else if (comment.test(line)) commented = line.replace(comment, '');
    else if (line.trim() !== '') break;
    skipped++;
  }
  const body = lines.slice(skipped).join('\n');
  if (body.trim() === '') return undefined;
  const { delimiter, records } = said === undefined ? likeliest(body) : partedBy(body, said);
  const width = commonest(records.map(({ cells }) => cells.length));
  const at = records.findIndex(({ cells }) => cells.length === width);
  const first = records[at] as Found;
  if (first.cells.filter(looksLikeTime).length > 2)
    throw new Unfit(`line ${first.line + skipped} has days side by side: one row a day is expected`);
  const below = first.line + skipped + 1;
  if (!first.cells.some(looksLikeTime)) return { delimiter, columns: first.cells, from: below };
  // The first whole line is already data: its header is one cell shorter, as R writes it, or a comment, or there is
  // none.
  const above = records[at - 1]?.cells;
  const start = skipped + 1 + (records[at - 1]?.line ?? 0);
  if (above?.length === width - 1) {
    const isTrailing = records.slice(at).every(({ cells }) => (cells[width - 1] ?? '') === '');
    return { delimiter, columns: isTrailing ? above : ['', ...above], from: start };
  }
  const names = commented === undefined ? [] : (parsed(commented, delimiter)[0]?.cells ?? []);
  if (names.length === width) return { delimiter, columns: names, from: start };
  if (names.length === width - 1 && width > 2) return { delimiter, columns: ['', ...names], from: start };
  return { delimiter, columns: first.cells.map((_, i) => `column ${i + 1}`), from: start };
}

function likeliest(body: string): { delimiter: string; records: Found[] } {
  for (const group of delimiters) {
    const tried = group.map((delimiter) => {
      const records = parsed(body, delimiter);
      const widths = records.map(({ cells }) => cells.length);
      const width = commonest(widths);
      const share = widths.filter((own) => own === width).length / widths.length;
      return { delimiter, records, width, share };
    });
    const [best] = tried.filter(({ width }) => width > 1).sort((a, b) => b.share - a.share || b.width - a.width);
    if (best) return best;
  }
  return partedBy(body, ',');
}

const partedBy = (body: string, delimiter: string) => ({ delimiter, records: parsed(body, delimiter) });

/** The first records of a text; if a quote never ends, as far as lines show. */
function parsed(text: string, delimiter: string): Found[] {
  try {
    const records = parse(text, {
      ...csvRules,
      delimiter,
      to: recordsSeen,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.flatMap(({ record, info }) =>
      isRule(record) ? [] : [{ cells: record.map(bareCell), line: info.lines }],
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return text
      .split('\n')
      .slice(0, recordsSeen)
      .flatMap((line, i) => (line.trim() === '' ? [] : [{ cells: line.split(delimiter), line: i + 1 }]));
  }
}

/** Of several the larger. */
function commonest(numbers: number[]): number {
  const counts = [...Map.groupBy(numbers, (number) => number)].map(([number, all]) => ({ number, count: all.length }));
  return counts.sort((a, b) => b.count - a.count || b.number - a.number)[0]?.number ?? 0;
}
