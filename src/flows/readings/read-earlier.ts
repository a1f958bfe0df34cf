import type { Sample } from '../../analysis/samples.ts';
import { day, daysBefore } from '../../domain/day.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { own } from '../../domain/text/own.ts';
import type { World } from '../ports/world.ts';
import { readMetrics } from './read-metrics.ts';

/** 52 weeks, and half a week: the same weeks of the year before. */
const yearDays = 368;
/** A history that begins later than this after it was asked for has nothing before it. */
const slack = 7 * day;

/**
 * What was measured in the year before that history: what the same weeks did then. One more query for each metric, of a year of days at most; none of a metric that is not
 * half a year old or comes by the hour, and none of a connection that is billed by what it scans. Where it fails there is none, and nothing else waits for it.
 *
 * @param readings what was read from `from` on
 */
export async function readEarlier(
  world: Pick<World, 'metrics'>,
  repository: Parameters<typeof readMetrics>[1],
  metrics: readonly Metric[],
  readings: Record<string, Reading>,
  from: Date,
): Promise<Record<string, Sample[]>> {
  const old = metrics.filter(({ name }) => {
    const reading = own(readings, name);
    if (reading?.kind !== 'samples' || reading.arms || reading.series.bucket !== 'day') return false;
    return (reading.series.samples[0]?.t ?? Number.POSITIVE_INFINITY) <= from.getTime() + slack;
  });
  const read = await readMetrics(world, repository, old, daysBefore(from, yearDays), from, { asSibling: true });
  return Object.fromEntries(
    Object.entries(read).flatMap(([name, reading]) =>
      reading.kind === 'samples' && reading.series.bucket === 'day' ? [[name, reading.series.samples]] : [],
    ),
  );
}
