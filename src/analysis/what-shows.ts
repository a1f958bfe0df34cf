import type { Effect } from './effect.ts';

/**
 * The smallest effect that these days would have shown, if that is true of them: where they leave more open than that, as while a level wanders or it is not clear since when
 * an effect is there, it is not.
 *
 * Example: 2% would be found by the history's noise, and the interval is -5% to +24%: undefined.
 */
export function whatShows({
  detectable,
  low,
  high,
  inUnit,
}: Pick<Effect, 'detectable' | 'low' | 'high' | 'inUnit'>): number | undefined {
  if (!Number.isFinite(detectable)) return undefined;
  const isShare = !inUnit && low > -1;
  const open = isShare ? (high - low) / (2 + high + low) : (high - low) / 2;
  return open > detectable ? undefined : detectable;
}
