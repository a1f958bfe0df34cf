import type { Unanswerable } from '../../analysis/effect.ts';
import type { ForecastRow } from './forecast.ts';

const withoutLevel = new Set<Unanswerable['reason']>([
  'not-finite',
  'too-large',
  'running-total',
  'unit-changed',
  'counting-changed',
  'dead',
]);

/** What more days do not heal: the values themselves are not what a readout needs. */
const reasons = new Set<Unanswerable['reason']>(['unordered', 'mixed-buckets', ...withoutLevel]);

/** Whether the mean of such values is no level of the metric: nothing is reached by it. */
export const hasNoLevel = ({ reason }: Pick<Unanswerable, 'reason'>): boolean => withoutLevel.has(reason);

/** Why no readout of the metric will come to a verdict, though there are values. */
export function unfitFor(row: Pick<ForecastRow, 'detectable'> | undefined): Unanswerable | undefined {
  const seen = row?.detectable;
  return seen?.kind === 'unanswerable' && reasons.has(seen.reason) ? seen : undefined;
}
