import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Job } from '../flows/ports.ts';

export interface Workers {
  /** Has an idle worker look for a job at once. */
  wake(): void;
  /** How many jobs run here now. */
  running(): number;
}

const pollSeconds = 2;

/**
 * Starts workers that take one job at a time.
 *
 * They wake each other: whoever gets a job sends the next idle one to look, and whoever is done looks again at once; the
 * poll is for retries and for what other replicas left. Left to itself a worker of pg-boss rests for its whole polling
 * interval after every job. Rejected: LISTEN/NOTIFY, which has all workers of all replicas look at once for every job that
 * comes in.
 */
export async function startWorkers(
  boss: PgBoss,
  queue: string,
  count: number,
  run: (job: JobWithMetadata<Job>) => Promise<object>,
): Promise<Workers> {
  const ids: string[] = [];
  const busy = new Set<string>();
  const wake = () => {
    const idle = ids.find((id) => !busy.has(id));
    if (idle !== undefined) boss.notifyWorker(idle);
  };
  for (let index = 0; index < count; index += 1) {
    const id: string = await boss.work(
      queue,
      { batchSize: 1, includeMetadata: true, pollingIntervalSeconds: pollSeconds },
      async ([job]: JobWithMetadata<Job>[]) => {
        if (!job) return {};
        busy.add(id);
        wake();
        try {
          return await run(job);
        } finally {
          busy.delete(id);
          boss.notifyWorker(id);
        }
      },
    );
    ids.push(id);
  }
  return { wake, running: () => busy.size };
}
