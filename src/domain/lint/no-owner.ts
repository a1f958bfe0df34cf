import type { Metric } from '../metric/metric.ts';
import type { Lint } from './rule.ts';

interface NoOwner {
  rule: 'no-owner';
  metric: Metric;
}

/** Without an owner there is nobody to ask when it fails or is challenged. */
export const noOwner: Lint<NoOwner> = ({ map, places }) =>
  map.metrics
    .filter(({ owner }) => owner === undefined)
    .map((metric) => ({ rule: 'no-owner', metric, at: places.metric(metric.name) }));
