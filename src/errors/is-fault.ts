import { placesOf } from './describe-error.ts';

const ofTheLanguage = new Set([
  ...['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', 'EvalError', 'AssertionError'],
]);

/** What talks to others: what fails there comes of the connection it has, and need not come again. */
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
