import pLimit, { type LimitFunction } from 'p-limit';
import type { ArmNames } from '../domain/metric.ts';
import type { ReadFailure, Reading } from '../domain/reading.ts';
import { inTime } from '../flows/in-time.ts';
import type { Log, MetricReader } from '../flows/ports.ts';
import { step } from '../flows/steps.ts';
import { framesOf } from './frames-of.ts';
import { type Detail, SourceFailure } from './source-failure.ts';
import type { Connection, Sources } from './sources.ts';
import { toSamples } from './to-samples.ts';
import { windowToAsk } from './window.ts';

/** Reads of one connection side by side; the others wait their turn, and their time runs only from then. */
const sideBySide = 4;

/**
 * Reads metrics from the operator's sources. Whatever goes wrong is a failed reading; its reason is logged, never with a
 * secret, an address or a figure. `close` ends the connections; a read after that fails.
 */
export function metricReader({
  sources,
  log,
}: {
  sources: Sources;
  log: Log;
}): MetricReader & { close(): Promise<void> } {
  const guarded = new Map([...sources].map(([name, connection]) => [name, { connection, turn: pLimit(sideBySide) }]));
  let closed = false;
  return {
    async read({ owner, ownerId, metric, from, to }) {
      const name = metric.source;
      if (!name) return failed('no-source', 'the outcome map names no source for this metric');
      const found = findQuery(guarded, name, owner, ownerId);
      if ('kind' in found) return found;
      const { connection, turn, query } = found;
      try {
        if (closed) throw new SourceFailure('unreachable', 'the sources are closed');
        return await turn(() => readQuery(connection, query, { from, to }, metric.arms));
      } catch (error) {
        const { reason, text, detail } = explain(error);
        log.warn({ source: name, owner, reason, ...masked(detail, connection.secrets) }, `metric not read: ${text}`);
        return failed(reason, text);
      }
    },
    async close() {
      closed = true;
      await Promise.allSettled([...sources.values()].map(({ source }) => source.close()));
    },
  };
}

interface Guarded {
  connection: Connection;
  turn: LimitFunction;
}

function findQuery(
  sources: ReadonlyMap<string, Guarded>,
  name: string,
  owner: string,
  ownerId: number | undefined,
): (Guarded & { query: string }) | Reading {
  const slash = name.indexOf('/');
  const found = sources.get(name.slice(0, Math.max(slash, 0)));
  const query = name.slice(slash + 1);
  const unknown = failed('unknown-source', `the operator has no source named "${name}"`);
  if (!found) return unknown;
  const { owners, queries } = found.connection;
  // Before the query is looked up: who may not use a connection does not hear what is in it.
  const isFor = owners?.some((one) => one === owner.toLowerCase() || one === ownerId) ?? true;
  if (!isFor) return failed('not-available', `source not available to ${owner}`);
  return queries.has(query) ? { ...found, query } : unknown;
}

async function readQuery(
  connection: Connection,
  query: string,
  window: { from: Date; to: Date },
  arms: ArmNames | undefined,
): Promise<Reading> {
  const { source, timezone, timeout, maxRows } = connection;
  if (window.from >= window.to) return { kind: 'empty' };
  const tooLate = new SourceFailure('timeout', `the source did not answer within ${timeout / 1000} s`);
  const rows = await step('a read of a source', timeout, () =>
    inTime(timeout, tooLate, (signal) => source.rows({ query, ...windowToAsk(window, timezone), maxRows, signal })),
  );
  if (rows.length > maxRows)
    throw new SourceFailure('too-many-rows', `the source gave more than ${maxRows.toLocaleString('en')} rows`);
  const reading = toSamples(rows, window, timezone, arms);
  if (reading.kind === 'failed') throw new SourceFailure(reading.failure.reason, reading.failure.text);
  return reading;
}

function explain(error: unknown): { reason: ReadFailure['reason']; text: string; detail: Detail } {
  if (error instanceof SourceFailure) return { reason: error.reason, text: error.message, detail: error.detail };
  return { reason: 'query-failed', text: 'the source failed', detail: framesOf(error) };
}

/** The database quotes the query in its messages, and the query may hold what the environment put there. */
function masked(detail: Detail, secrets: readonly string[]): Detail {
  const mask = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [key, typeof value === 'string' ? mask(value) : value]),
  );
}

function failed(reason: ReadFailure['reason'], text: string): Reading {
  return { kind: 'failed', failure: { reason, text } };
}
