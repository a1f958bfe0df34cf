import type { PGlite } from '@electric-sql/pglite';
import { type Clock, PgBoss } from 'pg-boss';
import { inTime } from '../deadlines/in-time.ts';
import { step } from '../deadlines/steps.ts';
import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';
import { queueName, queueSchema } from './boss-tables.ts';
import { pgliteForBoss } from './pglite-for-boss.ts';

export type QueueDatabase = { kind: 'postgres'; url: string } | { kind: 'embedded'; client: PGlite };

const options = {
  // A killed replica's jobs are taken over within half a minute: no sign of life for 10 s, noticed at the next
  // supervision, begun again after the first backoff.
  heartbeatSeconds: 10,
  expireInSeconds: 600,
  // Under this policy a failed job would block its subject for good. We give jobs up ourselves (patience.ts), and they
  // then count as complete, so pg-boss must never run out of retries.
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  retentionSeconds: 90 * 86_400,
  deleteAfterSeconds: 600,
};
const supervisionSeconds = 5;

/**
 * pg-boss computes its pauses from it: a clock that is set back would make it pause, and take over nothing, for as
 * long.
 */
const steadyClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimeout: (work, milliseconds) => setTimeout(work, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (work, milliseconds) => setInterval(work, milliseconds),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};

const cutOff = 'the process ended';

/** Whether the end of the process cut off the try that left this output. */
export function processEnded(output: unknown): boolean {
  const { message, value } = (output ?? {}) as { message?: string; value?: { message?: string } };
  return message === cutOff || value?.message === 'job heartbeat timeout';
}

/** A connection whose answer takes longer has gone silent, and is given up. */
const answerWithinMs = 12_000;
/** How long to wait for a free connection as well. */
const queryWithinMs = 15_000;
/** Migrating the tables of a large queue takes time. */
const migrateWithinMs = 600_000;

/** pg-boss, ready to accept jobs and hand them out. */
export async function openBoss(database: QueueDatabase, log: Log): Promise<PgBoss> {
  // By a connection of its own, which has a longer limit.
  const migrating = newBoss(database, log, { withinMs: migrateWithinMs, supervise: false });
  await startBeside(migrating);
  await migrating.stop({ graceful: false });

  const boss = newBoss(database, log, { withinMs: answerWithinMs, migrate: false });
  limitQueries(boss, database.kind);
  await boss.start();
  if (await boss.getQueue(queueName)) await boss.updateQueue(queueName, options);
  else await boss.createQueue(queueName, { ...options, policy: 'key_strict_fifo' });
  // Looks the queue up once, for pg-boss to remember. Inside a transaction of the embedded database, on its only
  // connection, the lookup would wait for that very transaction.
  const blocked = await boss.getBlockedKeys(queueName);
  if (blocked.length > 0) log.error({ subjects: blocked.slice(0, 20) }, 'Failed jobs block these subjects');
  if (database.kind === 'embedded') await takeBackActiveJobs(boss);
  return boss;
}

/** Another server made the same thing: a unique violation in the catalogue, or "already exists". */
const madeByAnother = /^(23505|42P0[67]|42710)$/;

/**
 * Servers that start together on an empty database create pg-boss's tables together. pg-boss locks, but decides by what
 * it read before it had the lock, so all but the first may fail. By then the tables exist.
 */
async function startBeside(boss: PgBoss): Promise<void> {
  for (let failed = 0; ; failed += 1)
    try {
      await boss.start();
      return;
    } catch (error) {
      if (failed === 3 || !madeByAnother.test(String((error as { code?: unknown }).code))) throw error;
    }
}

function newBoss(
  database: QueueDatabase,
  log: Log,
  { withinMs, ...options }: { withinMs: number; migrate?: boolean; supervise?: boolean },
): PgBoss {
  // Passed on to `pg`; missing in the types of pg-boss.
  const limits: object = { query_timeout: withinMs, keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
  const boss = new PgBoss({
    ...(database.kind === 'postgres'
      ? { connectionString: database.url, application_name: 'soundings-queue', max: 5, ...limits }
      : { db: pgliteForBoss(database.client), backend: 'pglite' as const, reindex: false, monitorVacuum: false }),
    schema: queueSchema,
    clock: steadyClock,
    schedule: false,
    superviseIntervalSeconds: supervisionSeconds,
    monitorIntervalSeconds: supervisionSeconds,
    maintenanceIntervalSeconds: 300,
    ...options,
  });
  boss.on('error', (error) =>
    log.warn({ error: describeError(error) }, 'Queue had an error from its database; it goes on by itself'),
  );
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'Queue warning'));
  return boss;
}

/**
 * All queries of pg-boss pass here, including its workers' polling, so none waits for ever. The embedded database is
 * part of this process; if it hangs only a restart helps, and /healthz says so.
 */
function limitQueries(boss: PgBoss, kind: QueueDatabase['kind']): void {
  const database = boss.getDb();
  const ask = database.executeSql.bind(database);
  const tooLate = () => new Error(`The database did not answer the queue within ${queryWithinMs / 1000} s`);
  database.executeSql = (text, values) =>
    step('a query of the queue', queryWithinMs, () =>
      kind === 'embedded' ? ask(text, values) : inTime(queryWithinMs, tooLate(), () => ask(text, values)),
    );
}

/**
 * GitHub ends a request after ten seconds, whether or not anybody waits for the answer. What the ended process asked for may be done until then; only
 * after that does the next try see whether it was. Where replicas take over, the missing signs of life take as long.
 */
const githubIsDoneMs = 10_000;

/**
 * Nobody else works on an embedded database: a job that is active at the start was cut off by the end of the process.
 */
async function takeBackActiveJobs(boss: PgBoss): Promise<void> {
  const active = (await boss.findJobs(queueName)).filter((job) => job.state === 'active');
  if (active.length === 0) return;
  await boss.fail(
    queueName,
    active.map((job) => job.id),
    { message: cutOff },
  );
  const startAfter = new Date(Date.now() + githubIsDoneMs);
  for (const { id, data } of active) await boss.update(queueName, data as object, { id, startAfter });
}
