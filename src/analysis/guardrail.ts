import type { Effect, Unanswerable } from './effect.ts';

export type GuardrailState = 'held' | 'breached' | 'unclear';

/**
 * Has a guarded metric got worse by more than its limit? A one-sided non-inferiority question (Piaggio et al. 2012, CONSORT),
 * asked of the ends of the effect's interval, with worse counted positive:
 *
 * - `breached`: even the mildest worsening that the interval holds is beyond the limit
 * - `held`: even the worst one is not
 * - `unclear`: the interval holds both, or there is no answer
 *
 * Rejected: "the estimate is beyond the limit and differs from zero". A metric that sits exactly at its limit would raise
 * an alarm every second time. With a 95% interval this rule raises one in at most 2.5 of 100.
 *
 * @param limitRelative how much worse it may get: +0.05 and -0.05 both mean 5%
 * @param good which way is better
 *
 * Example: limit 5%, good is down, interval +31% to +72%: breached. Interval -3% to +4%: held.
 */
export function guardrailState(
  effect: Effect | Unanswerable,
  limitRelative: number,
  good: 'up' | 'down',
): GuardrailState {
  if (effect.kind === 'unanswerable' || !Number.isFinite(limitRelative)) return 'unclear';
  const limit = Math.abs(limitRelative);
  const [mildest, worst] = good === 'down' ? [effect.low, effect.high] : [-effect.high, -effect.low];
  if (mildest > limit) return 'breached';
  return worst <= limit ? 'held' : 'unclear';
}
