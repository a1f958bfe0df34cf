import type { LookupFunction } from 'node:net';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import { metricReader } from '../../../src/metrics/metric-reader.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';

/** A read of one query of one connection (an object as the file would have it), and what the log said meanwhile. */
export async function readOne(
  connection: Record<string, unknown>,
  asked: {
    from: string;
    to: string;
    environment?: Record<string, string>;
    folder?: string;
    /** What the whole file says. */
    network?: string;
    lookup?: LookupFunction;
    experiment?: string;
  },
): Promise<{ reading: Reading; said: string }> {
  const { from, to, environment = {}, folder = '/', network, lookup, experiment } = asked;
  const parsed = parseSources({
    file: 'sources.yml',
    text: JSON.stringify({ network, connections: { c: connection } }),
    environment,
    place: { folder, ...(lookup && { lookup }) },
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const said: unknown[] = [];
  const note = (...what: unknown[]) => said.push(what);
  const reader = metricReader({ sources: parsed.value, log: { info: note, warn: note, error: note } });
  const metric = { name: 'm', title: 'M', unit: 'count', good: 'up' as const, drives: [], source: 'c/q' };
  try {
    const window = { from: new Date(from), to: new Date(to) };
    const reading = await reader.read({
      ...{ owner: 'acme', metric, ...window },
      ...(experiment === undefined ? {} : { experiment }),
    });
    return { reading, said: JSON.stringify(said) };
  } finally {
    await reader.close();
  }
}

/** A failure as `reason: text`; of samples, day (or hour) and value. */
export function inShort(reading: Reading): unknown {
  if (reading.kind === 'failed') return `${reading.failure.reason}: ${reading.failure.text}`;
  if (reading.kind === 'empty') return 'empty';
  const length = reading.series.bucket === 'day' ? 10 : 16;
  return reading.series.samples.map(({ t, value }) => [new Date(t).toISOString().slice(0, length), value]);
}
