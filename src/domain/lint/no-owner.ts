import type { Lint } from './lint-finding.ts';

/** Nobody answers for it: nobody to ask when it goes wrong, or when it is challenged. */
export const noOwner: Lint = ({ map, places }) =>
  map.metrics
    .filter(({ owner }) => owner === undefined)
    .map((metric) => ({ rule: 'no-owner', metric, at: places.metric(metric.name) }));
