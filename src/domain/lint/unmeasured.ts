import { baselineOf } from '../metric/baseline.ts';
import type { Metric } from '../metric/metric.ts';
import { own } from '../text/own.ts';
import type { LintBasis } from './lint-basis.ts';
import type { Lint, LintDetail } from './lint-finding.ts';

type Why = Extract<LintDetail, { rule: 'unmeasured' }>['why'];

/** No source, or of those that were read one that fails or gives nothing: nobody will know whether anything moved. */
export const unmeasured: Lint = (basis) =>
  basis.map.metrics.flatMap((metric) => {
    const why = metric.source === undefined ? { kind: 'no-source' as const } : whyUnread(basis, metric);
    if (!why) return [];
    return [{ rule: 'unmeasured', metric, why, at: basis.places.metric(metric.name, 'source') }];
  });

function whyUnread({ readings, asOf }: LintBasis, { name }: Metric): Why | undefined {
  const reading = readings && own(readings, name);
  const baseline = reading && baselineOf(reading, asOf);
  return baseline && baseline.kind !== 'level' ? baseline : undefined;
}
