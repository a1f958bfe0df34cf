import type { Effect } from '../../src/analysis/effect.ts';
import { type Method, soundingsMethod } from '../../src/analysis/model/method.ts';
import { ask, isAlarm } from './ask.ts';
import { packagedSeries } from './packaged-series.ts';
import { shapeNames } from './shapes.ts';
import { median, percent, shareOf, table, type Wish } from './table.ts';
import { injected, lifts, meanLift, type Window, windowsOf } from './window.ts';
import { yearlySeries } from './yearly-series.ts';

const { lastYearPrior: _, ...halfYear } = soundingsMethod;
/** What the method looks at, and the same weeks of the year before. */
const days = 551;
const shapeSizes = [0.1, 0.2];

/** What the same weeks of the year before are worth: with them, and without. */
export function withYear({ windows: count, seed }: Wish): string {
  const sets = {
    'made series': windowsOf(yearlySeries(seed), count, seed, { before: [days] }),
    'packaged series': windowsOf(
      packagedSeries().filter(({ values }) => values.length > 2 * days),
      Math.ceil(count / 2),
      seed,
      { before: [days] },
    ),
  };
  const rows = Object.entries(sets).flatMap(([name, windows]) => [
    [`${name}: half a year`, ...figures(asked(windows, halfYear))],
    [`${name}: and the year before`, ...figures(asked(windows, soundingsMethod))],
  ]);
  const head = [
    ...['', 'false alarms', 'held', '5% found', '10% found', '20% found', '10% found at forced 5%', 'half-width'],
    ...['warned of, false alarms', 'warned of, 20% found'],
  ];
  const all = Object.values(sets).flat();
  return [
    table(head, rows),
    table(
      ['lift', 'held, half a year', 'held, and the year before'],
      shapeNames.map((shape) => [shape, heldOf(all, shape, halfYear), heldOf(all, shape, soundingsMethod)]),
    ),
    `${sets['made series'].length} windows of made series (December, a golden week, terms, a feast that moves, summers, and campaigns that no year repeats), ${sets['packaged series'].length} of packaged ones, in % with the standard error. *Warned of*: "a year ago the same weeks moved likewise".`,
  ].join('\n\n');
}

interface Asked {
  lift: number;
  answer: Effect | undefined;
}

const asked = (windows: Window[], method: Method): Asked[] =>
  windows.flatMap((window) =>
    lifts.map((size) => {
      const lift = window.sign * size;
      return { lift, answer: ask(window.before, injected(window, lift), { method }) };
    }),
  );

function figures(all: Asked[]): string[] {
  const of = (size: number) => all.filter(({ lift }) => Math.abs(lift) === size);
  const none = of(0).flatMap(({ answer }) => answer ?? []);
  const pulls = none.map(pull).sort((a, b) => a - b);
  const threshold = pulls[Math.floor(0.95 * pulls.length)] ?? Number.POSITIVE_INFINITY;
  const isFound = ({ lift, answer }: Asked) =>
    answer && isAlarm(answer) && Math.sign(answer.relative) === Math.sign(lift);
  const found = (size: number) => shareOf(of(size).map(isFound));
  const warned = (answers: Effect[]) =>
    shareOf(answers.map(({ warnings }) => warnings.some(({ kind }) => kind === 'like-last-year')));
  return [
    shareOf(none.map(isAlarm)),
    shareOf(all.map(({ lift, answer }) => answer && answer.low <= lift && lift <= answer.high)),
    ...[0.05, 0.1, 0.2].map(found),
    shareOf(
      of(0.1).map(
        ({ lift, answer }) => answer && pull(answer) > threshold && Math.sign(answer.relative) === Math.sign(lift),
      ),
    ),
    percent(median(none.map(({ low, high }) => (high - low) / 2))),
    warned(none.filter(isAlarm)),
    warned(
      of(0.2)
        .filter(isFound)
        .flatMap(({ answer }) => answer ?? []),
    ),
  ];
}

/** How many half-widths an effect lies from zero. */
function pull({ relative, low, high }: Effect): number {
  return Math.abs(relative) / (relative > 0 ? relative - low : high - relative);
}

function heldOf(windows: Window[], shape: (typeof shapeNames)[number], method: Method): string {
  const held = windows.flatMap((window) =>
    shapeSizes.map((size) => {
      const lift = window.sign * size;
      const answer = ask(window.before, injected(window, lift, shape), { method });
      const truth = meanLift(window, lift, shape);
      return answer && answer.low <= truth && truth <= answer.high;
    }),
  );
  return shareOf(held);
}
