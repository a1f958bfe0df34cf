import { type EdgeRecord, edgeRecords } from '../domain/edge-record.ts';
import { metricsAbove } from '../domain/metric-tree.ts';
import { own } from '../domain/own.ts';
import type { Reading } from '../domain/reading.ts';
import { type Standing, standingDays, standingOf } from '../domain/standing.ts';
import type { BetRecord, Store, World } from './ports.ts';
import { daysBefore, readMetrics } from './read-metrics.ts';

const stakedNames = ({ bet }: BetRecord) => bet.movements.map(({ metric }) => metric.name);

/** Where the metrics above the bet stand, ten at most; what is read already is not read again. */
export async function standingsAbove(
  world: World,
  record: BetRecord,
  known: Record<string, Reading>,
  asOf: Date,
): Promise<Record<string, Standing>> {
  const above = metricsAbove(record.map.metrics, stakedNames(record));
  const unread = above.filter(({ name }) => !Object.hasOwn(known, name));
  const read = await readMetrics(world, record.repository, unread, daysBefore(asOf, standingDays), asOf);
  const readings = { ...read, ...known };
  return Object.fromEntries(
    above.flatMap(({ name }) => {
      const reading = own(readings, name);
      return reading ? [[name, standingOf(reading, asOf)]] : [];
    }),
  );
}

/** What the edges above the bet have shown; `until`: as it was known then. */
export async function edgesAbove(store: Store, record: BetRecord, until?: Date): Promise<EdgeRecord[]> {
  const { metrics } = record.map;
  const names = stakedNames(record);
  const tree = new Set([...names, ...metricsAbove(metrics, names).map(({ name }) => name)]);
  const trials = await store.edgeTrials(record.repository.ownerId, [...tree]);
  return edgeRecords(trials.filter(({ at }) => until === undefined || at <= until)).filter(
    ({ lower, upper }) =>
      tree.has(upper) && metrics.some(({ name, drives }) => name === lower && drives.includes(upper)),
  );
}
