import type { Bet } from '../../domain/bet/bet.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { metricsAbove } from '../../domain/metric/metric-tree.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';

/** Metrics whose movement decides the bet, those that must not get worse, and the siblings that these are compared with. */
export function stakedMetrics(bet: Bet, map: OutcomeMap): Metric[] {
  const staked = [...bet.movements.map(({ metric }) => metric), ...bet.guardrails.map(({ metric }) => metric)];
  const controls = new Set(staked.flatMap(({ controls = [] }) => controls));
  return [...staked, ...map.metrics.filter(({ name }) => controls.has(name))];
}

/** Those that must not get worse, and their siblings. */
export const guardedMetrics = (bet: Bet, map: OutcomeMap): Metric[] => stakedMetrics({ ...bet, movements: [] }, map);

/** Everything a forecast or a readout shows: the staked metrics, those of the key results, and the chain upwards. */
export function shownMetrics(bet: Bet, map: OutcomeMap): Metric[] {
  const keyResultMetrics = bet.keyResults.flatMap(
    ({ keyResult }) => map.metrics.find(({ name }) => name === keyResult.metric) ?? [],
  );
  const upstream = metricsAbove(
    map.metrics,
    bet.movements.map(({ metric }) => metric.name),
  );
  const all = [...stakedMetrics(bet, map), ...keyResultMetrics, ...upstream];
  return [...new Map(all.map((metric) => [metric.name, metric])).values()];
}
