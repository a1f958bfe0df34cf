import { describeError } from '../../errors/describe-error.ts';

/** What an error was caused by in the end: `fetch failed` and `Failed query` say nothing. */
export const rootOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error;

export const sentenceOf = (error: unknown): string => describeError(error).replace(/^Error: /, '');

export const reasonOf = (error: unknown): string => sentenceOf(rootOf(error));
