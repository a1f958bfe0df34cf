import { type Method, soundingsMethod, studyMethod } from '../../src/analysis/model/method.ts';
import { analyseBeside } from '../../src/analysis/siblings/analyse-beside.ts';
import { chooseSiblings } from '../../src/analysis/siblings/choose.ts';
import { ask, questionOf, seriesOf } from './ask.ts';
import { median, table, type Wish } from './table.ts';
import { type Window, windowsOf } from './window.ts';
import { yearlySeries } from './yearly-series.ts';

const { shapes: _, ...stepAlone } = soundingsMethod;
/** The last is of two years: the same weeks of the year before are among them. */
const histories = [90, 180, 730];
const candidates = 20;
/** Whatever else runs makes an answer longer, never shorter. */
const tries = 3;

/** What an answer costs, in time of a processor, so that what else runs counts little; the ratios say more than the milliseconds. */
export function howFast({ windows, seed }: Wish): string {
  const ways: Record<string, (window: Window) => unknown> = {
    "the study's recipe": ({ before, after }) => ask(before, after, { method: studyMethod as Method }),
    'Soundings, a step alone': ({ before, after }) => ask(before, after, { method: stepAlone }),
    Soundings: ({ before, after }) => ask(before, after),
    'Soundings, beside five of twenty siblings': (window) => {
      const question = questionOf(window.before, window.after);
      const siblings = abroad(window);
      const chosen = chooseSiblings(question.series, siblings, question.releaseFrom);
      return analyseBeside(
        question,
        siblings.filter(({ name }) => chosen.includes(name)),
      );
    },
  };
  const count = Math.max(2, Math.ceil(windows / 20));
  const samples = histories.map((length) =>
    windowsOf(yearlySeries(seed), count, seed, { before: [length], after: [28] }),
  );
  const rows = Object.entries(ways).map(([name, answer]) => {
    for (const windows of samples) answer(windows[0] as Window);
    const times = samples.map((windows) => windows.map((window) => timed(() => answer(window))));
    return [name, ...times.map((all) => median(all).toFixed(1)), Math.max(...times.flat()).toFixed(0)];
  });
  const head = ['ms', ...histories.map((length) => `${length} days before`), 'longest of all'];
  return `${table(head, rows)}\n\nMedian of ${count} windows of 28 days each, milliseconds of a processor, the least of three tries each.`;
}

/** The same metric in other countries. */
const abroad = ({ before, after }: Window) =>
  Array.from({ length: candidates }, (_, k) =>
    seriesOf(
      `sibling ${k + 1}`,
      [...before, ...after].map((value, i) => value * (1 + 0.02 * Math.sin(i * (k + 2)))),
    ),
  );

/** The least of a few tries. */
function timed(work: () => unknown): number {
  const times = Array.from({ length: tries }, () => {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
