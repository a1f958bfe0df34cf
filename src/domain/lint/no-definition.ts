import type { Lint } from './lint-finding.ts';

/** Two people would count it differently. */
export const noDefinition: Lint = ({ map, places }) =>
  map.metrics
    .filter(({ definition }) => definition === undefined)
    .map((metric) => ({ rule: 'no-definition', metric, at: places.metric(metric.name) }));
