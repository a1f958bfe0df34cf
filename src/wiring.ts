import { openAnalyst } from './analyst/open-analyst.ts';
import { type Connection, connect } from './db/connect.ts';
import { firstOwners } from './db/first-owners.ts';
import { housekeeping } from './db/housekeeping.ts';
import { createInbox, type Inbox, type OpenDelivery } from './db/inbox.ts';
import { parkIfSuspended } from './db/installation-store.ts';
import { migrate } from './db/migrate.ts';
import { probeByWriting } from './db/probe-by-writing.ts';
import { purgeJobs } from './db/purge-jobs.ts';
import { createStore } from './db/store.ts';
import { openTenancy, type Tenancy } from './db/tenancy.ts';
import { writeBudget } from './db/write-budget.ts';
import { endingInTime } from './end-in-time.ts';
import { type Env, remarksOn } from './env.ts';
import { describeError } from './flows/describe-error.ts';
import type { Analyst, FirstOwners, Store, WriteBudget } from './flows/ports.ts';
import { purgeInstallation } from './flows/purge.ts';
import { watchMemory } from './flows/watch-memory.ts';
import { subjectOf } from './github/subject-of.ts';
import { answersFirst } from './jobs/answers-first.ts';
import { jobIsHeld } from './jobs/current-try.ts';
import { queueSchema } from './jobs/open-boss.ts';
import { type Queue, startQueue } from './jobs/queue.ts';
import type { Handlers } from './jobs/run-job.ts';
import type { AddressedJob } from './jobs/subject.ts';
import { inTurn, startTicking } from './jobs/tick.ts';
import type { Running } from './run-process.ts';
import { type GitHubApp, openGitHubApp } from './web/github-app.ts';
import { healthRoutes } from './web/health-routes.ts';
import { readiness } from './web/probes.ts';
import { startServer } from './web/server.ts';
import { type SignedDelivery, webhookRoutes } from './web/webhook-routes.ts';

/** What every process of Soundings needs, the server as well as a command that works like one for a while. */
export interface Parts extends Running {
  app: GitHubApp;
  connection: Connection;
  /** Sees all owners. */
  store: Store;
  tenancy: Tenancy;
  inbox: Inbox;
  budget: WriteBudget;
  firstOwners: FirstOwners;
  analyst: Analyst;
  queue: Queue;
  /** Notices that the database has become an older copy of itself. */
  watchMemory(now: Date): Promise<void>;
  /** Removes everything that is known of an installation that lives on, what waits in the queue too. */
  purge(installationId: number): Promise<void>;
}

/** What is done with work. Everything may be done twice. */
export interface Work {
  delivery(delivery: OpenDelivery): Promise<unknown>;
  /** `id`: its own, by which the log knows it. */
  job(job: AddressedJob, id: string): Promise<unknown>;
  /** About once a minute. */
  tick(now: Date): Promise<void>;
}

/** For what is under way when the process is to end. With what comes before and after it is over in 26 s, of the 30 that orchestrators commonly give. */
const finishWithinMs = 12_000;

