import { TokenRefused } from '../sign-in/github-people.ts';

/** It is not known now what a reader may see. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** For requests to GitHub that failed. */
export function noAnswer(cause: unknown): never {
  throw cause instanceof TokenRefused ? cause : new NoAnswer('GitHub gave no answer', { cause });
}

/** Anything else is rethrown. */
export function isNoAnswer(cause: unknown): 'no answer' {
  if (cause instanceof NoAnswer) return 'no answer';
  throw cause;
}
