import { parse } from 'csv-parse/sync';
import type { Sample, Series } from '../analysis/samples.ts';

const timeNames = ['t', 'time', 'date', 'day', 'hour', 'timestamp', 'ds'];
const most = 1_000_000;

/**
 * The series in a CSV text with a header. Columns: `t` (or time, date, day, hour, timestamp) and `value`, or `numerator` and
 * `denominator`, or `mean`, `stddev` and `n`; any other column of numbers is a metric of its own, chosen by name. A column
 * `metric` tells several metrics apart by row. An empty cell is a missing value. The fault names the line.
 */
export function readSeries(text: string, metric?: string): { series: Series; name: string } | { fault: string } {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, {
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      trim: true,
      bom: true,
      skip_empty_lines: true,
      to: most + 1,
    });
  } catch (error) {
    return { fault: `not a CSV file with a header: ${error instanceof Error ? error.message : error}` };
  }
  const head = rows[0];
  if (!head) return { fault: 'there are no rows under the header' };
  if (rows.length > most) return { fault: `there are more than a million rows` };
  const time = timeNames.find((name) => name in head);
  if (!time) return { fault: `there is no column of times; one named ${timeNames.slice(0, 4).join(', ')} is expected` };

  let chosen = rows.map((row, i) => ({ row, line: i + 2 }));
  let name = metric ?? 'value';
  const wanted = metric?.toLowerCase();
  if ('metric' in head) {
    const names = [...new Set(rows.map((row) => row.metric ?? ''))];
    name = metric ?? names[0] ?? '';
    if (!names.includes(name))
      return { fault: `there is no metric ${metric}; there are ${names.slice(0, 10).join(', ')}` };
    if (metric === undefined && names.length > 1)
      return { fault: `there are several metrics, choose one with --metric: ${names.slice(0, 10).join(', ')}` };
    chosen = chosen.filter(({ row }) => row.metric === name);
  }
  const column = wanted !== undefined && wanted in head ? wanted : columnOf(head, time);
  if (!column || (wanted !== undefined && !('metric' in head) && column !== wanted))
    return {
      fault: metric
        ? `there is no column ${metric}; there are ${Object.keys(head).join(', ')}`
        : `there is no column of values; value, or numerator and denominator, is expected`,
    };
  if (metric === undefined && !('metric' in head)) name = column;

  const samples: Sample[] = [];
  for (const { row, line } of chosen) {
    const t = instantOf(row[time] ?? '');
    if (t === undefined)
      return { fault: `line ${line}: "${row[time]}" is not a time; 2026-10-01 or 2026-10-01T09:00:00Z is expected` };
    const sample = sampleOf(row, column, t);
    if (typeof sample === 'string') return { fault: `line ${line}: ${sample}` };
    if (sample) samples.push(sample);
  }
  return { series: { bucket: bucketOf(samples), samples }, name };
}

/** `ratio` stands for numerator over denominator. */
function columnOf(head: Record<string, string>, time: string): string | undefined {
  if ('value' in head) return 'value';
  if ('numerator' in head && 'denominator' in head) return 'ratio';
  if ('mean' in head) return 'mean';
  return Object.keys(head).find((name) => name !== time && name !== 'metric');
}

function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(text)) return undefined;
  const iso = text.replace(' ', 'T');
  const t = Date.parse(iso.length > 10 && !/(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? `${iso}Z` : iso);
  return Number.isNaN(t) ? undefined : t;
}

function sampleOf(row: Record<string, string>, column: string, t: number): Sample | undefined | string {
  const number = (name: string) => (row[name] === undefined || row[name] === '' ? undefined : Number(row[name]));
  if (column === 'ratio') {
    const [numerator, denominator] = [number('numerator'), number('denominator')];
    if (numerator === undefined || denominator === undefined || denominator === 0) return undefined;
    if (Number.isNaN(numerator) || Number.isNaN(denominator)) return 'numerator or denominator is not a number';
    return { t, value: numerator / denominator, numerator, denominator };
  }
  const value = number(column);
  if (value === undefined) return undefined;
  if (Number.isNaN(value)) return `"${row[column]}" is not a number`;
  if (column !== 'mean') return { t, value };
  const [stddev, n] = [number('stddev'), number('n')];
  return { t, value, ...(stddev === undefined ? {} : { stddev }), ...(n === undefined ? {} : { n }) };
}

/** The commonest distance between neighbours tells hours from days. */
function bucketOf(samples: Sample[]): Series['bucket'] {
  const gaps = samples
    .slice(1)
    .map((sample, i) => sample.t - (samples[i]?.t ?? 0))
    .sort((a, b) => a - b);
  return (gaps[gaps.length >> 1] ?? Number.POSITIVE_INFINITY) < 12 * 3_600_000 ? 'hour' : 'day';
}
