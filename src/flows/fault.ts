import type { Repository } from '../domain/facts.ts';
import { describeError, placesOf } from './describe-error.ts';
import type { World } from './ports.ts';

const ofTheLanguage = new Set([
  ...['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', 'EvalError', 'AssertionError'],
]);

/** What talks to others: what it stumbles over comes of the connection it has, and need not come again. */
const ofADriver = /\/node_modules\/(?:postgres|pg|pg-[a-z]+|@octokit\/[a-z-]+|@electric-sql\/[a-z-]+)\//;

/**
 * A mistake in our own code, which the same text will meet again: another try is of no use, as against a system that is down or refuses.
 * What `fetch` throws of that kind tells its cause; what a driver does so is known by where it comes from.
 */
export const isFault = (error: unknown): error is Error =>
  error instanceof Error &&
  ofTheLanguage.has(error.name) &&
  error.cause === undefined &&
  !ofADriver.test(nearestPlace(error));

/** Below what Node itself has a part in. */
const nearestPlace = (error: Error) =>
  placesOf(error)
    .split('\n')
    .find((place) => !/[( ]node:/.test(place)) ?? '';

/** What stumbled, for whoever runs Soundings to find. */
export interface Stumbled {
  repository: Repository;
  number?: number;
  what: string;
}

/** Tells a fault of ours in the log, once, with where it came from; anything else is thrown on. */
export function noteFault({ log, cause }: Pick<World, 'log' | 'cause'>, error: unknown, stumbled: Stumbled): void {
  if (!isFault(error)) throw error;
  const { repository, number, what } = stumbled;
  const fields = { cause, repositoryId: repository.id, ...(number === undefined ? {} : { number }) };
  log.error({ ...fields, error: describeError(error), at: placesOf(error) }, `A fault of Soundings: ${what}`);
}

/** What comes after it goes on when it stumbles over a fault of ours; the log has it. */
export async function goOn<T>(world: World, stumbled: Stumbled, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    noteFault(world, error, stumbled);
    return undefined;
  }
}
