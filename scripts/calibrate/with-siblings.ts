import type { Effect } from '../../src/analysis/effect.ts';
import { analyseBeside } from '../../src/analysis/siblings/analyse-beside.ts';
import { chooseSiblings } from '../../src/analysis/siblings/choose.ts';
import { generatedSeries } from '../../test/stage/series/generated-series.ts';
import { randomFrom } from '../../test/stage/series/seeded-random.ts';
import { ask, isAlarm, questionOf, seriesOf } from './ask.ts';
import { median, percent, shareOf, table, type Wish } from './table.ts';
import { lifts, type Window, windowsOf } from './window.ts';

/** How much of what moves the metric moves a sibling as well; each has as much noise of its own as is said. */
const kin = [
  { share: 1, noise: 0.03 },
  { share: 0.6, noise: 0.05 },
  { share: 0, noise: 0.08 },
];
const ownNoise = 0.03;

/** What is gained by comparing with siblings, and what it costs where the release moved them too. */
export function withSiblings({ windows: count, seed }: Wish): string {
  const shared = generatedSeries(seed).filter(({ counts }) => !counts);
  const families = windowsOf(shared, count, seed, { before: [56, 90, 180] }).map(familyOf);
  const asked = (siblingsMove: boolean) =>
    families.flatMap(({ own, siblings, sign, before }) =>
      lifts.map((size) => {
        const lift = sign * size;
        const after = (values: number[], moves: boolean) =>
          values.slice(before).map((v) => (moves ? v * (1 + lift) : v));
        const [past, since] = [own.slice(0, before), after(own, true)];
        const others = siblings.map((values, i) =>
          seriesOf(`sibling ${i + 1}`, [...values.slice(0, before), ...after(values, siblingsMove)]),
        );
        const question = questionOf(past, since);
        const chosen = chooseSiblings(question.series, others, question.releaseFrom);
        const beside = analyseBeside(
          question,
          others.filter(({ name }) => chosen.includes(name)),
        );
        return { lift, alone: ask(past, since), beside: beside.kind === 'effect' ? beside : undefined };
      }),
    );
  const [still, moved] = [asked(false), asked(true)];
  const rows = [
    ['alone', ...figures(still.map(({ lift, alone }) => ({ lift, answer: alone })))],
    ['beside siblings', ...figures(still.map(({ lift, beside }) => ({ lift, answer: beside })))],
    ['beside siblings that move as well', ...figures(moved.map(({ lift, beside }) => ({ lift, answer: beside })))],
  ];
  const head = ['', 'false alarms', 'held', '5% found', '10% found', '20% found', 'half-width', 'compared'];
  return `${table(head, rows)}\n\n${count} windows of made series with three siblings (all, three fifths and nothing of what moves the metric moves them, too); in % with the standard error. *Compared*: windows in which one was used.`;
}

interface Family {
  own: number[];
  siblings: number[][];
  before: number;
  sign: 1 | -1;
}

function familyOf({ before, after, sign }: Window, i: number): Family {
  const random = randomFrom(8191 * (i + 1));
  const logs = [...before, ...after].map(Math.log);
  const middle = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const member = (share: number, noise: number) =>
    logs.map((value) => 1000 * Math.exp(share * (value - middle) + noise * random.normal()));
  const own = member(1, ownNoise);
  return { own, siblings: kin.map(({ share, noise }) => member(share, noise)), before: before.length, sign };
}

function figures(all: { lift: number; answer: Effect | undefined }[]): string[] {
  const of = (size: number) => all.filter(({ lift }) => Math.abs(lift) === size);
  const found = (size: number) =>
    shareOf(
      of(size).map(({ lift, answer }) => answer && isAlarm(answer) && Math.sign(answer.relative) === Math.sign(lift)),
    );
  return [
    shareOf(of(0).map(({ answer }) => answer && isAlarm(answer))),
    shareOf(all.map(({ lift, answer }) => answer && answer.low <= lift && lift <= answer.high)),
    ...[0.05, 0.1, 0.2].map(found),
    percent(median(of(0).map(({ answer }) => (answer ? (answer.high - answer.low) / 2 : Number.NaN)))),
    shareOf(of(0).map(({ answer }) => answer && answer.controls.length > 0)),
  ];
}
