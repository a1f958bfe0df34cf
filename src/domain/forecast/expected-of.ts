import type { ExpectedMovement } from '../bet/bet.ts';
import { levelSpan, relativeSpan } from '../bet/change-against-level.ts';
import { type Disclosure, mayHold } from '../disclosure/disclosure.ts';
import type { ForecastRow } from './forecast.ts';

/** The expectation held against the level, where that may be. @param base what the window shows is a share of, where per cent say nothing */
export function expectedOf(
  { metric, change }: ExpectedMovement,
  at: number,
  disclosure: Disclosure,
  base?: number,
): Pick<ForecastRow, 'expected'> {
  if (!change || !mayHold(change, metric, disclosure)) return {};
  const [level, relative] = [levelSpan(change, at), relativeSpan(change, at, base)];
  return level && relative ? { expected: { level, relative } } : {};
}
