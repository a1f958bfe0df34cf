import { withLatinDigits } from '../../../metrics/figures/latin-digits.ts';
import type { TableRow } from '../../../metrics/table/read-table.ts';
import { isWeekday, monthNamed } from '../../../metrics/times/month-names.ts';

/** Rows above the days: titles, units, totals; and below them: totals, means, remarks. */
const mostAbove = 5;
const mostBelow = 5;

/** Lines of totals, as far as they look like such; they may also stand between the days. */
const total =
  /^(?:(?:grand |sub|eind)?-?tota(?:al|ls?|le|lt)?|sums?|average|avg|mean|summe|gesamt\p{L}*|insgesamt|durchschnitt|totaux|suma|moyenne|razem|i alt|yhteensä|toplam|összesen|celkem|итого|всего|合計|合计|总计|總計|小計|총계|합계|الإجمالي|المجموع)(?!\p{L})/iu;

const words = /^([\p{L}\p{M}]+)[^\d]*/u;

/** Words that are no day: nothing in them is a number, or they begin with more than the name of a month or a weekday. */
export function isRemark(cell: string): boolean {
  const text = withLatinDigits(cell).trim();
  if (text === '' || /^\d/.test(text)) return false;
  if (!/\d/.test(text)) return true;
  const [before = '', first = ''] = words.exec(text) ?? [];
  return before.length > 5 && /[\s:]/.test(before.trim()) && monthNamed(first) === undefined && !isWeekday(first);
}

interface Apart {
  /** The rows of days, as far as this shows. */
  rows: readonly TableRow[];
  left: { row: TableRow; isHeader: boolean }[];
}

/**
 * Separates rows that are no days: a few above the first day and below the last, and totals and repeated headers
 * anywhere.
 */
export function withoutAsides(all: readonly TableRow[], time: number, header: string): Apart {
  const cellOf = ({ cells }: TableRow) => (cells[time] as string).replace(/^\ufeff/, '').trim();
  const isHeader = (row: TableRow) => header !== '' && cellOf(row).toLowerCase() === header.toLowerCase();
  const isTotal = (row: TableRow) => total.test(cellOf(row));
  const isEdge = (row: TableRow) => cellOf(row) === '' || isTotal(row) || isRemark(cellOf(row));
  const first = all.slice(0, mostAbove + 1).findIndex((row) => !isEdge(row));
  const above = Math.max(0, first);
  const plainEnd = all.findLastIndex((row) => cellOf(row) !== '' && !isTotal(row)) + 1;
  const edgeEnd = all.findLastIndex((row) => !isEdge(row)) + 1;
  const below = edgeEnd > above && plainEnd - edgeEnd <= mostBelow ? edgeEnd : Math.max(plainEnd, above);
  const rows: TableRow[] = [];
  const left: Apart['left'] = [];
  for (const [i, row] of all.entries()) {
    if (i < above || i >= below || isTotal(row) || isHeader(row)) left.push({ row, isHeader: isHeader(row) });
    else rows.push(row);
  }
  return rows.length === 0 ? { rows: all, left: [] } : { rows, left };
}
