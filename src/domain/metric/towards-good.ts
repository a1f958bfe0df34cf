import type { Direction } from './metric.ts';

interface Span {
  low: number;
  high: number;
}

/** Signed so that good is positive. A zero has no sign. */
export const towardsGood = ({ low, high }: Span, good: Direction): Span =>
  good === 'up' ? { low, high } : { low: 0 - high, high: 0 - low };

/** The same of an effect; undefined where one of its figures is none. */
export function effectTowardsGood(
  { relative, low, high }: Span & { relative: number },
  good: Direction,
): (Span & { relative: number }) | undefined {
  if (![relative, low, high].every(Number.isFinite)) return undefined;
  return { relative: good === 'up' ? relative : 0 - relative, ...towardsGood({ low, high }, good) };
}
