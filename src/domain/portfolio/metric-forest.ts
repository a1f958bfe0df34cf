import { type EdgeRecord, edgeRecords } from '../ledger/edge-record.ts';
import type { EdgeTrial } from '../ledger/track-record.ts';
import type { Metric } from '../metric/metric.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';

/** A metric in the tree, below one that it drives. */
export interface MetricNode {
  metric: Metric;
  /** Key results on it. */
  keyResults: string[];
  /** Of the edge up from it; absent: it is at the top, or no bet has tried the edge. */
  record?: EdgeRecord;
  /** What drives it. */
  drivers: MetricNode[];
  /** It stands above in the tree already, with what drives it. */
  again?: true;
}

export interface MetricForest {
  /** Trees, from the metrics that all others serve. */
  tops: MetricNode[];
  /** Neither drive one nor are driven. */
  alone: Metric[];
  /** Metrics that are not shown. */
  more: number;
}

/** More than anyone reads. */
const mostNodes = 150;

/** The metric tree by `drives`, from the top down, with what bets have shown of each edge. Each metric is unfolded once; a cycle is entered at its first metric. */
export function metricForest({ metrics, objectives }: OutcomeMap, trials: EdgeTrial[]): MetricForest {
  const names = new Set(metrics.map(({ name }) => name));
  const driven = Map.groupBy(
    metrics.flatMap((metric) => othersOf(metric).map((name) => ({ name, metric }))),
    ({ name }) => name,
  );
  const driversOf = ({ name }: Metric) => (driven.get(name) ?? []).map(({ metric }) => metric);
  const drivesAny = (metric: Metric) => othersOf(metric).some((other) => names.has(other));
  const records = new Map(edgeRecords(trials).map((record) => [JSON.stringify([record.lower, record.upper]), record]));
  const keyResultsOn = Map.groupBy(
    objectives.flatMap(({ keyResults }) => keyResults),
    ({ metric }) => metric,
  );
  const shown = new Set<Metric>();
  let nodes = 0;

  function nodeOf(metric: Metric, upper?: Metric): MetricNode {
    nodes += 1;
    const record = upper && records.get(JSON.stringify([metric.name, upper.name]));
    const node = {
      metric,
      keyResults: (keyResultsOn.get(metric.name) ?? []).map(({ id }) => id),
      ...(record && { record }),
    };
    if (shown.has(metric)) return { ...node, drivers: [], again: true };
    shown.add(metric);
    const drivers: MetricNode[] = [];
    for (const driver of driversOf(metric)) if (nodes < mostNodes) drivers.push(nodeOf(driver, metric));
    return { ...node, drivers };
  }

  const isTop = (metric: Metric) => !drivesAny(metric) && driversOf(metric).length > 0;
  const isAlone = (metric: Metric) => !drivesAny(metric) && driversOf(metric).length === 0;
  const tops: MetricNode[] = [];
  for (const metric of [...metrics.filter(isTop), ...metrics.filter((one) => !isTop(one) && !isAlone(one))])
    if (!shown.has(metric) && nodes < mostNodes) tops.push(nodeOf(metric));
  const alone = metrics.filter(isAlone);
  const most = Math.max(0, mostNodes - nodes);
  return {
    tops,
    alone: alone.slice(0, most),
    more: metrics.length - shown.size - Math.min(alone.length, most),
  };
}

const othersOf = ({ name, drives }: Metric) => [...new Set(drives)].filter((other) => other !== name);
