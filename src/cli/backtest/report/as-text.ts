import { noBreak } from '../../../render/words/figures.ts';
import { asTable } from '../../ledger/as-table.ts';
import { type Cell, cut, type Part, type Report, type Table } from './part.ts';

const mostRows = 10;

/** For a terminal of so many columns. */
export function reportAsText({ title, lead, parts }: Report, width: number): string {
  const text = [`${title}\n${lead}`, ...parts.map((part) => partAsText(part, width))].join('\n\n');
  return `${text.replaceAll(noBreak, ' ')}\n`;
}

function partAsText({ heading, lines, items = [], table, notes = [] }: Part, width: number): string {
  return [
    `${heading}\n${'-'.repeat(heading.length)}`,
    ...lines,
    ...items.map((item) => `- ${item}`),
    ...(table ? ['', tableAsText(table, width)] : []),
    ...(table && notes.length > 0 ? [''] : []),
    ...notes,
  ].join('\n');
}

function tableAsText(table: Table, width: number): string {
  const { columns, rows, left } = cut(table, mostRows);
  const widest = widestOf({ columns, rows });
  const shown = asTable(
    columns.map(({ title, right }, at) => ({
      title,
      text: (row: Cell[]) => row[at]?.text ?? '',
      ...(right && { align: 'right' as const }),
      ...(at === widest && { flexible: true }),
    })),
    rows,
    width,
  );
  return left > 0 ? `${shown}... and ${left} more.` : shown.trimEnd();
}

/** The column that gives way on a narrow terminal. */
function widestOf({ columns, rows }: Table): number {
  const widths = columns.map((_, at) => Math.max(0, ...rows.map((row) => row[at]?.text.length ?? 0)));
  return widths.indexOf(Math.max(...widths));
}