export async function openParts(env: Env): Promise<Parts> {
  const app = await openGitHubApp(env);
  const connection = await connect(env);
  try {
    if (connection.kind === 'embedded' && connection.notice) app.log.warn(connection.notice);
    await migrate(connection);
    const queue = await startQueue(connection, app.log);
    const inbox = createInbox(connection.database, {
      enqueue: queue.sendDeliveries,
      onQueued: queue.wake,
      onFailure: (error) =>
        app.log.warn({ error: describeError(error) }, 'Deliveries have no job yet; they will get one'),
    });
    const tenancy = await openTenancy(connection, queue.send, { schema: queueSchema, jobIsHeld });
    if (!tenancy.enforced)
      app.log.warn(
        'The database user passes by row-level security: give Soundings a user that is no superuser and has no BYPASSRLS',
      );
    // At the start nobody else is to be waited for: what has no job by now was left over by a crash.
    await inbox.queueLeftOver(0);
    const analyst = openAnalyst();
    const store = createStore(connection.database, queue.send);
    const watch = watchMemory(createStore(connection.patient, queue.send), app.log);
    await watch(new Date());
    return {
      app,
      connection,
      queue,
      store,
      tenancy,
      inbox,
      budget: writeBudget(connection.database),
      firstOwners: firstOwners(connection.database),
      analyst,
      watchMemory: watch,
      async purge(installationId) {
        await purgeJobs(connection.patient, queueSchema, installationId);
        await purgeInstallation(createStore(connection.patient, queue.send), installationId, false);
      },
      async close() {
        const ending = endingInTime(app.log);
        await Promise.all([
          ending.end('the inbox', finishWithinMs, inbox.settled),
          // What runs for longer is no trouble: it is handed back.
          queue.rest(finishWithinMs),
        ]);
        await ending.end('the queue', 3_000, queue.close);
        await ending.end('the analyst', 5_000, analyst.close);
        await ending.end('the database', 4_000, connection.close);
        ending.mustBeEnded();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** How this process works off what is in the queue. */
export function handlersOf({ connection, inbox, store }: Parts, work: Work): Handlers {
  return {
    async work(job, id) {
      if (job.kind !== 'delivery')
        return (await parkIfSuspended(connection.database, job)) ? undefined : work.job(job, id);
      const delivery = await inbox.open(job.deliveryId);
      if (!delivery) return undefined;
      const value = await work.delivery(delivery);
      await inbox.complete(delivery.id);
      return value;
    },
    async gaveUp(job, error) {
      if (job.kind === 'delivery') await inbox.giveUp(job.deliveryId, error);
      if (job.kind === 'readout') await store.restDue(job.repositoryId, job.number, new Date());
    },
  };
}

/** Takes deliveries in and works them off, whoever brings them. */
export interface Working extends Running {
  parts: Parts;
  /** Resolves once the delivery is safe. */
  accept(delivery: SignedDelivery): Promise<unknown>;
}

export async function startWork(env: Env, workOf: (parts: Parts) => Work): Promise<Working> {
  const parts = await openParts(env);
  const { app, inbox, queue } = parts;
  for (const remark of remarksOn(env)) app.log.warn(remark);
  const work = workOf(parts);
  const keepHouse = housekeeping(parts);
  const first = answersFirst();
  const handlers = handlersOf(parts, work);
  await queue.work({
    ...handlers,
    async work(job, id) {
      await first.room();
      return handlers.work(job, id);
    },
  });
  const rounds = inTurn([parts.watchMemory, keepHouse, work.tick], app.log);
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
      ending.mustBeEnded();
    },
  };
}

/** Starts the server: it listens last, when everything behind it stands. */
export async function wire(env: Env, workOf: (parts: Parts) => Work): Promise<Running & { port: number }> {
  const { parts, accept, close } = await startWork(env, workOf);
  const { app, connection, queue } = parts;
  const probes = {
    database: () => probeByWriting(connection.database),
    queue: queue.ping,
    github: async () => {
      await (await app.octokitForApp()).request('GET /app');
    },
  };
  try {
    const routes = [webhookRoutes({ secret: env.webhookSecret, accept }), healthRoutes(readiness(probes, app.log))];
    const server = await startServer(env, routes, app.log);
    app.log.info({ host: env.host, port: server.port, database: connection.kind }, 'Soundings listens');
    return {
      port: server.port,
      async close() {
        app.log.info('Soundings finishes what it has begun');
        await server.close();
        await close();
        app.log.info('Soundings has ended');
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function deliveryOf({ id, event, text, payload }: SignedDelivery) {
  const action = typeof payload.action === 'string' ? payload.action : undefined;
  const installationId = idOf(payload.installation);
  const repositoryId = idOf(payload.repository);
  const ownerId = idOf((payload.repository as { owner?: unknown } | undefined)?.owner);
  return {
    id,
    event,
    payload: text,
    subject: subjectOf(event, payload),
    ...(action !== undefined && { action }),
    ...(installationId !== undefined && { installationId }),
    ...(repositoryId !== undefined && { repositoryId }),
    ...(ownerId !== undefined && { ownerId }),
    ...meaningOf(event, action, payload),
  };
}

const rereadWhole = new Set([
  ...['opened', 'edited', 'synchronize', 'reopened', 'closed'],
  ...['ready_for_review', 'converted_to_draft'],
]);

/**
 * After these the pull request or issue is read anew and nothing else, so that of several waiting ones the last will do: fifty events in a
 * second cost one evaluation after the first. What a bot did may be an echo of our own, which is passed over and can stand in for nothing.
 */
function meaningOf(event: string, action: string | undefined, payload: Record<string, unknown>) {
  if ((payload.sender as { type?: unknown } | undefined)?.type === 'Bot') return {};
  if (event === 'pull_request' && rereadWhole.has(action ?? '')) return ofMerged(action, payload) ?? { meaning: event };
  return event === 'issues' && action === 'edited' ? { meaning: 'issues.edited' } : {};
}

/** The text that was merged is told by one event alone; and what is written into it later is worth what its writer may do. */
function ofMerged(action: string | undefined, payload: Record<string, unknown>) {
  const { merged } = (payload.pull_request ?? {}) as { merged?: unknown };
  if (merged !== true) return undefined;
  if (action === 'closed') return {};
  return action === 'edited' ? { meaning: `pull_request.edited by ${idOf(payload.sender)}` } : undefined;
}

function idOf(value: unknown): number | undefined {
  const id = (value as { id?: unknown } | undefined)?.id;
  return typeof id === 'number' ? id : undefined;
}
