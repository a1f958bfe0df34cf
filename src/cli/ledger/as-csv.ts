import { csvLine } from '../../render/words/csv-line.ts';
import type { Column } from './column.ts';

/** A line of names, then one line a row. */
export function asCsv<Row>(columns: Column<Row>[], rows: Row[]): string {
  const named = columns.filter(({ field }) => field !== undefined);
  const names = `${named.map(({ field = '' }) => field).join(',')}\r\n`;
  return names + rows.map((row) => csvLine(named.map(({ value }) => value?.(row)))).join('');
}
