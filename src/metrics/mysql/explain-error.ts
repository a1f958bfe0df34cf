import { SourceFailure } from '../source-failure.ts';

/** An error that the database sent; everything else is of the connection. */
interface DatabaseError extends Error {
  errno: number;
  sqlState: string;
  sqlMessage: string;
}

const tooLong = [1969, 3024];
const wouldChange = [1290, 1792];
const refusedUsers = [1044, 1045, 1130, 1251, 1698];
const noConnection = [1040, 1049, 1053, 1129, 1203, 1226];
const unknownTimezone = 1298;
/** Their messages are about the query only, never about data in it, or about the user. */
const speakable = [1052, 1054, 1055, 1064, 1140, 1146, 1305];

/** What went wrong, without host, user or query, which messages of the database and of the driver may hold. */
export function explainError(error: unknown, timeout: number): unknown {
  if (error instanceof SourceFailure) return error;
  if (!isOfDatabase(error)) return isOfConnection(error) ? explainConnection(error, timeout) : error;
  const { errno, sqlState, sqlMessage } = error;
  const detail = { code: errno, sqlState, ...(speakable.includes(errno) ? { message: sqlMessage } : {}) };
  if (tooLong.includes(errno)) return tooSlow(timeout, detail);
  if (wouldChange.includes(errno))
    return new SourceFailure('query-failed', 'the query of the source would change data', detail);
  if (refusedUsers.includes(errno))
    return new SourceFailure('unreachable', 'the source refuses its user or password', detail);
  if (noConnection.includes(errno) || sqlState.startsWith('08')) return unreachable(detail);
  if (errno === unknownTimezone)
    return new SourceFailure(
      'query-failed',
      'the source has no table of time zones that knows the one asked for',
      detail,
    );
  return new SourceFailure('query-failed', 'the source refused the query', detail);
}

const isOfDatabase = (error: unknown): error is DatabaseError => error instanceof Error && 'sqlState' in error;

/** Such errors have a code, Node's or the driver's, or are a plain one; a fault of ours would be a TypeError or similar. */
const isOfConnection = (error: unknown): error is Error & { code?: string } =>
  error instanceof Error && (error.constructor === Error || 'code' in error);

function explainConnection({ code = 'unknown' }: { code?: string }, timeout: number): SourceFailure {
  return code === 'ETIMEDOUT' ? tooSlow(timeout, { code }) : unreachable({ code });
}

const tooSlow = (timeout: number, detail: SourceFailure['detail']) =>
  new SourceFailure('timeout', `the source did not answer within ${timeout / 1000} s`, detail);
const unreachable = (detail: SourceFailure['detail']) =>
  new SourceFailure('unreachable', 'the source could not be reached', detail);
