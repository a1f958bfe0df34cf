import { housekeeping } from '../db/housekeeping.ts';
import { probeByWriting } from '../db/probe-by-writing.ts';
import { endingInTime } from '../deadlines/end-in-time.ts';
import { type Env, remarksOn } from '../env.ts';
import type { SignedDelivery } from '../flows/ports/hook.ts';
import { deliveryOf } from '../github/deliveries/delivery-of.ts';
import { backpressure } from '../jobs/backpressure.ts';
import { inTurn, startTicking } from '../jobs/tick.ts';
import { type Meters, unmetered } from '../monitoring/meters.ts';
import type { Running } from '../run-process.ts';
import { healthRoutes } from '../web/health-routes.ts';
import { readiness } from '../web/probes.ts';
import { pushRoutes } from '../web/push/push-routes.ts';
import { type Routes, startServer } from '../web/server.ts';
import { webhookRoutes } from '../web/webhook-routes.ts';
import { toWelcome, welcomeRoutes } from '../web/welcome-routes.ts';
import { monitoring } from './monitoring.ts';
import { finishWithinMs, openParts, type Parts } from './parts.ts';
import { pushing } from './pushing.ts';
import { keepingReads } from './source-reads.ts';
import { tracing } from './tracing.ts';
import { welcome } from './welcome.ts';
import { handlersOf, type Work } from './work.ts';

/** Accepts deliveries and works them, no matter who brings them. */
export interface Working extends Running {
  parts: Parts;
  /** Resolves once the delivery is stored. */
  accept(delivery: SignedDelivery): Promise<unknown>;
}

export async function startWork(
  env: Env,
  workOf: (parts: Parts) => Work,
  meters: Meters = unmetered,
): Promise<Working> {
  const tracer = await tracing();
  const parts = await openParts(env, tracer.traced(meters));
  const { app, inbox, queue } = parts;
  for (const remark of remarksOn(env)) app.log.warn(remark);
  const work = workOf(parts);
  const keepHouse = housekeeping(parts);
  const first = backpressure();
  const handlers = handlersOf(parts, work);
  await queue.work({
    ...handlers,
    async work(job, id, subject) {
      await first.room();
      const piece = job.kind === 'delivery' ? { kind: 'delivery', id: job.deliveryId } : { kind: job.kind, id };
      return tracer.follow({ ...piece, subject }, () => handlers.work(job, id, subject));
    },
  });
  const rounds = inTurn([parts.watchMemory, keepHouse, work.tick, keepingReads(parts)], app.log);
  const ticking = startTicking(async (now) => {
    await rounds(now);
    queue.wake();
  }, app.log);
  return {
    parts,
    accept: (delivery) => first.answer(() => inbox.accept(deliveryOf(delivery))),
    async close() {
      const ending = endingInTime(app.log);
      await Promise.all([ending.end("the minute's round", finishWithinMs, ticking.stop), parts.close()]);
      await ending.end('the traces', 3_000, tracer.close);
      ending.mustBeEnded();
    },
  };
}

/** What a server does beside accepting deliveries. */
export interface Serving {
  work: Work;
  /** For people's browsers. */
  pages?: Routes;
}

/** Starts the server: it listens last, when everything behind it is ready. */
export async function wire(env: Env, serve: (parts: Parts) => Serving): Promise<Running & { port: number }> {
  let pages: Routes | undefined;
  const monitored = env.metrics && (await monitoring(env.metrics));
  const { parts, accept, close } = await startWork(
    env,
    (opened) => {
      const serving = serve(opened);
      pages = serving.pages;
      return serving.work;
    },
    monitored?.meters,
  );
  const { app, connection, queue } = parts;
  const probes = {
    database: () => probeByWriting(connection.database),
    queue: queue.ping,
    github: async () => {
      await (await app.octokitForApp()).request('GET /app');
    },
  };
  try {
    const routes = [
      webhookRoutes({ secret: env.webhookSecret, accept }),
      healthRoutes(readiness(probes, app.log), parts.sourceStates.anyFails),
      pushRoutes(pushing(parts)),
      welcomeRoutes(welcome(env.githubApiUrl)),
      // Last: they accept bodies of at most 16 kB, and that limit applies to every path after them.
      pages ?? toWelcome(),
    ];
    const metrics = await monitored?.serve(parts);
    const server = await startServer(env, routes, app.log);
    app.log.info({ host: env.host, port: server.port, database: connection.kind }, 'Listening');
    return {
      port: server.port,
      async close() {
        app.log.info('Shutting down: finishing work in progress');
        await Promise.all([server.close(), metrics?.close()]);
        await close();
        app.log.info('Stopped');
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
