import { baselineOf } from '../baseline.ts';
import type { Metric } from '../metric.ts';
import { type LintBasis, openKeyResults } from './lint-basis.ts';
import type { Lint, LintDetail } from './lint-finding.ts';

type Why = Extract<LintDetail, { rule: 'unmeasured' }>['why'];

/** No source, one that fails, or one that gives nothing: nobody will know whether anything moved. */
export const unmeasured: Lint = (basis) => {
  const staked = new Set(openKeyResults(basis).map(({ metric }) => metric.name));
  return basis.map.metrics.flatMap((metric) => {
    const why = metric.source === undefined ? { kind: 'no-source' as const } : whyUnread(basis, metric);
    if (!why || (why.kind !== 'no-source' && !staked.has(metric.name))) return [];
    return [{ rule: 'unmeasured', metric, why, at: basis.places.metric(metric.name, 'source') }];
  });
};

function whyUnread({ readings, asOf }: LintBasis, { name }: Metric): Why | undefined {
  const reading = readings?.[name];
  const baseline = reading && baselineOf(reading, asOf);
  return baseline && baseline.kind !== 'level' ? baseline : undefined;
}
