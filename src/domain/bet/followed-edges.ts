import { horizonDays } from '../metric/horizon.ts';
import type { Metric } from '../metric/metric.ts';
import type { Bet } from './bet.ts';

/** An edge of the metric tree that a bet puts to the test, and when it can be told whether the upper metric followed. */
export interface FollowedEdge {
  lower: Metric;
  upper: Metric;
  /** Days after shipping: the upper metric's horizon, but not before the last readout has said what the lower one did. */
  afterDays: number;
}

/** The edges that go up from what a bet is on. */
export function followedEdges(metrics: Metric[], { movements }: Bet, lastReadout: number): FollowedEdge[] {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  const staked = new Map(movements.map(({ metric }) => [metric.name, metric]));
  return [...staked.values()].flatMap((lower) =>
    [...new Set(lower.drives)].flatMap((name) => {
      const upper = byName.get(name);
      if (!upper || upper.name === lower.name) return [];
      return [{ lower, upper, afterDays: Math.max(horizonDays(upper), lastReadout) }];
    }),
  );
}
