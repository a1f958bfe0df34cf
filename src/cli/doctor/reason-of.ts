import { describeError } from '../../errors/describe-error.ts';

/** What an error was caused by in the end: `fetch failed` and `Failed query` say nothing. */
export function rootOf(error: unknown): unknown {
  // A host with several addresses failed at each of them.
  if (error instanceof AggregateError) return rootOf(error.errors[0]);
  return error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error;
}

export const sentenceOf = (error: unknown): string => describeError(error).replace(/^Error: /, '');

export const reasonOf = (error: unknown): string => sentenceOf(rootOf(error));
