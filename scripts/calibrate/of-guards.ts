import { guardrailState } from '../../src/analysis/guardrail.ts';
import { guardAlpha } from '../../src/domain/readout/look-alpha.ts';
import { generatedSeries } from '../../test/stage/series/generated-series.ts';
import { ask } from './ask.ts';
import { packagedSeries } from './packaged-series.ts';
import { shareOf, table, type Wish } from './table.ts';
import { injected, type Window, windowsOf } from './window.ts';

const limit = 0.05;
const worse = 0.2;
const last = 28;
const daily = Array.from({ length: 14 }, (_, i) => i + 1);

type Looks = [days: number, alpha: number][];
const everyDay = (alpha: number): Looks => [...daily.map((at): [number, number] => [at, alpha]), [last, 0.05]];
const schedules: Record<string, Looks> = {
  'four looks, as before': [
    [1, 0.01],
    [7, 0.01],
    [14, 0.015],
    [last, 0.05],
  ],
  'daily, 1%': everyDay(0.01),
  'daily, 1.5% (now)': everyDay(guardAlpha),
  'daily, 2%': everyDay(0.02),
};

/** A limit of 5%, looked at daily: alarms where nothing was done, and how soon a worsening by a fifth is found. */
export function ofGuards({ windows: count, seed }: Wish): string {
  const windows = windowsOf([...generatedSeries(seed), ...packagedSeries()], count, seed, { after: [last] });
  const rows = Object.entries(schedules).map(([name, looks]) => {
    const still = windows.map((window) => firstAlarm(window, 0, looks));
    const lifted = windows.map((window) => firstAlarm(window, worse, looks));
    const by = (days: number) => shareOf(lifted.map((at) => at <= days));
    return [name, shareOf(still.map((at) => at <= last)), by(1), by(7), by(14), by(last)];
  });
  const head = ['level of a look', 'alarms for nothing', 'found by day 1', 'by day 7', 'by day 14', 'by day 28'];
  return `${table(head, rows)}\n\n${count} windows; a worsening by 20% against a limit of 5%, up and down; over all looks, in % with the standard error.`;
}

/** The day of the first look that breaches; infinite: none does. */
function firstAlarm(window: Window, size: number, looks: Looks): number {
  const { before, sign } = window;
  const good = sign > 0 ? 'down' : 'up';
  const after = injected(window, sign * size);
  const breached = looks.find(([at, alpha]) => {
    const answer = ask(before, after.slice(0, at), { alpha, minimumAfter: 1, good });
    return answer && guardrailState(answer, limit, good) === 'breached';
  });
  return breached?.[0] ?? Number.POSITIVE_INFINITY;
}
