import type { StatedBet } from '../../domain/bet/transitions.ts';
import { daysBefore } from '../../domain/day.ts';
import { nameableMap } from '../../domain/disclosure/nameable.ts';
import type { Forecast } from '../../domain/forecast/forecast.ts';
import { siblingsToTry } from '../../domain/forecast/sibling-comparison.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type { World } from '../ports/world.ts';
import { historyDays, readMetrics } from './read-metrics.ts';

/** A bet that its window cannot show is tried beside a handful of other metrics, which are read for nothing else. */
export async function compareWithSiblings(
  world: Pick<World, 'analyst' | 'metrics'>,
  { repository, map: whole }: StatedBet,
  forecast: Forecast,
  readings: Record<string, Reading>,
  asOf: Date,
): Promise<Forecast> {
  const map = nameableMap(whole, forecast.disclosure);
  const siblings = siblingsToTry(forecast, map, readings);
  if (siblings.length === 0) return forecast;
  const unread = siblings.filter(({ name }) => !Object.hasOwn(readings, name));
  const read = await readMetrics(world, repository, unread, daysBefore(asOf, historyDays), asOf);
  return world.analyst.compare(forecast, map, { ...readings, ...read });
}
