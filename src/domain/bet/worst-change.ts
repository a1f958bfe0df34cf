import type { GuardedMetric } from './bet.ts';
import { relativeSpan } from './change-against-level.ts';

/**
 * A guardrail's limit as a relative change in the metric's own sign, always towards worse: people write `+5%` and `5%`
 * for "at most 5% worse", whichever way the metric points.
 *
 * @param base what the effect is a share of where per cent say nothing
 */
export function worstChange({ metric, limit }: GuardedMetric, level: number, base?: number): number | undefined {
  const span = relativeSpan(limit, level, base);
  if (!span) return undefined;
  const size = Math.max(Math.abs(span.low), Math.abs(span.high));
  return metric.good === 'up' ? -size : size;
}
