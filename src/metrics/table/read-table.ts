import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { writtenFigure } from '../figures/written-figure.ts';
import { looksLikeTime } from '../times/read-times.ts';
import { Unfit } from '../unfit.ts';
import { decoded } from './decode.ts';
import { bareCell, csvRules, isRule, layoutOf } from './layout.ts';

/** Longer records are not daily figures, but a quote that was never closed. */
const longestRecord = 100_000;

/** With more remarks than this, what is read is not the table. */
const mostLeft = 100;

export interface TableRow {
  cells: readonly string[];
  /** Where it ends in the file. */
  line: number;
}

export interface Table {
  /** As written; blank: it has no name. */
  columns: readonly string[];
  delimiter: string;
  /** One by one; blank rows are skipped. Throws Unfit. */
  rows: AsyncGenerator<TableRow>;
  /** Remarks that are not as wide as the rows; known once those are read. */
  left: TableRow[];
}

/**
 * The table in the bytes of a text file: any encoding and delimiter, comments, titles, `sep=;`, an index without a
 * name, a last line that is not a row. Undefined: there is nothing in it. Throws Unfit, which names the line.
 * @param delimiter if somebody has named it; otherwise it is found
 */
export async function readTable(
  bytes: AsyncIterable<Uint8Array>,
  { delimiter }: { delimiter?: string | undefined } = {},
): Promise<Table | undefined> {
  const text = decoded(bytes);
  const { value: head = '' } = await text.next();
  const layout = layoutOf(head, delimiter);
  if (!layout) return undefined;
  const { columns, from } = layout;
  const left: TableRow[] = [];
  return { columns, delimiter: layout.delimiter, rows: rowsOf(afterLines(head, from - 1), text, layout, left), left };
}

async function* rowsOf(
  head: string,
  rest: AsyncIterable<string>,
  { columns, delimiter, from }: { columns: string[]; delimiter: string; from: number },
  left: TableRow[],
): AsyncGenerator<TableRow> {
  const records = parse({ ...csvRules, delimiter, max_record_size: longestRecord });
  const source = Readable.from(both(head, rest));
  source.once('error', (error) => records.destroy(error));
  source.pipe(records);
  const width = columns.length;
  /** A line of another width, which at the end of the table may be a remark on it. */
  let odd: TableRow | undefined;
  try {
    for await (const { record: written, info } of records as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const line = info.lines + from - 1;
      const record = written.map(bareCell);
      if (record.every((cell) => cell === '') || isRule(record)) continue;
      if (odd) throw wrongWidth(odd);
      if (record.length < width || record.slice(width).some((cell) => cell !== '')) {
        if (isCount(record)) continue;
        if (left.length < mostLeft && isWords(record)) left.push({ cells: record, line });
        else odd = { cells: record, line };
      } else yield { cells: record.slice(0, width), line };
    }
    if (odd && !isRemark(odd.cells)) throw wrongWidth(odd);
    if (odd) left.push(odd);
  } catch (error) {
    throw explain(error, from - 1);
  } finally {
    source.destroy();
    records.destroy();
  }

  function wrongWidth({ cells, line }: TableRow): Unfit {
    return new Unfit(`line ${line} has ${counted(cells.length)}, the header has ${width}`);
  }
}

/** Neither a day nor a figure is in it, so that no row can have been cut off or broken in two. */
const isWords = (cells: readonly string[]) =>
  cells.every((cell) => !looksLikeTime(cell) && writtenFigure(cell) === undefined);

/** One cell at the very end may hold a figure. A day without its figure is a row that was cut off. */
const isRemark = (cells: readonly string[]) =>
  !cells.some(looksLikeTime) && cells.filter((cell) => cell !== '').length === 1;

/** As psql ends its tables. */
const isCount = (cells: readonly string[]) => cells.length === 1 && /^\(\d+ rows?\)$/.test(cells[0] ?? '');

const counted = (cells: number) => `${cells} cell${cells === 1 ? '' : 's'}`;

async function* both(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

function afterLines(text: string, count: number): string {
  const ends = /\r\n|\n|\r/g;
  for (let i = 0; i < count; i++) if (!ends.test(text)) return '';
  return text.slice(ends.lastIndex);
}

/** The parser's own message repeats the content of the cell. */
function explain(error: unknown, before: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error.lines === 'number' ? error.lines + before : '?';
  return new Unfit(`line ${line} cannot be read: perhaps a quote is not closed`);
}
