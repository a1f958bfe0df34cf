import { AsyncLocalStorage } from 'node:async_hooks';
import type { SQL } from 'drizzle-orm';
import type { JobWithMetadata } from 'pg-boss';
import { isHeldBy } from './boss-tables.ts';

type Try = Pick<JobWithMetadata, 'id' | 'retryCount'>;

const current = new AsyncLocalStorage<Try>();

/** Everything that `work` does, at any depth, belongs to this try. */
export const asTry = <T>(job: Try, work: () => Promise<T>): Promise<T> => current.run(job, work);

/**
 * A condition: the asking try still owns its job. undefined outside of any try. It locks nothing, or every read would
 * be a write: if a takeover happens during a transaction, another try has no time to read anything.
 */
export function jobIsHeld(): SQL | undefined {
  const job = current.getStore();
  return job && isHeldBy(job);
}
