import { createReadStream } from 'node:fs';
import { readTable, type TableRow } from '../../metrics/table/read-table.ts';
import { looksLikeTime, parseTime, readTimes } from '../../metrics/times/read-times.ts';
import { Unfit } from '../../metrics/unfit.ts';
import { plain } from '../../render/words/plain.ts';
import { asRemark } from '../analyse/file/row.ts';
import type { Moment } from '../analyse/moment.ts';
import { whyUnread } from '../analyse/read-text.ts';

export interface Release {
  name: string;
  moment: Moment;
}

/** More would be a log of deployments, which a series cannot separate. */
const mostReleases = 500;

/**
 * Releases from a CSV file, oldest first: a column of times, and the first other column for their names. The problem
 * names the file, as the notes do on lines that were left out.
 */
export async function readReleases(
  path: string,
  timezone: string,
): Promise<{ releases: Release[]; notes: string[] } | { problem: string }> {
  const shown = plain(path, 200);
  const stream = createReadStream(path);
  try {
    const table = await readTable(stream);
    if (!table)
      return { problem: `${shown}: the file is empty; expected: a line per release, such as 2026-10-01,v1.4.0` };
    const rows: TableRow[] = [];
    // A list without a header begins with a release.
    if (table.columns.some(isTime)) rows.push({ cells: table.columns, line: 1 });
    for await (const row of table.rows) {
      if (rows.length >= mostReleases) return { problem: `${shown}: more than ${mostReleases} releases` };
      rows.push(row);
    }
    const found = releasesOf(rows, table.columns.length, timezone, shown);
    return 'problem' in found ? found : { ...found, notes: table.left.map((row) => `${shown}: ${asRemark(row)}`) };
  } catch (error) {
    if (error instanceof Unfit) return { problem: `${shown}: ${error.message}` };
    if (error instanceof Error && 'syscall' in error)
      return { problem: whyUnread(shown, error as NodeJS.ErrnoException) };
    throw error;
  } finally {
    stream.destroy();
  }
}

/** Including days that only their column can settle. */
const isTime = (cell: string) => looksLikeTime(cell) || parseTime(cell, 'UTC') !== undefined;

function releasesOf(
  rows: TableRow[],
  width: number,
  timezone: string,
  shown: string,
): { releases: Release[] } | { problem: string } {
  const columns = Array.from({ length: width }, (_, at) => rows.map(({ cells }) => cells[at] ?? ''));
  const timed = columns.findIndex((cells) => cells.some(isTime));
  const cells = columns[timed];
  const [first] = rows;
  if (!first) return { problem: `${shown}: there are no releases under the header` };
  if (!cells)
    return {
      problem: `${shown}: no column of days; line ${first.line} is "${plain(first.cells.join(','), 60)}"; expected: a line per release, such as 2026-10-01,v1.4.0`,
    };
  const read = readTimes(cells, timezone);
  if ('ambiguous' in read)
    return {
      problem: `${shown}: line ${rows[read.ambiguous.index]?.line}: "${plain(cells[read.ambiguous.index] ?? '', 40)}" is ${read.ambiguous.readings.join(' or ')}; write days as 2026-10-01`,
    };
  const names = columns.find((column, at) => at !== timed && column.some((cell) => cell !== '' && !isTime(cell)));
  const releases: Release[] = [];
  for (const [at, time] of read.times.entries()) {
    if (time === undefined || time.kind === 'period')
      return { problem: `${shown}: line ${rows[at]?.line}: "${plain(cells[at] ?? '', 40)}" is not a day` };
    const isDay = time.kind === 'date';
    const name = plain(names?.[at] || (cells[at] ?? ''), 60);
    releases.push({ name, moment: { at: time.at, wall: time.wall, isDay } });
  }
  return { releases: releases.sort((one, other) => one.moment.at - other.moment.at) };
}
