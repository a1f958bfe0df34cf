import { increases, looksLikeRunningTotal } from '../../../analysis/findings/running-total.ts';
import type { Sample, Series } from '../../../analysis/samples.ts';
import { readFigures } from '../../../metrics/figures/read-figures.ts';
import { readSample } from '../../../metrics/read-sample.ts';
import { readTable, type TableRow } from '../../../metrics/table/read-table.ts';
import { readTimes, type Time } from '../../../metrics/times/read-times.ts';
import { settleRepeatedHours } from '../../../metrics/times/repeated-hours.ts';
import { Unfit } from '../../../metrics/unfit.ts';
import { plain } from '../../../render/words/plain.ts';
import { forTerminal } from '../for-terminal.ts';
import { addUp } from './add-up.ts';
import { withoutAsides } from './aside.ts';
import { type Choice, chooseColumns } from './columns.ts';
import { withDates } from './date-parts.ts';
import { withHours } from './hour-column.ts';
import { intoBuckets, type TimedRow } from './into-buckets.ts';
import { nameOf } from './names.ts';
import { withoutUnfinished } from './not-over.ts';
import { asRemark, type Clock, type FileOptions, quoted, UnreadableFile } from './row.ts';
import { withSecondHeader } from './second-header.ts';
import { refuseTwice } from './twice.ts';

const most = 1_000_000;

export interface SeriesFile {
  series: Series;
  /** Absent: the file only says `value`. */
  name?: string;
  /** Parts of a whole: a ratio, or written as a percentage. */
  isShare: boolean;
  /** The last row, with a value or without: up to there the file tells. */
  last: number;
  /** What was left out, and why. */
  notes: string[];
}

/**
 * The series in the bytes of a CSV file. Columns: times (named `date` or similar, or the only ones), and `value` (with
 * `n`, of how many, if that varies), or `numerator` and `denominator`, or `mean`, `stddev` and `n`. Any other column of
 * numbers is a metric of its own, chosen by name. A column `metric` separates several metrics by row. An empty cell is
 * a missing value. The problem names the line.
 */
export async function readSeries(
  bytes: AsyncIterable<Uint8Array>,
  options: FileOptions,
  clock: Clock,
): Promise<SeriesFile | { problem: string }> {
  try {
    return await read(bytes, options, clock);
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof Unfit) return { problem: error.message };
    throw error;
  }
}

async function read(bytes: AsyncIterable<Uint8Array>, options: FileOptions, clock: Clock): Promise<SeriesFile> {
  const table = await readTable(bytes);
  if (!table) throw new UnreadableFile('the file is empty');
  const all: TableRow[] = [];
  for await (const row of table.rows) {
    if (all.length === most) throw new UnreadableFile('there are more than a million rows');
    all.push(row);
  }
  if (all.length === 0) throw new UnreadableFile('there are no rows under the header');
  const { columns, rows: dated } = withDates(withSecondHeader(table.columns, all), all);
  const chosen = chooseColumns(columns, dated, options);
  const choice = { ...chosen, rows: withHours(columns, chosen.rows, chosen.time) };
  const { rows, times, notes } = timesOf(choice, columns[choice.time] ?? '', options.timezone ?? 'UTC');
  const figures = figuresOf(choice, rows, table, options.decimal);
  const placed = intoBuckets(
    rows.map(({ line }, index): TimedRow => ({ time: times[index] as Time, line, index })),
    options,
  );
  const { bucket, step } = placed;
  if (!options.bucket) refuseTwice(placed, rows, columns, options.timezone);
  const over = withoutUnfinished(placed, options.timezone, clock);
  const each = over.rows
    .toSorted((a, b) => a.t - b.t)
    .flatMap(({ t, line, index }) => {
      const row = Object.fromEntries(figures.columns.map(([name, cells]) => [name, cells[index]]));
      return readSample(row, choice.form, t, `${nameOf(t, bucket)} (line ${line})`) ?? [];
    });
  const added = options.bucket ? addUp(each, { bucket, step, how: options.bucket.how }) : { samples: each, notes: [] };
  const series = ofTotals({ bucket, samples: added.samples }, options.increase, figures.unit);
  return {
    series: series.series,
    ...(choice.name === undefined ? {} : { name: plain(forTerminal(choice.name), 60) }),
    last: over.rows.reduce((latest, { t }) => Math.max(latest, t), Number.NEGATIVE_INFINITY),
    isShare: figures.unit === '%' || (choice.form === 'ratio' && series.series.samples.every(isPart)),
    notes: [...notes, ...table.left.map(asRemark), ...over.notes, ...added.notes, ...series.notes],
  };
}

/** `Aug 25`. */
const noYear = /^\p{L}{3,12}\.? \d{1,2}$/u;

const isPart = ({ numerator = 0, denominator = 0 }: Sample) => Math.abs(numerator) <= denominator;

