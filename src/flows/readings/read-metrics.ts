import type { Metric } from '../../domain/metric/metric.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';

/** History that a forecast and a readout look at: long enough for weekday habits and for what "usual" means. */
export const historyDays = 180;

/** Each metric is read once and apart: one that fails or hangs does not harm the others. */
export async function readMetrics(
  { metrics: reader }: Pick<World, 'metrics'>,
  repository: Repository,
  metrics: Metric[],
  from: Date,
  to: Date,
  how: { fresh?: boolean; asSibling?: boolean } = {},
): Promise<Record<string, Reading>> {
  const once = [...new Map(metrics.map((metric) => [metric.name, metric])).values()];
  const readings = await Promise.all(
    once.map((metric) =>
      reader.read({ owner: repository.owner, ownerId: repository.ownerId, metric, from, to, ...how }),
    ),
  );
  return Object.fromEntries(once.map((metric, i) => [metric.name, readings[i] as Reading]));
}
