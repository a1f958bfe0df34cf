import { medianOf } from '../../src/analysis/mean-and-median.ts';
import { table } from '../../src/render/comment/table.ts';

/** What was measured of one contestant, a figure a round. */
export interface Measured {
  answeredPerSecond: number[];
  p99Milliseconds: number[];
  /** A server that answers only when all is done, as Probot's does, works off as many as it answers. */
  workedPerSecond: number[];
  /** Of a processor, for an event that is worked off. */
  processorMs: number[];
  /** Of all rounds together; undefined where nothing is kept. */
  lost?: number;
}

/** What a contestant is to reach beside the first one. */
export interface Goal {
  answers: number;
  workedPerSecond: number;
  processor: number;
}

/** Medians of the rounds, as Markdown; ratios are to the first one. `goals`: a row below the contestant of that name. */
export function figuresTable(measured: Record<string, Measured>, goals: Record<string, Goal>): string {
  const [bare] = Object.values(measured);
  if (!bare) return '';
  const head = [
    ...['', 'answers', 'p99', 'worked off', 'processor an event'],
    ...['answers/s', 'p99 ms', 'worked off/s', 'processor ms', 'lost'],
  ];
  const rows = Object.entries(measured).flatMap(([name, one]) => {
    const ratio = (figure: 'answeredPerSecond' | 'p99Milliseconds' | 'workedPerSecond' | 'processorMs') =>
      `${Number((medianOf(one[figure]) / medianOf(bare[figure])).toPrecision(2))} ×`;
    const figures = [
      name,
      ratio('answeredPerSecond'),
      ratio('p99Milliseconds'),
      ratio('workedPerSecond'),
      ratio('processorMs'),
      medianOf(one.answeredPerSecond).toFixed(0),
      medianOf(one.p99Milliseconds).toFixed(1),
      medianOf(one.workedPerSecond).toFixed(1),
      medianOf(one.processorMs).toFixed(2),
      one.lost === undefined ? 'keeps none' : String(one.lost),
    ];
    const goal = goals[name];
    if (!goal) return [figures];
    const { answers, workedPerSecond, processor } = goal;
    const least = [
      'goal',
      `${answers} × or more`,
      '',
      '',
      `${processor} × or less`,
      '',
      '',
      `${workedPerSecond} or more`,
    ];
    return [figures, [...least, '', '0']];
  });
  return table(head, rows);
}
