import type { Change } from '../declaration/declaration.ts';
import { nearestZero, relativeSpan } from './change-against-level.ts';

/** Whether a rise or a fall is expected, by the end of the change nearest zero, for `smallestDetectable`. */
export function towardsOf(change: Change | undefined, level: number): { towards?: number } {
  const span = change && relativeSpan(change, level);
  return span ? { towards: Math.sign(nearestZero(span)) } : {};
}
