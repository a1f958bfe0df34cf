import type { Unanswerable } from '../../analysis/effect.ts';
import type { ForecastRow } from './forecast.ts';

/** What more days do not heal: the values themselves are not what a readout needs. */
const reasons: ReadonlySet<Unanswerable['reason']> = new Set([
  'unordered',
  'mixed-buckets',
  'not-finite',
  'too-large',
  'running-total',
  'unit-changed',
  'counting-changed',
  'dead',
] as const);

/** Why no readout of the metric will come to a verdict, though there are values. */
export function unfitFor(row: Pick<ForecastRow, 'detectable'> | undefined): Unanswerable | undefined {
  const seen = row?.detectable;
  return seen?.kind === 'unanswerable' && reasons.has(seen.reason) ? seen : undefined;
}
