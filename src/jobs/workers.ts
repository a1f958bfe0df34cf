import { setImmediate as turn } from 'node:timers/promises';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Job } from '../flows/ports/job.ts';

export interface Workers {
  /** So many jobs are new: makes as many idle workers look at once. */
  wake(jobs: number): void;
  /** How many jobs run here now. */
  running(): number;
}

/** For jobs without a wake: due retries, and leftovers of other replicas. */
const pollSeconds = 2;

/**
 * Starts workers that take one job at a time. A worker that is done looks again at once; by itself, one of pg-boss
 * sleeps for its polling interval after every job. So only idle workers have to be woken, as many as there are new
 * jobs.
 *
 * Rejected: LISTEN/NOTIFY, which makes every worker of every replica look for every new job.
 */
export async function startWorkers(
  boss: PgBoss,
  queue: string,
  count: number,
  run: (job: JobWithMetadata<Job>) => Promise<object>,
): Promise<Workers> {
  const idle = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const id: string = await boss.work(
      queue,
      { batchSize: 1, includeMetadata: true, pollingIntervalSeconds: pollSeconds },
      async ([job]: JobWithMetadata<Job>[]) => {
        if (!job) return {};
        idle.delete(id);
        try {
          // The embedded database answers within the same turn of the event loop. Without a pause here, a backlog of
          // short jobs would hold up everything else, above all the answers to deliveries.
          await turn();
          return await run(job);
        } finally {
          idle.add(id);
          boss.notifyWorker(id);
        }
      },
    );
    idle.add(id);
  }
  return {
    running: () => count - idle.size,
    wake(jobs) {
      for (const id of [...idle].slice(0, jobs)) {
        // Moves to the end of the list: a wake may be on its way to this worker when the next one comes.
        idle.delete(id);
        idle.add(id);
        boss.notifyWorker(id);
      }
    },
  };
}
