import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { inTime } from '../../deadlines/in-time.ts';
import { day, daysBefore } from '../../domain/day.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { levelDays, type MetricLevel, metricLevelOf } from '../../domain/metric/metric-level.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import type { OwnerPlace } from '../../flows/ports/page-record.ts';

/** Nobody waits for longer: what is not there by then stands on the page when it is looked at next. */
const waitMs = 2_000;
const keptMs = 5 * 60_000;
const mostKept = 2_000;
const mostOfAPage = 60;
const atOnce = 4;

/** Where metrics stand, by their source. A connection that is billed by what it scans is not read: a page is no reason to. */
export function levelsNow(reader: MetricReader, now: () => Date) {
  const kept = new LRUCache<string, Promise<MetricLevel>>({
    max: mostKept,
    ttl: keptMs,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });
  const limit = pLimit(atOnce);

  function levelOf({ owner, ownerId }: OwnerPlace, metric: Metric): Promise<MetricLevel> {
    const today = new Date(Math.floor(now().getTime() / day) * day);
    const key = JSON.stringify([ownerId, metric.source, metric.arms, metric.increase, today]);
    const known = kept.get(key);
    if (known) return known;
    const asked = limit(async () => {
      const window = { from: daysBefore(today, levelDays), to: today };
      return metricLevelOf(await reader.read({ owner, ownerId, metric, ...window, asSibling: true }), today);
    });
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
    return asked;
  }

  return async (place: OwnerPlace, metrics: Metric[]): Promise<Map<string, MetricLevel>> => {
    const levels = new Map<string, MetricLevel>();
    const wanted = metrics.filter(({ source }) => source !== undefined).slice(0, mostOfAPage);
    const reading = wanted.map(async (metric) => {
      levels.set(metric.source ?? '', await levelOf(place, metric));
    });
    await inTime(waitMs, new Error('levels take too long'), () => Promise.allSettled(reading)).catch(() => undefined);
    return new Map(levels);
  };
}
