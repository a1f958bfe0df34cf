import type { Disclosure } from '../disclosure/disclosure.ts';
import { isNameable } from '../disclosure/nameable.ts';
import { horizonDays } from '../metric/horizon.ts';
import type { Metric } from '../metric/metric.ts';
import type { Rhythm } from '../outcome-map/digest/plan.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';

/** From here on a metric lags: it is looked at once a month. */
const laggingDays = 42;

const most: Record<Rhythm, number> = { weekly: 12, monthly: 12, quarterly: 40 };

const isLagging = (metric: Metric) => metric.role === 'business' || horizonDays(metric) >= laggingDays;

/**
 * The metrics that a digest tells of, those of key results first: leading ones each week, lagging ones each month, and each quarter those of key results.
 * They are bounded, as each is read.
 */
export function digestMetrics(
  { metrics, objectives }: OutcomeMap,
  rhythm: Rhythm,
  disclosure: Disclosure,
): { metrics: Metric[]; more: number } {
  const key = new Set(objectives.flatMap(({ keyResults }) => keyResults.map(({ metric }) => metric)));
  const wanted = metrics.filter((metric) => {
    if (metric.source === undefined || metric.arms || !isNameable(metric, disclosure)) return false;
    if (rhythm === 'quarterly') return key.has(metric.name);
    return metric.role !== 'guardrail' && isLagging(metric) === (rhythm === 'monthly');
  });
  const first = wanted.toSorted((one, other) => Number(key.has(other.name)) - Number(key.has(one.name)));
  return { metrics: first.slice(0, most[rhythm]), more: Math.max(0, first.length - most[rhythm]) };
}
