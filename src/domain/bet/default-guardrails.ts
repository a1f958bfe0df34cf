import type { Limit, Metric } from '../metric/metric.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { Bet, GuardedMetric } from './bet.ts';
import { towardsWorse } from './fit-change.ts';

/** More are not watched: each is one more chance of a false alarm. */
const mostGuards = 20;

/** Guardrails that the map sets for every bet, without the bet's own metrics. The policy's limit wins over a metric's own. */
export function defaultGuardrails(
  { metrics, policy }: OutcomeMap,
  bet: Pick<Bet, 'movements' | 'guardrails'>,
): GuardedMetric[] {
  const own = new Set([...bet.movements, ...bet.guardrails].map(({ metric }) => metric.name));
  const byPolicy = new Map(policy.guard?.map(({ metric, limit }) => [metric, limit]));
  return metrics
    .flatMap((metric) => {
      const limit = byPolicy.get(metric.name) ?? metric.limit;
      return limit && !own.has(metric.name) ? [guardOf(metric, limit)] : [];
    })
    .slice(0, mostGuards);
}

function guardOf(metric: Metric, { kind, size }: Limit): GuardedMetric {
  const limit = towardsWorse({ kind, low: size, high: size }, metric.good);
  return { metric, limit, line: `Guard: ${metric.name}`, byMap: true };
}
