import { readFileSync } from 'node:fs';
import { silent } from '../db/ledger/silent.ts';
import { operations } from '../db/pages/operations.ts';
import type { Env } from '../env.ts';
import { knownEvents } from '../github/deliveries/read-event.ts';
import { lately } from '../monitoring/lately.ts';
import type { Meters } from '../monitoring/meters.ts';
import type { StateNow } from '../monitoring/state.ts';
import { metricsRoutes } from '../web/metrics-routes.ts';
import { type RunningServer, startServer } from '../web/server.ts';
import type { Parts } from './parts.ts';

/** However many ask: the database is asked so often. */
const often = { everyMs: 15_000, waitMs: 2_000, oldestMs: 60_000 };
/** These look through the record. */
const seldom = { everyMs: 300_000, waitMs: 2_000, oldestMs: 1_200_000 };
const mostSilent = 1_000;

/** A scrape or two at a time. */
const limits = { connections: 20 };

/** Counts, and shows a Prometheus what was counted and how it stands. The client is loaded only where it is wanted. */
export async function monitoring({ host, port }: NonNullable<Env['metrics']>): Promise<{
  meters: Meters;
  serve(parts: Parts): Promise<RunningServer>;
}> {
  const { prometheusMeters } = await import('../monitoring/prometheus.ts');
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const meters = prometheusMeters(version, knownEvents);
  return {
    meters,
    async serve(parts) {
      const { log } = parts.app;
      const state = stateOf(parts);
      const place = { host, port, setBy: { host: 'METRICS_HOST', port: 'METRICS_PORT' } };
      const routes = metricsRoutes(meters.contentType, async () => meters.text(await state(), new Date()));
      const server = await startServer(place, [routes], log, limits);
      log.info({ host, metricsPort: server.port }, 'Metrics are served for a Prometheus');
      return server;
    },
  };
}

function stateOf({ app, connection, queue, watch }: Parts): () => Promise<StateNow> {
  const { database, patient } = connection;
  const read = lately(
    async () => ({ operations: await operations(database, new Date()), jobs: await queue.load() }),
    'the state of the database',
    app.log,
    often,
  );
  const readSilent = lately(() => silent(patient, {}, new Date(), mostSilent), 'silent ships', app.log, seldom);
  return async () => {
    const [told, quiet] = await Promise.all([read(), readSilent()]);
    const leastOfRequests = watch.leastLeft(new Date());
    return {
      ...told,
      ...(quiet && { silent: quiet }),
      ...(connection.kind === 'postgres' && { pool: connection.load() }),
      ...(leastOfRequests !== undefined && { leastOfRequests }),
    };
  };
}
