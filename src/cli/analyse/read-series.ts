import type { Sample, Series } from '../../analysis/samples.ts';
import { parseFigure } from '../../metrics/parse-figure.ts';
import { instantOf, type Moment } from './moment.ts';
import { readTable, type TableRow } from './read-table.ts';

const timeNames = ['t', 'time', 'date', 'day', 'hour', 'timestamp', 'ds'];
/** What belongs to a metric beside its figure, and is none of its own. */
const parts = new Set(['metric', 'numerator', 'denominator', 'mean', 'stddev', 'n']);

/**
 * The series in a CSV text with a header, `;` or tabs between the columns as well. Columns: `t` (or time, date, day, hour, timestamp)
 * and `value` (with `n`, of how many, where that varies), or `numerator` and `denominator`, or `mean`, `stddev` and `n`; any other column of numbers is a metric of its own, chosen
 * by name. A column `metric` tells several metrics apart by row. An empty cell is a missing value. Days are those that are written,
 * whatever their time zone. The fault names the line.
 */
export function readSeries(text: string, metric?: string): { series: Series; name: string } | { fault: string } {
  const table = readTable(text);
  if ('fault' in table) return table;
  const { columns, rows, decimal } = table;
  const time = timeNames.find((name) => columns.includes(name));
  if (!time) return { fault: `there is no column of times; one named ${timeNames.slice(0, 4).join(', ')} is expected` };
  const chosen = choose(columns, rows, time, metric);
  if ('fault' in chosen) return chosen;

  const read: { moment: Moment; sample: Omit<Sample, 't'> }[] = [];
  for (const { cell, line } of chosen.rows) {
    const moment = instantOf(cell(time) ?? '');
    if (!moment)
      return { fault: `line ${line}: "${cell(time)}" is not a time; 2026-10-01 or 2026-10-01T09:00:00Z is expected` };
    const sample = sampleOf(cell, chosen.column, decimal);
    if (typeof sample === 'string') return { fault: `line ${line}: ${sample}` };
    if (sample) read.push({ moment, sample });
  }
  const bucket = bucketOf(read.map(({ moment }) => moment.at));
  const samples = read.map(({ moment, sample }) => ({ t: bucket === 'day' ? moment.asWritten : moment.at, ...sample }));
  return { series: { bucket, samples }, name: chosen.name };
}

/** Which rows and which column the metric is in, and how people call it. */
function choose(
  columns: string[],
  rows: TableRow[],
  time: string,
  metric: string | undefined,
): { rows: TableRow[]; column: string; name: string } | { fault: string } {
  const several = (names: string[]) => ({
    fault: `there are several metrics, choose one with --metric: ${names.slice(0, 10).join(', ')}`,
  });
  if (columns.includes('metric')) {
    const names = [...new Set(rows.map(({ cell }) => cell('metric') ?? ''))];
    if (metric === undefined && names.length > 1) return several(names);
    const name = metric ?? names[0] ?? '';
    if (!names.includes(name))
      return { fault: `there is no metric ${name}; there are ${names.slice(0, 10).join(', ')}` };
    const column = ownColumn(columns) ?? othersOf(columns, time)[0];
    if (!column) return { fault: noValues };
    return { rows: rows.filter(({ cell }) => cell('metric') === name), column, name };
  }
  const wanted = metric?.toLowerCase();
  if (metric !== undefined && wanted !== undefined)
    return columns.includes(wanted) && wanted !== time
      ? { rows, column: wanted, name: metric }
      : { fault: `there is no column ${metric}; there are ${columns.join(', ')}` };
  const own = ownColumn(columns);
  const others = othersOf(columns, time);
  if (!own && others.length > 1) return several(others);
  const column = own ?? others[0];
  return column ? { rows, column, name: column } : { fault: noValues };
}

const noValues = 'there is no column of values; value, or numerator and denominator, is expected';
const othersOf = (columns: string[], time: string) => columns.filter((name) => name !== time && !parts.has(name));

/** `ratio` stands for numerator over denominator. */
function ownColumn(columns: string[]): string | undefined {
  if (columns.includes('value')) return 'value';
  if (columns.includes('numerator') && columns.includes('denominator')) return 'ratio';
  return columns.includes('mean') ? 'mean' : undefined;
}

/** What a row holds; undefined: no value; or in words what is wrong with it. */
function sampleOf(cell: TableRow['cell'], column: string, decimal: '.' | ','): Omit<Sample, 't'> | undefined | string {
  let fault: string | undefined;
  const number = (name: string): number | undefined => {
    const text = cell(name);
    const read = parseFigure(decimal === ',' ? text?.replace(',', '.') : text);
    if (read.kind === 'figure') return read.figure;
    if (read.kind === 'unfit') fault ??= `"${(text ?? '').slice(0, 60)}" is not a number`;
    return undefined;
  };
  if (column === 'ratio') {
    const [numerator, denominator] = [number('numerator'), number('denominator')];
    if (fault !== undefined || numerator === undefined || !denominator) return fault;
    return { value: numerator / denominator, numerator, denominator };
  }
  const value = number(column);
  const stddev = column === 'mean' ? number('stddev') : undefined;
  const n = column === 'mean' || column === 'value' ? number('n') : undefined;
  if (fault !== undefined || value === undefined) return fault;
  return { value, ...(stddev === undefined ? {} : { stddev }), ...(n === undefined ? {} : { n }) };
}

/** The commonest distance between neighbours tells hours from days. */
function bucketOf(times: number[]): Series['bucket'] {
  const gaps = times
    .slice(1)
    .map((t, i) => Math.abs(t - (times[i] ?? 0)))
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  return (gaps[gaps.length >> 1] ?? Number.POSITIVE_INFINITY) < 12 * 3_600_000 ? 'hour' : 'day';
}
