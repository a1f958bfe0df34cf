import { type Baseline, baselineOf } from '../metric/baseline.ts';
import type { Metric } from '../metric/metric.ts';
import { own } from '../text/own.ts';
import type { LintBasis } from './lint-basis.ts';
import type { Lint } from './rule.ts';

interface Unmeasured {
  rule: 'unmeasured';
  metric: Metric;
  why: { kind: 'no-source' } | Exclude<Baseline, { kind: 'level' }>;
}

/** No source, or of those that were read one that fails or gives nothing: nobody will know whether anything moved. */
export const unmeasured: Lint<Unmeasured> = (basis) =>
  basis.map.metrics.flatMap((metric) => {
    const why = metric.source === undefined ? { kind: 'no-source' as const } : whyUnread(basis, metric);
    if (!why) return [];
    return [{ rule: 'unmeasured', metric, why, at: basis.places.metric(metric.name, 'source') }];
  });

function whyUnread({ readings, asOf }: LintBasis, { name }: Metric): Unmeasured['why'] | undefined {
  const reading = readings && own(readings, name);
  const baseline = reading && baselineOf(reading, asOf);
  return baseline && baseline.kind !== 'level' ? baseline : undefined;
}
