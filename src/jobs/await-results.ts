import { setTimeout as sleep } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import { queueName } from './boss-tables.ts';

/** The result of a job that somebody waits for. */
export type JobResult =
  | { kind: 'done'; value: unknown }
  /** It was tried and given up. */
  | { kind: 'failed'; error: string }
  /** Its turn did not come, because an earlier job of the subject does not finish. It was withdrawn. */
  | { kind: 'waiting' };

/** Seconds for which an awaited job is kept after it is done; this also marks a job as awaited. */
export const keptForAwaiting = 86_400;

const pollMs = 250;
const lookedAtOnce = 50;
const noProgressMs = 10 * 60_000;

export async function awaitResults(
  boss: PgBoss,
  ids: string[],
  onSettled: (settled: number) => void = () => {},
): Promise<JobResult[]> {
  const results = new Map<string, JobResult>();
  let lastProgress = performance.now();
  while (results.size < ids.length && performance.now() - lastProgress < noProgressMs) {
    for (const id of ids.filter((one) => !results.has(one)).slice(0, lookedAtOnce)) {
      const result = await resultOf(boss, id);
      if (!result) continue;
      results.set(id, result);
      lastProgress = performance.now();
      onSettled(results.size);
    }
    if (results.size < ids.length) await sleep(pollMs);
  }
  const withdrawn = ids.filter((id) => !results.has(id));
  if (withdrawn.length > 0) await boss.deleteJob(queueName, withdrawn);
  return ids.map((id) => results.get(id) ?? { kind: 'waiting' });
}

async function resultOf(boss: PgBoss, id: string): Promise<JobResult | undefined> {
  const [job] = await boss.findJobs(queueName, { id });
  if (job?.state !== 'completed') return undefined;
  const { done, failed } = (job.output ?? {}) as { done?: string | null; failed?: string };
  if (failed !== undefined) return { kind: 'failed', error: failed };
  return { kind: 'done', value: typeof done === 'string' ? JSON.parse(done) : undefined };
}
