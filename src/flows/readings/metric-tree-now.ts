import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { StatedBet } from '../../domain/bet/transitions.ts';
import { daysBefore } from '../../domain/day.ts';
import { type EdgeRecord, edgeRecords } from '../../domain/ledger/edge-record.ts';
import { levelDays, type MetricLevel, metricLevelOf } from '../../domain/metric/metric-level.ts';
import { metricsAbove } from '../../domain/metric/metric-tree.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { own } from '../../domain/text/own.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { readMetrics } from './read-metrics.ts';

const stakedNames = ({ bet }: StatedBet) => bet.movements.map(({ metric }) => metric.name);

/** Where the metrics above the bet stand, ten at most; what is read already is not read again. */
export async function levelsAbove(
  world: Pick<World, 'metrics'>,
  record: StatedBet,
  known: Record<string, Reading>,
  asOf: Date,
): Promise<Record<string, MetricLevel>> {
  const above = metricsAbove(record.map.metrics, stakedNames(record));
  const unread = above.filter(({ name }) => !Object.hasOwn(known, name));
  const read = await readMetrics(world, record.repository, unread, daysBefore(asOf, levelDays), asOf);
  const readings = { ...read, ...known };
  return Object.fromEntries(
    above.flatMap(({ name }) => {
      const reading = own(readings, name);
      return reading ? [[name, metricLevelOf(reading, asOf)]] : [];
    }),
  );
}

/** What the edges above the bet have shown; `until`: as it was known then. */
export async function edgesAbove(store: Store, record: BetRecord, until?: Date): Promise<EdgeRecord[]> {
  const { metrics } = record.map;
  const names = stakedNames(record);
  const tree = new Set([...names, ...metricsAbove(metrics, names).map(({ name }) => name)]);
  const edges = metrics
    .filter(({ name }) => tree.has(name))
    .flatMap(({ name, drives }) => drives.filter((upper) => tree.has(upper)).map((upper) => ({ lower: name, upper })));
  if (edges.length === 0) return [];
  const trials = await store.edgeTrials(record.repository.ownerId, [...new Set(edges.map(({ lower }) => lower))]);
  return edgeRecords(trials.filter(({ at }) => until === undefined || at <= until)).filter((told) =>
    edges.some(({ lower, upper }) => lower === told.lower && upper === told.upper),
  );
}
