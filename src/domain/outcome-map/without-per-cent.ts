import { medianOf } from '../../analysis/mean-and-median.ts';
import type { Series } from '../../analysis/samples.ts';
import type { Metric } from '../metric/metric.ts';
import type { Reading } from '../metric/reading.ts';
import type { OutcomeMap } from './outcome-map.ts';

/** Of a whole there may be a little more than all, as of what customers pay once they stay; not this much. */
const tooMuch = 1.5;
/** A hundred times what a key result says, give or take what the metric has moved since that was written. */
const [leastTimes, mostTimes] = [50, 200];

const refused: Reading = {
  kind: 'failed',
  failure: {
    reason: 'bad-samples',
    text: 'its values look like per cent, and those of a ratio are shares (0.12 for 12%)',
  },
};

/**
 * What the sources answered, without the ratios whose values are per cent: as shares they would all be a hundred times too much. Seen by their size, or by what the map's key results
 * say of the metric; what a bet says of it is its author's, and would tell a level that is hidden.
 */
export function withoutPerCent(
  readings: Readonly<Record<string, Reading>>,
  { metrics, objectives }: Pick<OutcomeMap, 'metrics' | 'objectives'>,
): Record<string, Reading> {
  const named = objectives.flatMap(({ keyResults }) => keyResults);
  return Object.fromEntries(
    Object.entries(readings).map(([name, reading]) => {
      const metric = metrics.find((one) => one.name === name);
      const levels = named.filter((one) => one.metric === name).flatMap(({ from, to }) => [from, to]);
      return [
        name,
        metric && reading.kind === 'samples' && isPerCent(reading.series, metric, levels) ? refused : reading,
      ];
    }),
  );
}

function isPerCent({ samples }: Series, { unit }: Metric, levels: number[]): boolean {
  if (unit !== 'ratio' || samples.some(({ denominator }) => denominator !== undefined)) return false;
  const level = medianOf(samples.map(({ value }) => value));
  if (level > tooMuch) return true;
  const times = levels.filter((one) => one > 0).map((one) => level / one);
  return times.length > 0 && times.every((one) => one >= leastTimes && one <= mostTimes);
}
