import { dayOf, endOf } from '../../src/metrics/window.ts';
import type { ServedRow, ServeOptions } from './connector-contract.ts';

/** When a row's value is to be found by its connector: at the end of its bucket, in seconds since the epoch. */
export function evaluatedAt({ t }: ServedRow, { bucket, timezone }: ServeOptions): number {
  const instant = Date.parse(t);
  return endOf(bucket === 'day' ? dayOf(instant, timezone) : instant, bucket, timezone) / 1000;
}
