import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { buckets } from '../analysis/bucket.ts';
import { increases } from '../analysis/findings/running-total.ts';
import type { Series } from '../analysis/samples.ts';
import { inTime } from '../deadlines/in-time.ts';
import { step } from '../deadlines/steps.ts';
import type { Metric } from '../domain/metric/metric.ts';
import type { ReadFailure, Reading } from '../domain/metric/reading.ts';
import { experimentId, sourceName } from '../domain/metric/source-name.ts';
import type { Log } from '../flows/ports/log.ts';
import type { FirstOwners, MetricReader, PushedOf } from '../flows/ports/metric-reader.ts';
import { type Came, cameOf } from './came.ts';
import { framesOf } from './frames-of.ts';
import { readBudget } from './read-budget.ts';
import type { OwnPushed, Row } from './source.ts';
import { type Detail, SourceFailure } from './source-failure.ts';
import type { Connection, Sources } from './sources.ts';
import { toGroups, toSamples } from './to-samples.ts';
import { windowToAsk } from './window.ts';

/** Parallel reads of one connection; the others wait their turn, and their time runs only from then. */
const sideBySide = 4;
/** The operator hears once an hour of a login that has changed hands. */
const toldMs = 3_600_000;

/**
 * Reads metrics from the operator's sources. A problem with a source is a failed reading; its reason is logged, never
 * with a secret, an address or a figure. `close` ends the connections; a read after that fails.
 * @param firstOwners absent without a record, as in a command: a login then means the owner that the command names
 */
export function metricReader({
  sources,
  log,
  firstOwners,
  pushedOf,
  look,
  now = () => performance.now(),
}: {
  sources: Sources;
  log: Log;
  firstOwners?: FirstOwners;
  /** The owner's pushed samples; absent without a record. */
  pushedOf?: PushedOf;
  /** Sees what a source gave, before it is read as samples, and what of it was left out. */
  look?: (source: string, rows: Row[], left: string[]) => void;
  /** Milliseconds of a monotonic clock. */
  now?: () => number;
}): MetricReader & { close(): Promise<void> } {
  const guarded = new Map(
    [...sources].map(([name, connection]) => [
      name,
      { connection, turn: pLimit(sideBySide), spend: readBudget(connection.readsADay, now) },
    ]),
  );
  const told = new LRUCache<string, true>({ max: 1_000, ttl: toldMs, perf: { now }, ttlResolution: 0 });
  let closed = false;

  /** Before the query is looked up: owners who may not use a connection learn nothing of its queries. */
  async function isFor({ owners }: Connection, source: string, login: string, id: number | undefined) {
    if (!owners || (id !== undefined && owners.includes(id))) return true;
    if (!owners.includes(login.toLowerCase())) return false;
    if (!firstOwners || id === undefined || (await firstOwners.wasFirst(login, id))) return true;
    const key = `${source} ${id}`;
    if (told.has(key)) return false;
    // Not again at each read, which would restart the hour.
    told.set(key, true);
    log.warn(
      { source, owner: login, ownerId: id },
      `Source not read: the login \`${login}\` in its \`owners\` was somebody else’s when this database met it first. Write the number of the owner that you mean; the one of today is ${id}`,
    );
    return false;
  }

  return {
    async read({ owner, ownerId, metric, from, to, asSibling = false, experiment }) {
      const name = metric.source;
      if (!name) return failed('no-source', 'the outcome map names no source for this metric');
      const [before, query] = split(name);
      const found = guarded.get(before);
      const unknown = failed('unknown-source', `the operator has no source named "${name}"`);
      if (!found) return unknown;
      const { connection, turn, spend } = found;
      if (!(await isFor(connection, before, owner, ownerId)))
        return failed('not-available', `source not available to ${owner}`);
      if (connection.queries ? !connection.queries.has(query) : !sourceName.test(query)) return unknown;
      const takes = connection.source.takesExperiment?.(query) ?? false;
      if (takes && experiment === undefined)
        return failed('query-failed', 'its query is one for experiments, and none is asked for');
      if (experiment !== undefined && !experimentId.test(experiment))
        return failed('query-failed', 'that is no id of an experiment');
      if (!takes && experiment !== undefined)
        return failed('query-failed', 'its query takes no experiment, so that it cannot be asked for one');
      if (asSibling && connection.isBilledByScan)
        return failed('not-available', 'its connection is billed by what it scans, and nobody asked for it');
      try {
        if (closed) throw new SourceFailure('unreachable', 'the sources are closed');
        const pushed = pushedOf && ownerId !== undefined ? ownPushed(pushedOf, ownerId) : undefined;
        let came: Row[] = [];
        const left: string[] = [];
        const leftOut = (what: string) => void left.push(what);
        const reading = await turn(() => {
          spend();
          return readQuery(connection, query, { from, to }, metric, { pushed, experiment, leftOut }, (rows) => {
            came = rows;
            look?.(name, rows, left);
          });
        });
        for (const what of left) log.info({ source: name }, `Left out: ${what}`);
        const unused = reading.kind === 'empty' && whyUnused(cameOf(came, { from, to }, connection.timezone));
        if (unused) log.info({ source: name, rows: came.length }, `Metric has no value: ${unused}`);
        return reading;
      } catch (error) {
        const { reason, text, detail } = explain(error);
        log.warn({ source: name, owner, reason, ...masked(detail, connection.secrets) }, `Metric not read: ${text}`);
        return failed(reason, text);
      }
    },
    async close() {
      closed = true;
      await Promise.allSettled([...sources.values()].map(({ source }) => source.close()));
    },
  };
}

