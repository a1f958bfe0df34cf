import { linesOf } from '../../../metrics/table/lines-of.ts';
import type { TableRow } from '../../../metrics/table/read-table.ts';
import { looksLikeTime } from '../../../metrics/times/read-times.ts';
import { howToAddUp, type Placed, type PlacedRow } from './into-buckets.ts';
import { nameOf } from './names.ts';
import { UnreadableFile } from './row.ts';

/**
 * Throws an UnreadableFile if two rows have one day, with the likely reason: clocks that were set back, or a column
 * that separates the rows.
 */
export function refuseTwice(
  { bucket, rows }: Placed,
  table: readonly TableRow[],
  columns: readonly string[],
  timezone: string | undefined,
): void {
  const seen = new Map<number, PlacedRow>();
  for (const row of rows) {
    const first = seen.get(row.t);
    if (!first) {
      seen.set(row.t, row);
      continue;
    }
    const same = rows.filter(({ t }) => t === row.t);
    const days = new Set(rows.map(({ t }) => t)).size;
    const others = rows.length - days > same.length - 1 ? ', and other days are there twice' : '';
    const lines = linesOf(same.map(({ line }) => line));
    throw new UnreadableFile(
      `${nameOf(row.t, bucket)} is there twice, in ${lines}${bucket === 'day' ? others : ''}: one row ${bucket === 'day' ? 'a day' : 'an hour'} is expected. ${reason(first, row)}`,
    );
  }

  function reason(one: PlacedRow, other: PlacedRow): string {
    if (bucket === 'hour' && one.time.isLocal && one.time.wall !== other.time.wall)
      return `The clocks were set forward then, and one of the two never was: write the offset, as in 2026-10-25T02:00+01:00, or --timezone with the zone in which the times were written`;
    const hourOfDay = new Date(one.time.wall).getUTCHours();
    if (bucket === 'hour' && one.time.isLocal && hourOfDay < 4)
      return timezone === undefined
        ? 'If the clocks were set back then, say where with --timezone Europe/Berlin, or write the offset: 2026-10-25T02:00+01:00'
        : 'If the clocks were set back then, put the rows in order of time, or write the offset: 2026-10-25T02:00+01:00';
    const [before, after] = [table[one.index], table[other.index]];
    if (before?.cells.join('\n') === after?.cells.join('\n')) return 'The two are the same: remove one of them';
    const place = columns.findIndex((header, i) => {
      const [a = '', b = ''] = [before?.cells[i], after?.cells[i]];
      return header !== '' && a !== b && /\p{L}/u.test(a + b) && !looksLikeTime(a);
    });
    const parts = place < 0 ? '' : `The rows differ in ${columns[place]}. `;
    return `${parts}${howToAddUp}`;
  }
}
