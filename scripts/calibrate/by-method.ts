import { generatedSeries } from '../../test/stage/series/generated-series.ts';
import { methods } from './methods.ts';
import { packagedSeries } from './packaged-series.ts';
import { type Figures, figuresOf, type Outcome, outcomeOf } from './score.ts';
import { percent, table, type Wish } from './table.ts';
import { windowsOf } from './window.ts';

const columns: [string, (figures: Figures) => string][] = [
  ['false alarms', (f) => percent(f.falseAlarms)],
  ['coverage', (f) => percent(f.coverage)],
  ['coverage, ramps', (f) => percent(f.rampCoverage)],
  ['5% found', (f) => percent(f.found5)],
  ['10% found', (f) => percent(f.found10)],
  ['20% found', (f) => percent(f.found20)],
  ['10% found at forced 5%', (f) => percent(f.forced10)],
  ['wrong way', (f) => percent(f.wrongWay)],
  ['found at own size', (f) => percent(f.ownFound)],
  ['ms', (f) => f.milliseconds.toFixed(1)],
];
const groups: [string, (outcome: Outcome) => string][] = [
  ['length of history', ({ window }) => `${window.before.length} days before`],
  ['length of window', ({ window }) => `${window.after.length} days after`],
  ['kind of series', ({ window }) => window.series.regime],
];

/** Soundings beside what others do, and by history, window and kind of series. */
export function byMethod({ windows: count, seed }: Wish): string {
  const windows = windowsOf([...generatedSeries(seed), ...packagedSeries()], count, seed);
  const outcomes = new Map<string, Outcome[]>(
    Object.entries(methods).map(([name, ask]) => [name, windows.map((window) => outcomeOf(window, ask))]),
  );
  const ours = outcomes.get(Object.keys(methods).at(-1) ?? '') ?? [];
  const study = outcomes.get("the study's recipe") ?? [];
  const tables = [
    figureTable(
      'method',
      [...outcomes].map(([name, of]) => [name, figuresOf(of)]),
    ),
    ...groups.map(([title, keyOf]) => {
      const keys = [...new Set(ours.map(keyOf))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
      return figureTable(
        `Soundings, by ${title}`,
        keys.map((key) => [key, figuresOf(ours.filter((o) => keyOf(o) === key))]),
        keys.map((key) => percent(figuresOf(study.filter((o) => keyOf(o) === key)).falseAlarms)),
      );
    }),
  ];
  const { failures } = figuresOf(ours);
  return `${tables.join('\n\n')}\n\n${windows.length} windows, seed ${seed}; windows that Soundings could not answer: ${percent(failures)}%. All figures but the last column in %.`;
}

function figureTable(title: string, rows: [string, Figures][], study?: string[]): string {
  const head = [
    title,
    'windows',
    ...columns.map(([name]) => name),
    ...(study ? ["false alarms of the study's recipe"] : []),
  ];
  return table(
    head,
    rows.map(([name, figures], i) => [
      name,
      String(figures.windows),
      ...columns.map(([, of]) => of(figures)),
      ...(study ? [study[i] ?? ''] : []),
    ]),
  );
}