const ownPushed = (pushedOf: PushedOf, ownerId: number): OwnPushed => ({
  read: (metric, asked) => pushedOf(ownerId).pushed(ownerId, metric, asked),
});

/** A connection and its query. */
function split(name: string): [string, string] {
  const slash = name.indexOf('/');
  return [name.slice(0, Math.max(slash, 0)), name.slice(slash + 1)];
}

interface Asked {
  pushed: OwnPushed | undefined;
  experiment: string | undefined;
  leftOut: (what: string) => void;
}

async function readQuery(
  connection: Connection,
  query: string,
  window: { from: Date; to: Date },
  { arms, increase }: Metric,
  { pushed, experiment, leftOut }: Asked,
  look: (rows: Row[]) => void,
): Promise<Reading> {
  const { source, timezone, timeout, maxRows } = connection;
  if (window.from >= window.to) return { kind: 'empty' };
  const tooLate = new SourceFailure('timeout', `the source did not answer within ${timeout / 1000} s`);
  const rows = await step('a read of a source', timeout, () =>
    inTime(timeout, tooLate, (signal) =>
      source.rows({
        ...{ query, ...windowToAsk(window, timezone), maxRows, signal, leftOut },
        ...(pushed && { pushed }),
        ...(experiment !== undefined && { experiment }),
      }),
    ),
  );
  look(rows);
  if (rows.length > maxRows)
    throw new SourceFailure('too-many-rows', `the source gave more than ${maxRows.toLocaleString('en')} rows`);
  const reading =
    experiment === undefined ? toSamples(rows, window, timezone, arms) : toGroups(rows, window, timezone, arms);
  if (reading.kind === 'failed') throw new SourceFailure(reading.failure.reason, reading.failure.text);
  return increase && reading.kind === 'samples' && !reading.arms ? whatItAdds(reading.series) : reading;
}

/** What each bucket adds to a running total. */
function whatItAdds(series: Series): Reading {
  const { samples } = increases(series.samples, buckets[series.bucket].length);
  return samples.length === 0 ? { kind: 'empty' } : { kind: 'samples', series: { ...series, samples } };
}

/** Rows that all come after the time asked for say that there is no older history, which is no news. */
function whyUnused(came: Came | undefined): string | undefined {
  if (!came || came.rows === 0) return undefined;
  if (came.inside > 0) return 'rows came for the time asked for, and none has one';
  return came.before === came.rows ? `its rows end before the time asked for, on ${came.last}` : undefined;
}

function explain(error: unknown): { reason: ReadFailure['reason']; text: string; detail: Detail } {
  if (error instanceof SourceFailure) return { reason: error.reason, text: error.message, detail: error.detail };
  return { reason: 'query-failed', text: 'the source failed', detail: framesOf(error) };
}

/** The database quotes the query in its messages, and the query may hold values from the environment. */
function masked(detail: Detail, secrets: readonly string[]): Detail {
  const mask = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [key, typeof value === 'string' ? mask(value) : value]),
  );
}

function failed(reason: ReadFailure['reason'], text: string): Reading {
  return { kind: 'failed', failure: { reason, text } };
}
