import { isBusinessMetric } from '../metric/business-metric.ts';
import type { Metric } from '../metric/metric.ts';
import { controlsAmong } from './controls-among.ts';
import type { Lint } from './rule.ts';

interface VanityMetric {
  rule: 'vanity-metric';
  metric: Metric;
  /** What it could drive. */
  upwards?: Metric;
}

/** It drives nothing and is no end in itself: it can rise for ever without anybody being better off. */
export const vanityMetric: Lint<VanityMetric> = ({ map, places }) => {
  const controls = controlsAmong(map);
  return map.metrics
    .filter((metric) => metric.drives.length === 0 && metric.role !== 'guardrail' && !controls.has(metric.name))
    .filter((metric) => !isBusinessMetric(metric))
    .map((metric) => {
      const upwards = map.metrics.find((it) => it !== metric && isBusinessMetric(it));
      return { rule: 'vanity-metric', metric, ...(upwards ? { upwards } : {}), at: places.metric(metric.name) };
    });
};
