import { FolderInUse } from '../../db/data-folder-lock.ts';
import { ServerUnreachable } from '../../db/socket/through-server.ts';
import { describeError } from '../../errors/describe-error.ts';
import { OperatorMistakes } from '../../errors/operator-mistakes.ts';

/** Undefined table, undefined column. */
const otherVersion = new Set(['42P01', '42703']);

/** Why a command cannot work with the record, and what to do, if known. */
export function whyUnreadable(error: unknown): string {
  const { code } = (error as { cause?: { code?: unknown } }).cause ?? (error as { code?: unknown });
  if (otherVersion.has(String(code)))
    return 'the database is not of this version: start the server of this version once, which brings it up to date';
  // Our own words, which may be longer than what is taken over from others.
  const ours = [error, (error as { cause?: unknown }).cause].find(isOurs);
  if (ours) return ours.message;
  return describeError(error).replace(/^Error: /, '');
}

const isOurs = (error: unknown): error is Error =>
  error instanceof FolderInUse || error instanceof OperatorMistakes || error instanceof ServerUnreachable;
