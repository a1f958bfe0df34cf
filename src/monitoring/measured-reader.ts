import type { ReadFailure } from '../domain/metric/reading.ts';
import type { SourceRead } from '../domain/metric/source-read.ts';
import type { MetricReader } from '../flows/ports/metric-reader.ts';
import type { Meters } from './meters.ts';

/** No source was asked. */
const unasked: ReadonlySet<ReadFailure['reason']> = new Set(['no-source', 'unknown-source', 'not-available']);

/** A reader whose reads of sources are counted, with the time that they take; waiting for a turn is part of it. */
export function measuredReader(
  reader: MetricReader,
  tell: (read: Parameters<Meters['sourceRead']>[0] & Omit<SourceRead, 'at'> & { experiment?: string }) => void,
): MetricReader {
  return {
    async read(request) {
      const begun = performance.now();
      const reading = await reader.read(request);
      const outcome = reading.kind === 'failed' ? reading.failure.reason : reading.kind;
      // A name of the map that is no connection of the operator's never gets here: labels stay few.
      const [source, query = ''] = request.metric.source?.split('/') ?? [];
      if (source !== undefined && !unasked.has(outcome as ReadFailure['reason'])) {
        const failure = reading.kind === 'failed' ? { failure: reading.failure } : {};
        const { experiment } = request;
        tell({
          source,
          query,
          outcome,
          seconds: (performance.now() - begun) / 1_000,
          ...failure,
          ...(experiment === undefined ? {} : { experiment }),
        });
      }
      return reading;
    },
  };
}
