import type { Metric } from '../metric/metric.ts';
import type { Reading } from '../metric/reading.ts';
import type { MapPlaces } from '../outcome-map/map-places.ts';
import type { KeyResult, Objective, OutcomeMap } from '../outcome-map/outcome-map.ts';

/** What bets that are open, merged or shipped are about: ids of key results and names of metrics, guarded ones among them. */
export interface InPlay {
  keyResults: string[];
  metrics: string[];
}

/** Everything that a rule may look at. What was not gathered is not judged. */
export interface LintBasis {
  map: OutcomeMap;
  places: MapPlaces;
  /** Start of the first day that is not over. */
  asOf: Date;
  /** What the sources answered, by metric name; a metric that is not here was not read. */
  readings?: Record<string, Reading>;
  inPlay?: InPlay;
  /** The map in force, where `map` is one that is proposed: what stands in it already was settled when there was more time. */
  inForce?: OutcomeMap;
}

/** The part of a map that key results are in. */
export type Staking = Pick<OutcomeMap, 'objectives' | 'metrics'>;

export interface StakedKeyResult {
  objective: Objective;
  keyResult: KeyResult;
  metric: Metric;
}

/** Key results whose day has not passed, with their metrics. */
export function openKeyResults({ map, asOf }: { map: Staking; asOf: Date }): StakedKeyResult[] {
  const today = asOf.toISOString().slice(0, 10);
  return allKeyResults(map).filter(({ keyResult }) => keyResult.by >= today);
}

export function allKeyResults({ objectives, metrics }: Staking): StakedKeyResult[] {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  return objectives.flatMap((objective) =>
    objective.keyResults.flatMap((keyResult) => {
      const metric = byName.get(keyResult.metric);
      return metric ? [{ objective, keyResult, metric }] : [];
    }),
  );
}

/** The same key result, figures and day included, in the map in force. */
export function standsAlready({ inForce }: LintBasis, { id, metric, from, to, by }: KeyResult): boolean {
  return (inForce?.objectives ?? []).some(({ keyResults }) =>
    keyResults.some((it) => it.id === id && it.metric === metric && it.from === from && it.to === to && it.by === by),
  );
}
