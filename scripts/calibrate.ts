import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generatedSeries } from '../test/stage/series/generated-series.ts';
import { methods } from './calibrate/methods.ts';
import { packagedSeries } from './calibrate/packaged-series.ts';
import { type Figures, figuresOf, type Outcome, outcomeOf } from './calibrate/score.ts';
import { windowsOf } from './calibrate/window.ts';

/*
 * npm run calibrate [-- --windows 900 --seed 1 --write]: does the analysis cry wolf? Pseudo-releases at random dates of series on
 * which nothing was done, or a known lift injected, answered by Soundings and by what others do. `--write` puts the tables into
 * docs/analysis.md.
 */
const { values: wish } = parseArgs({
  options: {
    windows: { type: 'string', default: '900' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const seed = Number(wish.seed);
const windows = windowsOf([...generatedSeries(seed), ...packagedSeries()], Number(wish.windows), seed);
const outcomes = new Map<string, Outcome[]>();
for (const [name, ask] of Object.entries(methods)) {
  console.error(`${windows.length} windows: ${name.replaceAll('*', '')}`);
  outcomes.set(
    name,
    windows.map((window) => outcomeOf(window, ask)),
  );
}

const percent = (share: number) => (Number.isNaN(share) ? '' : (100 * share).toFixed(1));
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
  ['any of three looks', (f) => percent(f.anyLook)],
  ['ms', (f) => f.milliseconds.toFixed(1)],
];
const lastName = Object.keys(methods).at(-1) ?? '';
const groups: [string, (outcome: Outcome) => string][] = [
  ['length of history', ({ window }) => `${window.before.length} days before`],
  ['length of window', ({ window }) => `${window.after.length} days after`],
  ['kind of series', ({ window }) => window.series.regime],
];

const tables = [
  table(
    'method',
    [...outcomes].map(([name, of]) => [name, figuresOf(of)]),
  ),
  ...groups.map(([title, keyOf]) => {
    const [ours, study] = [outcomes.get(lastName) ?? [], outcomes.get("the study's recipe") ?? []];
    const keys = [...new Set(ours.map(keyOf))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    return table(
      `Soundings, by ${title}`,
      keys.map((key) => [key, figuresOf(ours.filter((o) => keyOf(o) === key))]),
      keys.map((key) => percent(figuresOf(study.filter((o) => keyOf(o) === key)).falseAlarms)),
    );
  }),
].join('\n\n');
const failures = figuresOf(outcomes.get(lastName) ?? []).failures;
const text = `${tables}\n\n${windows.length} windows, seed ${seed}; windows that Soundings could not answer: ${percent(failures)}%. All figures but the last column in %.`;

if (wish.write) {
  const path = new URL('../docs/analysis.md', import.meta.url);
  const page = readFileSync(path, 'utf8');
  const [start, end] = ['<!-- calibrate: begin -->', '<!-- calibrate: end -->'];
  writeFileSync(
    path,
    `${page.slice(0, page.indexOf(start) + start.length)}\n${text}\n${page.slice(page.indexOf(end))}`,
  );
} else console.log(text);

function table(title: string, rows: [string, Figures][], study?: string[]): string {
  const head = [
    title,
    'windows',
    ...columns.map(([name]) => name),
    ...(study ? ["false alarms of the study's recipe"] : []),
  ];
  const lines = rows.map(([name, figures], i) => [
    name,
    String(figures.windows),
    ...columns.map(([, of]) => of(figures)),
    ...(study ? [study[i] ?? ''] : []),
  ]);
  return [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
