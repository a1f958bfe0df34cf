import type { ExpectedMovement } from '../bet/bet.ts';
import { levelSpan, relativeSpan } from '../bet/change-against-level.ts';
import { type Disclosure, mayHold } from '../disclosure/disclosure.ts';
import type { ForecastRow } from './forecast.ts';

/** The expectation held against the level, where that may be. */
export function expectedOf(
  { metric, change }: ExpectedMovement,
  at: number,
  disclosure: Disclosure,
): Pick<ForecastRow, 'expected'> {
  if (!change || !mayHold(change, metric, disclosure)) return {};
  const [level, relative] = [levelSpan(change, at), relativeSpan(change, at)];
  return level && relative ? { expected: { level, relative } } : {};
}
