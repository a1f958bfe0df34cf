import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { type Db, type DrizzleTransactionLike, fromDrizzle, type PgBoss } from 'pg-boss';
import { v7 } from 'uuid';
import type { Job } from '../flows/ports/job.ts';
import type { Log } from '../flows/ports/log.ts';
import { awaitResults, type JobResult, keptForAwaiting } from './await-results.ts';
import { holdWaiting, type JobsInState, jobsByState, queueName, readyJobs } from './boss-tables.ts';
import { followClock } from './follow-clock.ts';
import { openBoss, type QueueDatabase } from './open-boss.ts';
import { type Handlers, runJob } from './run-job.ts';
import { type AddressedJob, subjectOfJob } from './subject.ts';
import { startWorkers, type Workers } from './workers.ts';

/** A Drizzle database or transaction. */
type Executor = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface Queue {
  /**
   * Enqueues a job, as part of the transaction `within` if there is one. `subject`: only for deliveries, other jobs
   * have their own. A job that already waits its turn is not enqueued twice.
   */
  send(job: Job, within?: Executor, subject?: string, after?: Date): Promise<void>;
  /** Enqueues a job for each delivery, as part of the transaction `within`. */
  sendDeliveries(deliveries: { id: string; subject: string }[], within: Executor): Promise<void>;
  /** Starts working. */
  work(handlers: Handlers): Promise<void>;
  /** The transaction with new jobs is committed: look at once instead of at the next poll. */
  wake(): void;
  /** Enqueues jobs and waits until each is settled, here or on another replica. Results in the order of the jobs. */
  enqueueAndWait(jobs: AddressedJob[], onSettled?: (settled: number) => void): Promise<JobResult[]>;
  /**
   * Resolves when no job is ready to run and none runs here; jobs that wait for their next try do not count. Gives up
   * after `withinMs`: other replicas may be busy for ever.
   */
  untilIdle(withinMs?: number): Promise<void>;
  load(): Promise<JobsInState[]>;
  /** Throws when the queue cannot be reached. */
  ping(): Promise<void>;
  /** Accepts no more jobs, and lets the running ones finish for at most `withinMs`. */
  rest(withinMs: number): Promise<void>;
  /** Hands running jobs back to the queue, for others, and closes. */
  close(): Promise<void>;
}

/** Jobs at a time in this process. They mostly wait for GitHub; on the embedded database they share one connection. */
const workersOn = { postgres: 8, embedded: 4 };

export async function startQueue(database: QueueDatabase, log: Log): Promise<Queue> {
  const boss = await openBoss(database, log);
  const clock = await followClock(boss, database.kind, log);
  let workers: Workers | undefined;
  /**
   * Jobs enqueued since the last wake, which a transaction may still hold back: at least one worker is woken each time.
   */
  let news = 0;
  const wake = () => {
    workers?.wake(Math.max(1, news));
    news = 0;
  };
  return {
    async send(given, executor, deliverySubject, after) {
      const job = storable(given);
      const within = executor && databaseOf(executor);
      if (job.kind === 'delivery') {
        if (deliverySubject === undefined) throw new Error(`Delivery ${job.deliveryId} has no subject`);
        await insert(boss, job, deliverySubject, { within });
        return;
      }
      const subject = subjectOfJob(job);
      if (await waitsAlready(boss, job, subject, within, after)) return;
      await insert(boss, job, subject, { within, after });
      news += 1;
    },
    async sendDeliveries(deliveries, within) {
      const jobs = deliveries.map(({ id, subject }) => ({
        data: { kind: 'delivery', deliveryId: id } satisfies Job,
        singletonKey: subject,
      }));
      const ids = await boss.insert(queueName, jobs, { db: databaseOf(within), returnId: true });
      if (ids?.length !== jobs.length) throw new Error('The queue did not take all deliveries');
    },
    async work(handlers) {
      workers = await startWorkers(boss, queueName, workersOn[database.kind], async (job) => {
        try {
          return await runJob(boss, job, handlers, log);
        } finally {
          // For jobs that this job enqueued; this worker looks again anyway.
          if (news > 0) wake();
        }
      });
    },
    wake,
    async enqueueAndWait(jobs, onSettled) {
      const ids: string[] = [];
      for (const job of jobs) ids.push(await insert(boss, storable(job), subjectOfJob(job), { awaited: true }));
      workers?.wake(ids.length);
      return awaitResults(boss, ids, onSettled);
    },
    async untilIdle(withinMs = 120_000) {
      const until = performance.now() + withinMs;
      // A job may be between the queue and its worker at one look, but not at two.
      for (let quiet = 0; quiet < 2 && performance.now() < until; ) {
        const idle = !workers?.running() && (await readyJobs(boss.getDb())) === 0;
        quiet = idle ? quiet + 1 : 0;
        await sleep(100);
      }
    },
    load: () => jobsByState(boss.getDb()),
    async ping() {
      await boss.getQueue(queueName);
    },
    async rest(withinMs) {
      clock.stop();
      await Promise.race([boss.offWork(queueName), sleep(withinMs, undefined, { ref: false })]);
    },
    async close() {
      clock.stop();
      await boss.stop({ graceful: false });
    },
  };
}

/**
 * A jsonb column refuses NUL and half a character. People's text may hold either, and its job could not be enqueued.
 */
const storable = (job: Job): Job =>
  JSON.parse(JSON.stringify(job), (_, value) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value,
  );

function databaseOf(executor: Executor): Db {
  return fromDrizzle(executor as unknown as DrizzleTransactionLike, sql);
}

async function insert(
  boss: PgBoss,
  job: Job,
  subject: string,
  { within, awaited, after }: { within?: Db | undefined; awaited?: boolean; after?: Date | undefined },
): Promise<string> {
  const id = await boss.send(queueName, job, {
    singletonKey: subject,
    // Jobs of one transaction have one instant, and pg-boss orders those by id: random ids would shuffle a merge and
    // its revert.
    id: v7(),
    // Nobody waits for a forecast as people wait for a check.
    ...(job.kind === 'forecast' && { priority: -1 }),
    ...(after && { startAfter: after }),
    ...(within && { db: within }),
    ...(awaited && { deleteAfterSeconds: keptForAwaiting }),
  });
  if (id === null) throw new Error(`The queue did not take a job of ${subject}`);
  return id;
}

/**
 * Whether the same job already waits its turn. If so, it is locked until the transaction ends, so that it cannot start
 * before the transaction's changes are visible. A job that another transaction holds is skipped: two transactions that
 * enqueue each other's forecasts would wait for each other for ever.
 */
function waitsAlready(
  boss: PgBoss,
  job: Job,
  subject: string,
  within: Db | undefined,
  after: Date | undefined,
): Promise<boolean> {
  // A postponed job does not count for a caller who wants it now.
  return holdWaiting(within ?? boss.getDb(), subject, job, after !== undefined);
}
