import { TokenRefused } from '../sign-in/github-people.ts';

/** What a reader may see is not known now. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** For what was asked of GitHub, and failed. */
export function noAnswer(cause: unknown): never {
  throw cause instanceof TokenRefused ? cause : new NoAnswer('GitHub gave no answer', { cause });
}

/** Anything else that was thrown is thrown on. */
export function isNoAnswer(cause: unknown): 'no answer' {
  if (cause instanceof NoAnswer) return 'no answer';
  throw cause;
}
