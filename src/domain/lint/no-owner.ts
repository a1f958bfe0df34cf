import type { Metric } from '../metric/metric.ts';
import type { Lint } from './rule.ts';

interface NoOwner {
  rule: 'no-owner';
  metric: Metric;
}

/** Nobody answers for it: nobody to ask when it goes wrong, or when it is challenged. */
export const noOwner: Lint<NoOwner> = ({ map, places }) =>
  map.metrics
    .filter(({ owner }) => owner === undefined)
    .map((metric) => ({ rule: 'no-owner', metric, at: places.metric(metric.name) }));
