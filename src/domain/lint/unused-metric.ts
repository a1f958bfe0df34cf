import type { Metric } from '../metric/metric.ts';
import { relationsTo } from '../metric/metric-tree.ts';
import { controlsAmong } from './controls-among.ts';
import { allKeyResults } from './lint-basis.ts';
import type { Lint } from './rule.ts';

interface UnusedMetric {
  rule: 'unused-metric';
  metric: Metric;
}

/** No key result and no bet is on it, nor on anything above or below it, and nothing is compared with it. */
export const unusedMetric: Lint<UnusedMetric> = ({ map, places, inPlay }) => {
  const used = [...new Set([...allKeyResults(map).map(({ metric }) => metric.name), ...(inPlay?.metrics ?? [])])];
  const related = relationsTo(map.metrics, used);
  const controls = controlsAmong(map);
  return map.metrics
    .filter(({ name, role }) => !related.has(name) && !controls.has(name) && role === undefined)
    .map((metric) => ({ rule: 'unused-metric', metric, at: places.metric(metric.name) }));
};
