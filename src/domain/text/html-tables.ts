import { type Cell, cellsOf } from './cells.ts';
import type { ReadableLine } from './readable-line.ts';

/** Where a line stands in a table of HTML; a line that only says so has no text. */
export interface TableMark {
  row?: true;
  cell?: 'head' | 'data';
  end?: true;
}

interface OpenTable {
  lines: ReadableLine[];
  rows: { kinds: string[]; cells: ReadableLine[][]; at: ReadableLine }[];
}

/**
 * Lines in which the rows of HTML tables stand as those of Markdown tables do, where the first row consists of heads. Other tables are layout,
 * or have a name before each value, and their cells stay lines.
 */
export function withHtmlTables(marked: readonly (ReadableLine & { mark?: TableMark })[]): ReadableLine[] {
  const lines: ReadableLine[] = [];
  let table: OpenTable | undefined;
  const close = () => {
    if (table) for (const line of hasHead(table) ? rowsOf(table) : table.lines) lines.push(line);
    table = undefined;
  };
  for (const { mark, ...line } of marked) {
    if (mark?.row) {
      table ??= { lines: [], rows: [] };
      table.rows.push({ kinds: [], cells: [], at: line });
    }
    const row = table?.rows.at(-1);
    if (row && mark?.cell) {
      row.kinds.push(mark.cell);
      row.cells.push([]);
    }
    if (mark?.end) close();
    if (line.text === '') continue;
    if (table && !line.apart) row?.cells.at(-1)?.push(line);
    (table?.lines ?? lines).push(line);
  }
  close();
  return lines;
}

const hasHead = ({ rows: [first] }: OpenTable) =>
  first !== undefined && first.kinds.length > 1 && first.kinds.every((kind) => kind === 'head');

const rowsOf = ({ rows }: OpenTable): ReadableLine[] =>
  rows
    .filter(({ cells }) => cells.length > 0)
    .map(({ cells, at }) => ({ ...at, ...cellsOf(cells.map(cellOf)), heading: false, level: 0, label: false }));

const cellOf = (lines: ReadableLine[]): Cell => ({
  text: lines.map(({ text }) => text).join('\n'),
  bare: lines.map(({ bare }) => bare).join('\n'),
});
