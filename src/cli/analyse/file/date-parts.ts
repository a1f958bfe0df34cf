import type { TableRow } from '../../../metrics/table/read-table.ts';
import { monthNamed } from '../../../metrics/times/month-names.ts';

const names = {
  year: /^(?:year|jahr|ann[ée]e|anno|año|ano|jaar|år|rok|год|年|年份)$/iu,
  month: /^(?:month|monat|mois|mese|mes|mês|maand|månad|måned|miesiąc|месяц|月|月份)$/iu,
  day: /^(?:day|day of month|tag|jour|giorno|día|dia|dag|dzień|день|日)$/iu,
};
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
  const monthIn = (cell = '') => (isWhole(cell) ? cell : monthNamed(cell)?.toString());
  const areParts = ({ cells }: TableRow) =>
    isWhole(cells[year]) && isWhole(cells[day]) && monthIn(cells[month]) !== undefined;
  if (!rows.every(areParts)) return { columns, rows };
  const partOf = (cells: readonly string[], place: number, digits: number) =>
    (cells[place] as string).padStart(digits, '0');
  return {
    columns: columns.with(year, '').with(month, '').with(day, 'date'),
    rows: rows.map((row) => ({
      ...row,
      cells: row.cells
        .with(year, '')
        .with(month, '')
        .with(
          day,
          `${partOf(row.cells, year, 4)}-${(monthIn(row.cells[month]) as string).padStart(2, '0')}-${partOf(row.cells, day, 2)}`,
        ),
    })),
  };
}
