import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { RealOrMade } from '../../test/stage/series/generated-series.ts';

type Row = Record<string, string>;

/** Real daily series that come with the vega-datasets package: weather, markets, bird strikes, commits. */
export function packagedSeries(): RealOrMade[] {
  const weather = rowsOf('seattle-weather.csv');
  const market = rowsOf('sp500-2000.csv');
  const column = (rows: Row[], name: string) => rows.map((row) => Number(row[name]));
  const real = (name: string, values: number[], counts = false): RealOrMade => ({
    name,
    regime: 'real',
    values,
    ...(counts ? { counts } : {}),
  });
  return [
    real(
      'Seattle, warmest of the day',
      column(weather, 'temp_max').map((celsius) => celsius + 30),
    ),
    real('Seattle, wind', column(weather, 'wind')),
    { ...real('S&P 500, close', column(market, 'close').slice(0, 1500)), regime: 'real random walk' },
    real('S&P 500, volume', column(market, 'volume').slice(0, 1500)),
    real('bird strikes a day', perDay(rowsOf('birdstrikes.csv').map((row) => row['Flight Date'] ?? '')), true),
    real(
      'commits a day',
      perDay(rowsOf('github.csv').flatMap(({ time = '', count }) => Array(Number(count)).fill(time))),
      true,
    ),
  ];
}

function rowsOf(file: string): Row[] {
  const path = fileURLToPath(import.meta.resolve('vega-datasets')).replace(/build\/.*$|src\/.*$/, `data/${file}`);
  return parse(readFileSync(path, 'utf8'), { columns: true, relax_column_count: true });
}

/** How many on each day from the first to the last. */
function perDay(stamps: string[]): number[] {
  const days = stamps.map((stamp) => Date.parse(`${stamp.slice(0, 10).replaceAll('/', '-')}T00:00:00Z`) / 86_400_000);
  const there = days.filter(Number.isFinite);
  const first = there.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = there.reduce((a, b) => Math.max(a, b), 0);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const day of there) counts[day - first] = (counts[day - first] ?? 0) + 1;
  return counts;
}
