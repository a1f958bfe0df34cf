import { setTimeout as sleep } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import { queueName } from './open-boss.ts';

/** What became of a job that somebody waits for. */
export type Outcome =
  | { kind: 'done'; value: unknown }
  /** It was tried and given up. */
  | { kind: 'failed'; error: string }
  /** Its turn did not come: something before it on the same subject does not get done. It was withdrawn. */
  | { kind: 'waiting' };

/** Seconds for which an awaited job is kept after it is done; this also is what marks a job as awaited. */
export const keptForAwaiting = 86_400;

const pollMs = 250;
const lookedAtOnce = 50;
const noProgressMs = 10 * 60_000;

export async function awaitOutcomes(
  boss: PgBoss,
  ids: string[],
  onSettled: (settled: number) => void = () => {},
): Promise<Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  let lastProgress = performance.now();
  while (outcomes.size < ids.length && performance.now() - lastProgress < noProgressMs) {
    for (const id of ids.filter((one) => !outcomes.has(one)).slice(0, lookedAtOnce)) {
      const outcome = await outcomeOf(boss, id);
      if (!outcome) continue;
      outcomes.set(id, outcome);
      lastProgress = performance.now();
      onSettled(outcomes.size);
    }
    if (outcomes.size < ids.length) await sleep(pollMs);
  }
  const withdrawn = ids.filter((id) => !outcomes.has(id));
  if (withdrawn.length > 0) await boss.deleteJob(queueName, withdrawn);
  return ids.map((id) => outcomes.get(id) ?? { kind: 'waiting' });
}

async function outcomeOf(boss: PgBoss, id: string): Promise<Outcome | undefined> {
  const [job] = await boss.findJobs(queueName, { id });
  if (job?.state !== 'completed') return undefined;
  const { done, failed } = (job.output ?? {}) as { done?: string | null; failed?: string };
  if (failed !== undefined) return { kind: 'failed', error: failed };
  return { kind: 'done', value: typeof done === 'string' ? JSON.parse(done) : undefined };
}
