import { day } from '../day.ts';
import { horizonDays } from '../metric/horizon.ts';
import type { Metric } from '../metric/metric.ts';
import { relationsTo } from '../metric/metric-tree.ts';
import type { KeyResult } from '../outcome-map/outcome-map.ts';
import { type LintBasis, openKeyResults, standsAlready } from './lint-basis.ts';
import type { Lint } from './rule.ts';

interface HorizonMismatch {
  rule: 'horizon-mismatch';
  keyResult: KeyResult;
  metric: Metric;
  daysLeft: number;
  horizonDays: number;
  readoutDays: number;
  /** The first day on which something that ships now could be seen. */
  earliest: Date;
  /** A metric below it that shows in time. */
  sooner?: Metric;
}

/**
 * The date comes before what ships today could be seen in the metric: after the metric's horizon, and not before the last readout.
 * A key result that has been in force was given its date when there was more time.
 */
export const horizonMismatch: Lint<HorizonMismatch> = (basis) => {
  const { map, places, asOf } = basis;
  const readoutDays = Math.max(0, ...map.followUp.afterDays);
  return openKeyResults(basis).flatMap(({ keyResult, metric }) => {
    const horizon = horizonDays(metric);
    const daysLeft = Math.round((Date.parse(keyResult.by) - asOf.getTime()) / day);
    const needed = Math.max(horizon, readoutDays);
    if (daysLeft >= needed || standsAlready(basis, keyResult)) return [];
    const sooner = soonerMetric(basis, metric.name, daysLeft);
    return [
      {
        rule: 'horizon-mismatch',
        keyResult,
        metric,
        daysLeft,
        horizonDays: horizon,
        readoutDays,
        earliest: new Date(asOf.getTime() + needed * day),
        ...(sooner ? { sooner } : {}),
        at: places.keyResult(keyResult.id, 'by'),
      },
    ];
  });
};

function soonerMetric({ map }: LintBasis, name: string, daysLeft: number) {
  const relations = relationsTo(map.metrics, [name]);
  const readoutDays = Math.max(0, ...map.followUp.afterDays);
  return map.metrics.find(
    (metric) => relations.get(metric.name) === 'below' && Math.max(horizonDays(metric), readoutDays) <= daysLeft,
  );
}
