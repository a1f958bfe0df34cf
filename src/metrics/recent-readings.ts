import type { Reading } from '../domain/reading.ts';
import type { MetricReader } from '../flows/ports.ts';

type Request = Parameters<MetricReader['read']>[0];

const keptMs = 5 * 60_000;
const mostKept = 200;

/**
 * A reader that asks a source once for what many forecasts of one morning show: the history of a metric up to the start of the day, which does
 * not change by the minute. What failed or was empty is asked for again, and so is whatever somebody insists on (`fresh`). The same object is
 * handed out again, by which the analysis knows what it has worked out already.
 */
export function recentReadings(reader: MetricReader, now: () => number = Date.now): MetricReader {
  const kept = new Map<string, { at: number; reading: Promise<Reading> }>();
  return {
    read(request) {
      if (request.to.getTime() % 86_400_000 !== 0) return reader.read(request);
      const key = keyOf(request);
      const known = kept.get(key);
      if (known && !request.fresh && now() - known.at < keptMs) return known.reading;
      const reading = reader.read(request);
      const entry = { at: now(), reading };
      kept.delete(key);
      kept.set(key, entry);
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      const forget = () => {
        if (kept.get(key) === entry) kept.delete(key);
      };
      reading.then(({ kind }) => kind !== 'samples' && forget(), forget);
      return reading;
    },
  };
}

const keyOf = ({ owner, metric, from, to }: Request) =>
  JSON.stringify([owner, metric.source, metric.arms, from.getTime(), to.getTime()]);
