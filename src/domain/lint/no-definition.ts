import type { Metric } from '../metric/metric.ts';
import type { Lint } from './rule.ts';

interface NoDefinition {
  rule: 'no-definition';
  metric: Metric;
}

/** Two people would count it differently. */
export const noDefinition: Lint<NoDefinition> = ({ map, places }) =>
  map.metrics
    .filter(({ definition }) => definition === undefined)
    .map((metric) => ({ rule: 'no-definition', metric, at: places.metric(metric.name) }));
