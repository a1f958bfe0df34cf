import type { Repository } from '../../domain/repository.ts';
import { describeError, placesOf } from '../../errors/describe-error.ts';
import { isFault } from '../../errors/is-fault.ts';
import type { World } from '../ports/world.ts';

/** What failed, for the operator of Soundings to find. */
export interface WhatFailed {
  repository: Repository;
  number?: number;
  what: string;
}

/** Tells a fault of ours in the log, once, with where it came from; anything else is thrown on. */
export function noteFault({ log, cause }: Pick<World, 'log' | 'cause'>, error: unknown, failed: WhatFailed): void {
  if (!isFault(error)) throw error;
  const { repository, number, what } = failed;
  const fields = { cause, repositoryId: repository.id, ...(number === undefined ? {} : { number }) };
  log.error({ ...fields, error: describeError(error), at: placesOf(error) }, `Internal error: ${what}`);
}

/** What comes after it goes on when it meets a fault of ours; the log has it. */
export async function goOn<T>(world: World, failed: WhatFailed, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    noteFault(world, error, failed);
    return undefined;
  }
}
