import { writtenFigure } from '../../../metrics/figures/written-figure.ts';
import type { TableRow } from '../../../metrics/table/read-table.ts';
import { looksLikeTime } from '../../../metrics/times/read-times.ts';

/**
 * The column names if a second line of names follows the first, as in pivot tables: `Web`, `Web` over `Sessions`,
 * `Users`. That line is removed from the rows. It has neither a time nor a figure, and a name where the times are below
 * it.
 */
export function withSecondHeader(columns: readonly string[], rows: TableRow[]): readonly string[] {
  const [first, next] = rows;
  if (!first || !next) return columns;
  const isName = (cell: string) => writtenFigure(cell) === undefined && !looksLikeTime(cell);
  const time = next.cells.findIndex(looksLikeTime);
  if (time < 0 || first.cells[time] === '' || !first.cells.every(isName)) return columns;
  rows.shift();
  return columns.map((column, place) => {
    const below = first.cells[place] ?? '';
    return place === time || column === '' ? below : `${column} ${below}`.trim();
  });
}
