import type { PGlite } from '@electric-sql/pglite';
import { type Clock, fromPglite, PgBoss } from 'pg-boss';
import { inTime } from '../deadlines/in-time.ts';
import { step } from '../deadlines/steps.ts';
import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';
import { queueName, queueSchema } from './boss-tables.ts';

export type QueueDatabase = { kind: 'postgres'; url: string } | { kind: 'embedded'; client: PGlite };

const options = {
  // A replica that is killed has its jobs taken over within half a minute: no sign of life for 10 s, noticed at the next
  // supervision, begun again after the first backoff.
  heartbeatSeconds: 10,
  expireInSeconds: 600,
  // A failed job would block its subject for good under this policy. Jobs are given up by our own judgement (patience.ts),
  // and then count as complete, so that pg-boss itself must never run out of retries.
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  retentionSeconds: 90 * 86_400,
  deleteAfterSeconds: 600,
};
const supervisionSeconds = 5;

/** pg-boss reckons its rests by it: by one that is set back it would rest, and take over from nobody, for as long as it was set back. */
const steadyClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimeout: (work, milliseconds) => setTimeout(work, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (work, milliseconds) => setInterval(work, milliseconds),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};

const cutOff = 'the process ended';

/** Whether the try that left this output behind was cut off by the end of its process. */
export function processEnded(output: unknown): boolean {
  const { message, value } = (output ?? {}) as { message?: string; value?: { message?: string } };
  return message === cutOff || value?.message === 'job heartbeat timeout';
}

/** A connection whose answer takes longer has gone silent, and is given up. */
const answerWithinMs = 12_000;
/** For a connection to be free as well. */
const queryWithinMs = 15_000;
/** Bringing the tables of a large queue up to date takes its time. */
const migrateWithinMs = 600_000;

/** pg-boss, ready to take jobs in and hand them out. */
export async function openBoss(database: QueueDatabase, log: Log): Promise<PgBoss> {
  // By one of its own, for which nothing is given up soon.
  const migrating = newBoss(database, log, { withinMs: migrateWithinMs, supervise: false });
  await startBeside(migrating);
  await migrating.stop({ graceful: false });

  const boss = newBoss(database, log, { withinMs: answerWithinMs, migrate: false });
  limitQueries(boss, database.kind);
  await boss.start();
  if (await boss.getQueue(queueName)) await boss.updateQueue(queueName, options);
  else await boss.createQueue(queueName, { ...options, policy: 'key_strict_fifo' });
  // Looks the queue up once, for pg-boss to remember: looking it up inside a transaction of the embedded database, on its
  // only connection, would wait for that very transaction.
  const blocked = await boss.getBlockedKeys(queueName);
  if (blocked.length > 0) log.error({ subjects: blocked.slice(0, 20) }, 'Failed jobs block these subjects');
  if (database.kind === 'embedded') await takeBackActiveJobs(boss);
  return boss;
}

/** Another server made the same thing: a unique violation in the catalogue, or that it is there. */
const madeByAnother = /^(23505|42P0[67]|42710)$/;

/**
 * Servers that start together on an empty database make the tables of pg-boss together. It locks, but looks with what it knew of the catalogue before it
 * had the lock; all but the first may fail at that. Then the tables are there.
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
  // Handed on to `pg`; not in the types of pg-boss.
  const limits: object = { query_timeout: withinMs, keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
  const boss = new PgBoss({
    ...(database.kind === 'postgres'
      ? { connectionString: database.url, application_name: 'soundings-queue', max: 5, ...limits }
      : { db: fromPglite(database.client), backend: 'pglite' as const, reindex: false, monitorVacuum: false }),
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
 * All that pg-boss does goes through here, its workers' looking for jobs too: none waits for good. The embedded database is part of this process; if it
 * hangs only a restart helps, and /healthz says so.
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

/** Nobody else works on an embedded database: a job that is active at the start was cut off by the end of the process. */
async function takeBackActiveJobs(boss: PgBoss): Promise<void> {
  const active = (await boss.findJobs(queueName)).filter((job) => job.state === 'active');
  if (active.length === 0) return;
  await boss.fail(
    queueName,
    active.map((job) => job.id),
    { message: cutOff },
  );
}
