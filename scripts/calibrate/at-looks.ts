import { lookAlpha } from '../../src/domain/readout/look-alpha.ts';
import { generatedSeries } from '../../test/stage/series/generated-series.ts';
import { ask } from './ask.ts';
import { packagedSeries } from './packaged-series.ts';
import { shareOf, table, type Wish } from './table.ts';
import { type Window, windowsOf } from './window.ts';

/** Days of a look, and what it may spend. */
type Looks = [days: number, alpha: number][];

const last = 28;
const longer = 2 * last;
const until = (end: number, days: number[]): Looks => [...days, end].map((at) => [at, lookAlpha(at, at !== end)]);
const now = (...days: number[]) => until(last, days);
const schedules: Record<string, Looks> = {
  'the last look alone, day 28': now(),
  'days 7 and 28': now(7),
  'days 7, 14 and 28': now(7, 14),
  'days 3, 7, 14, 21 and 28': now(3, 7, 14, 21),
  'days 7, 28 and, extended by itself, 56': until(longer, [7, last]),
  'days 7, 14, 28 and, extended by itself, 56': until(longer, [7, 14, last]),
  'days 7 and 28, and 56 as somebody wants': [...now(7), [longer, lookAlpha(longer, false, { by: 'ann' })]],
  'days 7, 14 and 28 at 1, 1.5 and 5%, as before': [
    [7, 0.01],
    [14, 0.015],
    [last, 0.05],
  ],
};

/** Is any of several looks at a series on which nothing was done an alarm? */
export function atLooks({ windows: count, seed }: Wish): string {
  const windows = windowsOf([...generatedSeries(seed), ...packagedSeries()], count, seed, { after: [longer] });
  const all = windows.map(pByDay);
  const rows = Object.entries(schedules).map(([name, looks]) => [
    name,
    shareOf(all.map((p) => looks.some(([at, alpha]) => (p.get(at) ?? 1) < alpha))),
  ]);
  return `${table(['looks', 'any alarm'], rows)}\n\n${count} windows on which nothing was done, in % with the standard error.`;
}

function pByDay({ before, after }: Window): Map<number, number> {
  const days = [3, 7, 14, 21, last, longer];
  return new Map(days.map((at) => [at, ask(before, after.slice(0, at), { minimumAfter: 1 })?.p ?? 1]));
}
