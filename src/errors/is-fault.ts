import { placesOf } from './describe-error.ts';

const ofTheLanguage = new Set([
  ...['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', 'EvalError', 'AssertionError'],
]);

/** Rooms that talk to other systems: their failures come from the connection, and may not repeat. */
const ofADriver = /\/node_modules\/(?:postgres|pg|pg-[a-z]+|@octokit\/[a-z-]+|@electric-sql\/[a-z-]+)\//;

/**
 * A mistake in our own code, which the same text will meet again: another try is useless, unlike after an outage or a
 * refusal. Such errors of `fetch` have a cause; those of a driver are known by where they come from.
 */
export const isFault = (error: unknown): error is Error =>
  error instanceof Error &&
  ofTheLanguage.has(error.name) &&
  error.cause === undefined &&
  !ofADriver.test(nearestPlace(error));

/** Frames that Node itself has a part in. */
const nearestPlace = (error: Error) =>
  placesOf(error)
    .split('\n')
    .find((place) => !/[( ]node:/.test(place)) ?? '';
