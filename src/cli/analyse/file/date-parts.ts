import type { TableRow } from '../../../metrics/table/read-table.ts';

const names = { year: /^year$/i, month: /^month$/i, day: /^(?:day|day of month)$/i };
const isWhole = (cell: string | undefined) => /^\d{1,4}$/.test(cell ?? '');

/**
 * The table with its days in one column, if it has the year, the month and the day of each row in columns of their own.
 * Other tables stay as they are.
 */
export function withDates(
  columns: readonly string[],
  rows: readonly TableRow[],
): { columns: readonly string[]; rows: readonly TableRow[] } {
  const [year, month, day] = Object.values(names).map((name) => columns.findIndex((header) => name.test(header)));
  if (year === undefined || month === undefined || day === undefined || Math.min(year, month, day) < 0)
    return { columns, rows };
  const places = [year, month, day];
  if (!rows.every(({ cells }) => places.every((place) => isWhole(cells[place])))) return { columns, rows };
  const partOf = (cells: readonly string[], place: number, digits: number) =>
    (cells[place] as string).padStart(digits, '0');
  return {
    columns: columns.with(year, '').with(month, '').with(day, 'date'),
    rows: rows.map((row) => ({
      ...row,
      cells: row.cells
        .with(year, '')
        .with(month, '')
        .with(day, `${partOf(row.cells, year, 4)}-${partOf(row.cells, month, 2)}-${partOf(row.cells, day, 2)}`),
    })),
  };
}
