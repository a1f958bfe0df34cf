import { LRUCache } from 'lru-cache';
import type { Reading } from '../domain/metric/reading.ts';
import type { MetricReader } from '../flows/ports/metric-reader.ts';

type Request = Parameters<MetricReader['read']>[0];

const keptMs = 5 * 60_000;
const mostKept = 64 * 1024 * 1024;

/**
 * A reader that asks a source once for what many forecasts of a morning show: the history of a metric up to the start
 * of the day, which does not change by the minute. Failed and empty readings are read again, and so is anything on
 * demand (`fresh`). The same object is returned each time, by which the analysis recognizes what it has already worked
 * out.
 */
export function recentReadings(reader: MetricReader, now: () => number = () => performance.now()): MetricReader {
  const kept = new LRUCache<string, Reading>({
    maxSize: mostKept,
    sizeCalculation: bytesOf,
    ttl: keptMs,
    perf: { now },
    ttlResolution: 0,
  });
  const underWay = new Map<string, Promise<Reading>>();

  return {
    async read(request) {
      if (request.to.getTime() % 86_400_000 !== 0) return reader.read(request);
      const key = keyOf(request);
      const known = request.fresh ? undefined : (underWay.get(key) ?? kept.get(key));
      if (known) return known;
      const asked = reader.read(request);
      underWay.set(key, asked);
      const isLatest = () => underWay.get(key) === asked;
      try {
        const reading = await asked;
        if (isLatest()) kept.set(key, reading.kind === 'samples' ? reading : undefined);
        return reading;
      } finally {
        if (isLatest()) underWay.delete(key);
      }
    },
  };
}

/** A sample is an object of a few numbers. */
const bytesOf = (reading: Reading) => {
  if (reading.kind !== 'samples') return 1;
  const { series, arms } = reading;
  const samples = [series, arms?.control, arms?.treatment].map((one) => one?.samples.length ?? 0);
  return 200 + 100 * samples.reduce((sum, count) => sum + count, 0);
};

const keyOf = ({ owner, ownerId, metric, from, to, asSibling, experiment }: Request) =>
  JSON.stringify([
    owner,
    ownerId,
    metric.source,
    metric.arms,
    metric.increase,
    asSibling,
    experiment,
    from.getTime(),
    to.getTime(),
  ]);