/** The time of each row; rows that are no days are left out with a note. */
function timesOf(
  { rows: all, time }: Choice,
  header: string,
  timezone: string,
): { rows: readonly TableRow[]; times: Time[]; notes: string[] } {
  const cellOf = ({ cells }: TableRow) => cells[time] as string;
  const { rows, left } = withoutAsides(all, time, header);
  const read = readTimes(rows.map(cellOf), timezone);
  if ('ambiguous' in read) {
    const { index, readings, areMixed } = read.ambiguous;
    const row = rows[index] as TableRow;
    const why = areMixed ? 'the file seems to mix the two orders' : 'no other line tells';
    throw new UnreadableFile(
      `line ${row.line}: ${quoted(cellOf(row))} can be ${readings.join(' or ')}, and ${why}: write days as ${readings[0]}`,
    );
  }
  const times = read.times.map((found, index) => {
    const row = rows[index] as TableRow;
    if (found?.kind === 'period')
      throw new UnreadableFile(
        `line ${row.line}: ${quoted(cellOf(row))} is a ${found.each}${found.each === 'month' && noYear.test(cellOf(row)) ? ', or a day without its year' : ''}: one row a day, or one an hour, is expected`,
      );
    if (found) return found;
    const more = read.times.filter((time) => time === undefined).length - 1;
    const others = more > 0 ? `, nor are ${more} more` : '';
    throw new UnreadableFile(
      cellOf(row) === ''
        ? `line ${row.line} has no time`
        : `line ${row.line}: ${quoted(cellOf(row))} ${noYear.test(cellOf(row)) ? 'is a day without its year' : 'is not a time'}${others}; 2026-10-01 or 2026-10-01T09:00:00Z is expected`,
    );
  });
  const notes = left.map(
    ({ row, isHeader }) =>
      `line ${row.line} is left out: ${cellOf(row) === '' ? 'it has no time' : isHeader ? 'it is the header again' : `${quoted(cellOf(row))} is not a day`}.`,
  );
  return { rows, times: settleRepeatedHours(times), notes };
}

/** The figures of the metric by column. Throws an UnreadableFile that names the line and the day. */
function figuresOf(
  { columns, time }: Choice,
  rows: readonly TableRow[],
  { delimiter }: { delimiter: string },
  decimal: FileOptions['decimal'],
): { columns: [string, (number | null)[]][]; unit: string } {
  let unit = '';
  const read = Object.entries(columns).map(([name, place]): [string, (number | null)[]] => {
    const cells = rows.map(({ cells }) => cells[place] as string);
    const found = readFigures(cells, { delimiter, decimal });
    if ('ambiguous' in found) {
      const { index, readings } = found.ambiguous;
      throw new UnreadableFile(
        `line ${rows[index]?.line}: ${quoted(cells[index] as string)} can be ${readings.join(' or ')}, and no other line tells: say --decimal . or --decimal ,`,
      );
    }
    const wrong = found.figures.flatMap((cell, index) => (cell.kind === 'unfit' ? [{ index, what: cell.what }] : []));
    if (wrong[0]) {
      const { index, what } = wrong[0];
      const row = rows[index] as TableRow;
      const problem = what.startsWith('text') ? 'is not a number' : `has ${what}`;
      const more =
        wrong.length > 1 ? `; ${wrong.length - 1} more ${wrong.length === 2 ? 'line is' : 'lines are'} like this` : '';
      throw new UnreadableFile(
        `line ${row.line} (${row.cells[time]}): ${quoted(cells[index] as string)} ${problem}${more}`,
      );
    }
    unit ||= found.unit;
    return [name, found.figures.map((cell) => (cell.kind === 'figure' ? cell.figure : null))];
  });
  return { columns: read, unit };
}

/**
 * What each day adds, if the file holds running totals and that was asked for. Throws an UnreadableFile if nobody has
 * said.
 */
function ofTotals(series: Series, increase: boolean | undefined, unit: string): { series: Series; notes: string[] } {
  const { bucket, samples } = series;
  if (increase === false || (increase === undefined && (unit === '%' || !looksLikeRunningTotal(samples))))
    return { series, notes: [] };
  if (increase === undefined) {
    const [first, last] = [samples[0], samples.at(-1)] as [Sample, Sample];
    const falls = samples.filter(({ value }, i) => value < (samples[i - 1]?.value ?? value)).length;
    const how = falls === 0 ? 'never fall' : `only rise, but for ${falls === 1 ? 'one fall' : `${falls} falls`}`;
    throw new UnreadableFile(
      `the values ${how}, from ${first.value} on ${nameOf(first.t, bucket)} to ${last.value} on ${nameOf(last.t, bucket)}: this looks like a running total. Say --increase to look at what each ${bucket} adds, or --no-increase if it is no total`,
    );
  }
  const added = increases(samples, bucket === 'day' ? 86_400_000 : 3_600_000);
  const notes = [
    ...noteOf(added.untold, `the ${bucket} before is missing, so what was added is not known.`),
    ...noteOf(added.corrected, `the total fell by a little, so what was added is not known.`),
  ];
  return { series: { bucket, samples: added.samples }, notes };

  function noteOf(times: readonly number[], what: string): string[] {
    if (times.length === 0) return [];
    const named = times.slice(0, 3).map((t) => nameOf(t, bucket));
    return [`${named.join(', ')}${times.length > 3 ? ` and ${times.length - 3} more` : ''}: ${what}`];
  }
}
