import { type SQL, sql } from 'drizzle-orm';
import type { Db, JobWithMetadata } from 'pg-boss';
import type { Job } from '../flows/ports/job.ts';

/*
 * All our statements on pg-boss's private tables, except those of `db/tenancy.ts`, `db/purge-jobs.ts` and
 * `db/copy-record.ts`. An upgrade may rename their columns: test/jobs/boss-tables.test.ts checks each that we rely on.
 */

/** The one queue. Serial per subject, in the order of arrival, across all replicas. */
export const queueName = 'work';

/** Where pg-boss has its tables. */
export const queueSchema = 'pgboss';

/** Including the tables of `db/`. */
export const reliedOn = {
  job: [
    ...['id', 'name', 'singleton_key', 'data', 'state', 'retry_count'],
    ...['start_after', 'created_on', 'started_on', 'completed_on', 'heartbeat_on'],
  ],
  queue: ['name', 'monitor_claim_on', 'monitor_on', 'maintain_on'],
  version: ['version'],
};

const jobs = `${queueSchema}.job`;
const queues = `${queueSchema}.queue`;

/** Which version of its tables this is. Rows: `{ version: number }`. */
export const tablesVersion = sql`select version from ${sql.identifier(queueSchema)}.version`;

/** How many jobs could begin now. */
export async function readyJobs(database: Db): Promise<number> {
  const { rows } = await database.executeSql(
    `select count(*)::int as ready from ${jobs} where name = $1 and state < 'active' and start_after <= now()`,
    [queueName],
  );
  return Number(rows[0]?.ready);
}

export interface JobsInState {
  /** `postponed`: until its next try, or until an instant. */
  state: 'waiting' | 'postponed' | 'active';
  count: number;
  /** For how long the first of them has been in it. */
  oldestSeconds: number;
}

/** Jobs that are not over yet, by state. */
export async function jobsByState(database: Db): Promise<JobsInState[]> {
  const { rows } = await database.executeSql(
    `select state, count(*)::int as count, greatest(0, extract(epoch from now() - min(since)))::float8 as "oldestSeconds"
     from (select case when state = 'active' then 'active' when start_after > now() then 'postponed' else 'waiting' end as state,
             case when state = 'active' then started_on when start_after > now() then created_on else greatest(created_on, start_after) end as since
           from ${jobs} where name = $1 and state < 'completed') as unfinished
     group by state`,
    [queueName],
  );
  return rows.map(({ state, count, oldestSeconds }) => ({
    state,
    count: Number(count),
    oldestSeconds: Number(oldestSeconds),
  }));
}

/** Whether the same job waits its turn, and is locked from now on; a postponed one counts only if `deferred`. */
export async function holdWaiting(database: Db, subject: string, job: object, deferred: boolean): Promise<boolean> {
  const { rows } = await database.executeSql(
    `select id from ${jobs} where name = $1 and singleton_key = $2 and state < 'active' and data = $3::jsonb
     and (state = 'retry' or start_after <= now() or $4) limit 1 for update skip locked`,
    [queueName, subject, JSON.stringify(job), deferred],
  );
  return rows.length > 0;
}

/** The queue's jobs of a subject, and the state of each. Rows: `QueuedJob`. */
export const queuedOn = (subject: string): SQL =>
  sql`select data, state, retry_count::int as tries, start_after as "startAfter" from ${sql.identifier(queueSchema)}.job
      where name = ${queueName} and singleton_key = ${subject} and state < 'completed' order by created_on`;

export interface QueuedJob {
  data: Job;
  state: 'created' | 'retry' | 'active';
  tries: number;
  startAfter: Date | string;
}

/** A condition: that this try still has its job. */
export const isHeldBy = (job: Pick<JobWithMetadata, 'id' | 'retryCount'>): SQL =>
  sql`exists (select from ${sql.identifier(queueSchema)}.job where name = ${queueName} and id = ${job.id}::uuid
      and state = 'active' and retry_count = ${job.retryCount}::int)`;

/** How many seconds the latest instant in the queue lies ahead of now. */
export async function secondsAhead(database: Db): Promise<number> {
  const { rows } = await database.executeSql(
    `select extract(epoch from max(greatest(created_on, started_on, completed_on)) - now())::float8 as ahead
     from ${jobs} where name = $1`,
    [queueName],
  );
  return Number(rows[0]?.ahead ?? 0);
}

/** The clock was set back by so many seconds: every pending instant moves back by as much. */
export async function takeForward(database: Db, seconds: number): Promise<void> {
  await database.executeSql(
    `update ${jobs} set start_after = greatest(now(), start_after - make_interval(secs => $2))
       where name = $1 and state < 'active' and start_after > now()`,
    [queueName, seconds],
  );
  // Otherwise they would stand behind their own consequences.
  await database.executeSql(
    `update ${jobs} set created_on = created_on - make_interval(secs => $2) where name = $1 and state < 'active' and created_on > now()`,
    [queueName, seconds],
  );
  await database.executeSql(
    `update ${jobs} set heartbeat_on = least(heartbeat_on, now()), started_on = least(started_on, now())
       where name = $1 and state = 'active'`,
    [queueName],
  );
  await database.executeSql(
    `update ${queues} set monitor_claim_on = null, monitor_on = null, maintain_on = null where name = $1`,
    [queueName],
  );
}
