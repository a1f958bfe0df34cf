import type { InlineText } from './inline-text.ts';

/** A cell of a table; it may have several lines. */
export type Cell = Pick<InlineText, 'text' | 'bare'>;

/** The row of a table as one line, as it is written, with its cells. */
export function cellsOf(row: Cell[]): { text: string; bare: string; cells: Cell[] } {
  const line = (part: 'text' | 'bare') => `| ${row.map((cell) => cell[part].replaceAll('\n', ' ')).join(' | ')} |`;
  return { text: line('text'), bare: line('bare'), cells: row };
}
