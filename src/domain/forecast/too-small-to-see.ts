import { nearestZero } from '../bet/change-against-level.ts';
import type { ForecastRow } from './forecast.ts';

/** The expected change, in the metric's own sign, its end nearest zero, where the window is too short to show it. */
export function tooSmallToSee({ expected, detectable }: ForecastRow): number | undefined {
  if (!expected?.relative || detectable?.kind !== 'detectable') return undefined;
  const least = nearestZero(expected.relative);
  return Math.abs(least) < detectable.relative ? least : undefined;
}
