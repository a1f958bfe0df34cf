import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { describeError, placesOf } from '../errors/describe-error.ts';
import { isFault } from '../errors/is-fault.ts';
import { TakenOver } from '../errors/taken-over.ts';
import type { Job } from '../flows/ports/job.ts';
import type { Log } from '../flows/ports/log.ts';
import { keptForAwaiting } from './await-results.ts';
import { queueName } from './boss-tables.ts';
import { asTry } from './current-try.ts';
import { processEnded } from './open-boss.ts';
import { type Attempt, askedToWait, isWorthAnotherTry } from './retry-policy.ts';

export interface Handlers {
  /**
   * Throws when the job has to be tried again, and `TakenOver` when it was taken over. Callers who await the job get
   * the value.
   */
  work(job: Job, id: string, subject: string): Promise<unknown>;
  /** The job will not be tried again. `error` is free of secrets. */
  gaveUp(job: Job, error: string): Promise<void>;
}

/** Runs a job once. The return value is its output and completes it; an error makes pg-boss try it again. */
export async function runJob(
  boss: Pick<PgBoss, 'fail' | 'update'>,
  job: JobWithMetadata<Job>,
  { work, gaveUp }: Handlers,
  log: Log,
): Promise<object> {
  const tries = job.retryCount + 1;
  const attempt: Attempt = { tries, createdAt: job.createdOn, awaited: job.deleteAfterSeconds === keptForAwaiting };
  const { kind } = job.data;
  // No more of it: a job may hold what people said.
  const delivery = kind === 'delivery' ? { delivery: job.data.deliveryId } : {};
  const fields = { id: job.id, job: kind, ...delivery, subject: job.singletonKey, tries };
  const giveUp = async (error: string, cause?: unknown) => {
    await gaveUp(job.data, error);
    log.error({ ...fields, error, ...(isFault(cause) && { at: placesOf(cause) }) }, 'Job given up');
    return { failed: error };
  };
  if (processEnded(job.output) && !isWorthAnotherTry({ ...attempt, tries: tries - 1 }, undefined, new Date())) {
    // It never got as far as to throw: it may be what ends the process, and everything else with it.
    return giveUp(`The process ended in the midst of it, at the ${tries - 1}th try`);
  }
  try {
    // As text, since a jsonb column refuses some characters that people write.
    return { done: JSON.stringify(await asTry(job, () => work(job.data, job.id, job.singletonKey ?? ''))) ?? null };
  } catch (cause) {
    if (cause instanceof TakenOver) {
      log.warn(fields, 'Job taken over by another try; this one ends');
      return {};
    }
    const error = describeError(cause);
    if (!isWorthAnotherTry(attempt, cause, new Date())) return giveUp(error, cause);
    log.warn({ ...fields, error }, 'Job failed; retrying');
    const rest = askedToWait(cause);
    // Only the message: pg-boss stores the error, and a client's error carries requests and headers.
    if (rest === undefined) throw new Error(error);
    await boss.fail(queueName, { id: job.id, retryCount: job.retryCount }, { message: error });
    await boss.update(queueName, job.data, { id: job.id, startAfter: rest });
    return {};
  }
}
