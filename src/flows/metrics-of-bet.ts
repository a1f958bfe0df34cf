import type { Bet } from '../domain/bet.ts';
import type { Metric } from '../domain/metric.ts';
import { chainsUpward } from '../domain/metric-tree.ts';
import type { OutcomeMap } from '../domain/outcome-map.ts';

/** Metrics whose movement decides the bet, and those that must not get worse. */
export function stakedMetrics(bet: Bet): Metric[] {
  return [...bet.movements.map(({ metric }) => metric), ...bet.guardrails.map(({ metric }) => metric)];
}

/** Everything a forecast or a readout shows: the staked metrics, those of the key results, and the chain upwards. */
export function shownMetrics(bet: Bet, map: OutcomeMap): Metric[] {
  const keyResultMetrics = bet.keyResults.flatMap(
    ({ keyResult }) => map.metrics.find(({ name }) => name === keyResult.metric) ?? [],
  );
  const upstream = bet.movements.flatMap(({ metric }) => chainsUpward(map.metrics, metric.name).flat());
  const all = [...stakedMetrics(bet), ...keyResultMetrics, ...upstream];
  return [...new Map(all.map((metric) => [metric.name, metric])).values()];
}
