import type { Metric } from '../metric/metric.ts';
import type { KeyResult, OutcomeMap } from './outcome-map.ts';

export interface OfferedKeyResult {
  keyResult: KeyResult;
  metric?: Metric;
}

/** Key results to choose from: those whose day has not passed, in the map's order; all of them where every day has passed. */
export function offeredKeyResults({ objectives, metrics }: OutcomeMap, today?: Date): OfferedKeyResult[] {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  const all = objectives.flatMap(({ keyResults }) =>
    keyResults.map((keyResult) => {
      const metric = byName.get(keyResult.metric);
      return metric ? { keyResult, metric } : { keyResult };
    }),
  );
  const open = today ? all.filter(({ keyResult }) => keyResult.by >= today.toISOString().slice(0, 10)) : all;
  return open.length > 0 ? open : all;
}
