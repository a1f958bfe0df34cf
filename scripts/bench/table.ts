import { medianOf } from '../../src/analysis/mean-and-median.ts';
import { table } from '../../src/render/comment/table.ts';

/** What was measured of one contestant, a figure a round. */
export interface Measured {
  answeredPerSecond: number[];
  p99Milliseconds: number[];
  /** A server that answers only when all is done, as Probot's does, works off as many as it answers. */
  workedPerSecond: number[];
  /** Of all rounds together; undefined where nothing is kept. */
  lost?: number;
}

/** Medians of the rounds, as Markdown; ratios are to the first one. */
export function figuresTable(measured: Record<string, Measured>): string {
  const [bare] = Object.values(measured);
  if (!bare) return '';
  const head = ['', 'answers', 'p99', 'worked off', 'answers/s', 'p99 ms', 'worked off/s', 'lost'];
  const rows = Object.entries(measured).map(([name, one]) => {
    const ratio = (figure: 'answeredPerSecond' | 'p99Milliseconds' | 'workedPerSecond') =>
      `${Number((medianOf(one[figure]) / medianOf(bare[figure])).toPrecision(2))} ×`;
    return [
      name,
      ratio('answeredPerSecond'),
      ratio('p99Milliseconds'),
      ratio('workedPerSecond'),
      medianOf(one.answeredPerSecond).toFixed(0),
      medianOf(one.p99Milliseconds).toFixed(1),
      medianOf(one.workedPerSecond).toFixed(1),
      one.lost === undefined ? 'keeps none' : String(one.lost),
    ];
  });
  return table(head, rows);
}
