import { AsyncLocalStorage } from 'node:async_hooks';
import type { SQL } from 'drizzle-orm';
import type { JobWithMetadata } from 'pg-boss';
import { isHeldBy } from './boss-tables.ts';

type Try = Pick<JobWithMetadata, 'id' | 'retryCount'>;

const current = new AsyncLocalStorage<Try>();

/** Whatever `work` does, at whatever depth, is done by this try. */
export const asTry = <T>(job: Try, work: () => Promise<T>): Promise<T> => current.run(job, work);

/**
 * A condition: that the try which asks still has its job. undefined outside of any. It locks nothing, or every read would be a write: a takeover
 * within the instants that a transaction takes leaves no time for another try to read anything.
 */
export function jobIsHeld(): SQL | undefined {
  const job = current.getStore();
  return job && isHeldBy(job);
}
