import type { StatedBet } from '../../domain/bet/transitions.ts';
import { daysBefore } from '../../domain/day.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type { World } from '../ports/world.ts';
import { stakedMetrics } from './metrics-of-bet.ts';
import { historyDays, readMetrics } from './read-metrics.ts';

export async function readBaseline(
  world: Pick<World, 'metrics'>,
  record: StatedBet,
  asOf: Date,
  fresh = false,
): Promise<Record<string, Reading>> {
  const keyResultMetrics = record.bet.keyResults.flatMap(
    ({ keyResult }) => record.map.metrics.find(({ name }) => name === keyResult.metric) ?? [],
  );
  const metrics = [...stakedMetrics(record.bet, record.map), ...keyResultMetrics];
  return readMetrics(world, record.repository, metrics, daysBefore(asOf, historyDays), asOf, { fresh });
}
