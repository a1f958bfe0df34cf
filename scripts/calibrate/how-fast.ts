import { type Method, soundingsMethod, studyMethod } from '../../src/analysis/model/method.ts';
import { analyseBeside } from '../../src/analysis/siblings/analyse-beside.ts';
import { generatedSeries } from '../../test/stage/series/generated-series.ts';
import { ask, questionOf, seriesOf } from './ask.ts';
import { median, table, type Wish } from './table.ts';
import { type Window, windowsOf } from './window.ts';

const { shapes: _, ...stepAlone } = soundingsMethod;
/** The last reaches back to the same weeks of the year before. */
const histories = [90, 180, 551];
const mostSiblings = 5;

/** What an answer costs, in time of a processor, so that what else runs counts little; the ratios say more than the milliseconds. */
export function howFast({ windows, seed }: Wish): string {
  const ways: Record<string, (window: Window) => unknown> = {
    "the study's recipe": ({ before, after }) => ask(before, after, { method: studyMethod as Method }),
    'Soundings, a step alone': ({ before, after }) => ask(before, after, { method: stepAlone }),
    Soundings: ({ before, after }) => ask(before, after),
    'Soundings, beside five siblings': (window) =>
      analyseBeside(questionOf(window.before, window.after), abroad(window)),
  };
  const count = Math.max(2, Math.ceil(windows / 20));
  const samples = histories.map((length) =>
    windowsOf(generatedSeries(seed), count, seed, { before: [length], after: [28] }),
  );
  const rows = Object.entries(ways).map(([name, answer]) => {
    for (const windows of samples) answer(windows[0] as Window);
    const times = samples.map((windows) => windows.map((window) => timed(() => answer(window))));
    return [name, ...times.map((all) => median(all).toFixed(1)), Math.max(...times.flat()).toFixed(0)];
  });
  const head = ['ms', ...histories.map((length) => `${length} days before`), 'longest of all'];
  return `${table(head, rows)}\n\nMedian of ${count} windows of 28 days each, milliseconds of a processor.`;
}

/** The same metric in other countries. */
const abroad = ({ before, after }: Window) =>
  Array.from({ length: mostSiblings }, (_, k) =>
    seriesOf(
      `sibling ${k + 1}`,
      [...before, ...after].map((value, i) => value * (1 + 0.02 * Math.sin(i * (k + 2)))),
    ),
  );

function timed(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
