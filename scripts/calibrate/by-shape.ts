import { type Method, soundingsMethod } from '../../src/analysis/model/method.ts';
import { generatedSeries } from '../../test/stage/series/generated-series.ts';
import { ask, isAlarm } from './ask.ts';
import { packagedSeries } from './packaged-series.ts';
import { shapeNames } from './shapes.ts';
import { median, percent, shareOf, table, type Wish } from './table.ts';
import { injected, meanLift, type Window, windowsOf } from './window.ts';

const { shapes: _, ...stepAlone } = soundingsMethod;
const sizes = [0.05, 0.1, 0.2];

/** Does the interval hold the mean lift of the window, whatever the shape of the lift? Before: a step at once was the only shape that was considered. */
export function byShape({ windows: count, seed }: Wish): string {
  const windows = windowsOf([...generatedSeries(seed), ...packagedSeries()], count, seed);
  const rows = shapeNames.map((shape) => {
    const of = (method: Method) =>
      windows.flatMap((window) =>
        sizes.map((size) => {
          const lift = window.sign * size;
          const answer = ask(window.before, injected(window, lift, shape), { method });
          return { size, window, answer, truth: meanLift(window, lift, shape) };
        }),
      );
    const [before, now] = [of(stepAlone), of(soundingsMethod)];
    return [shape, ...[before, now].flatMap((all) => [held(all), bias(all)]), found(now, 0.1), found(now, 0.2)];
  });
  return `${table(
    ['lift', 'held, a step alone', 'bias at 10%', 'held, now', 'bias at 10%', '10% found', '20% found'],
    rows,
  )}\n\n${count} windows a shape, each with lifts of 5, 10 and 20% up or down. *Held*: the 95% interval holds the mean lift of the window, in % with its standard error. *Bias*: median of reported less true, in points.`;
}

interface Asked {
  size: number;
  window: Window;
  answer: ReturnType<typeof ask>;
  truth: number;
}

const held = (all: Asked[]) =>
  shareOf(all.map(({ answer, truth }) => answer && answer.low <= truth && truth <= answer.high));
const bias = (all: Asked[]) =>
  percent(
    median(
      all.flatMap(({ size, answer, truth }) =>
        size === 0.1 && answer ? [Math.sign(truth) * (answer.relative - truth)] : [],
      ),
    ),
  );
const found = (all: Asked[], wanted: number) =>
  shareOf(
    all.flatMap(({ size, answer, truth }) =>
      size === wanted ? [answer && isAlarm(answer) && Math.sign(answer.relative) === Math.sign(truth)] : [],
    ),
  );
