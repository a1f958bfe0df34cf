import { isFault } from '../errors/is-fault.ts';

const ordinaryTries = 12;
const awaitedTries = 3;
const outageHours = 24;
const longestRestSeconds = 3600;

export interface Attempt {
  /** This one included. */
  tries: number;
  createdAt: Date;
  /** Somebody waits for it at a terminal: an early answer is better than a late success. */
  awaited: boolean;
}

/**
 * Whether a failed job is tried again. With the queue's backoff 12 tries take about 20 minutes. That is enough for a
 * short failure, since later jobs of the subject wait meanwhile. A fault of our own would only come again. While GitHub
 * or the database is down no later job would do better, so a job then waits a day.
 */
export function isWorthAnotherTry(attempt: Attempt, error: unknown, now: Date): boolean {
  if (isFault(error)) return false;
  if (attempt.awaited && askedToWait(error) === undefined) return attempt.tries < awaitedTries;
  if (attempt.tries < ordinaryTries) return true;
  return isOutage(error) && now.getTime() - attempt.createdAt.getTime() < outageHours * 3_600_000;
}

/** The other side is down; not: the request or our own code is wrong. */
export function isOutage(error: unknown): boolean {
  return causes(error).some(({ name, status, code, message, retryAfterSeconds }) => {
    if (typeof status === 'number') return status >= 500 || status === 429 || typeof retryAfterSeconds === 'number';
    // Without a status, GitHub did not answer or gave no token.
    if (name === 'GitHubError' || name === 'TimeoutError') return true;
    if (typeof code === 'string') return networkCodes.test(code) || databaseDownCodes.test(code);
    return typeof message === 'string' && databaseGone.test(message);
  });
}

/** How many seconds the other side asked us to wait, if it did (`retryAfterSeconds`). */
export function askedToWait(error: unknown): number | undefined {
  for (const { retryAfterSeconds: seconds } of causes(error)) {
    if (typeof seconds === 'number') return Math.min(seconds, longestRestSeconds);
  }
  return undefined;
}

const networkCodes =
  /^(ECONN(REFUSED|RESET|ABORTED)|E(TIMEDOUT|NOTFOUND|AI_AGAIN|PIPE|HOSTUNREACH|NETUNREACH)|UND_ERR_.+)$/;
/**
 * The wording of `pg` and of ours when a connection breaks, goes silent or cannot be opened; these errors have no code.
 */
const databaseGone =
  /^(Connection terminated|Client has encountered a connection error|Cannot use a pool after|timeout exceeded when trying to connect|timeout expired|Query read timeout|The database did not )/;
/** PostgreSQL's classes for connection trouble, lack of resources, shutdown and start. */
const databaseDownCodes = /^(08|53|57P)/;

/** The error and its causes, outermost first. */
function causes(error: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (let at = error; typeof at === 'object' && at !== null && found.length < 10; at = (at as Error).cause) {
    found.push(at as Record<string, unknown>);
  }
  return found;
}
