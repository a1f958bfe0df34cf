const tries = 12;
const outageHours = 24;

export interface Attempt {
  /** This one included. */
  tries: number;
  createdAt: Date;
  /** Somebody is waiting for it at a terminal: told soon is better than done late. */
  awaited: boolean;
}

/**
 * Whether a job that failed is tried again. With the queue's backoff 12 tries take about 20 minutes, which is enough for a
 * hiccup and short for a fault of our own, as what comes later for the same subject waits meanwhile. While GitHub or the
 * database is down nothing later would fare better: then a job waits a day.
 */
export function isWorthAnotherTry(attempt: Attempt, error: unknown, now: Date): boolean {
  if (attempt.awaited) return attempt.tries < 3;
  if (attempt.tries < tries) return true;
  return isOutage(error) && now.getTime() - attempt.createdAt.getTime() < outageHours * 3_600_000;
}

/** The other side is down or asks for patience, as against: the request or our own code is wrong. */
export function isOutage(error: unknown): boolean {
  return causes(error).some((cause) => {
    const { status, code, name } = cause as { status?: unknown; code?: unknown; name?: unknown };
    if (typeof status === 'number') return status >= 500 || status === 429 || isRateLimited(cause);
    if (name === 'TimeoutError') return true;
    return typeof code === 'string' && (networkCodes.test(code) || databaseDownCodes.test(code));
  });
}

/** When GitHub wants to hear from us again, if it said so: `retry-after`, or the reset of an exhausted rate limit. */
export function askedToWaitUntil(error: unknown, now: Date): Date | undefined {
  for (const cause of causes(error)) {
    const headers = headersOf(cause);
    const after = Number(headers['retry-after']);
    if (after > 0) return new Date(now.getTime() + Math.min(after, 3600) * 1000);
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    if (headers['x-ratelimit-remaining'] === '0' && reset > now.getTime()) {
      return new Date(Math.min(reset, now.getTime() + 3_600_000));
    }
  }
  return undefined;
}

const networkCodes = /^(E[A-Z]{4,}|UND_ERR_.+|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED))$/;
/** Classes of PostgreSQL: connection trouble, no resources, shut down or starting. */
const databaseDownCodes = /^(08|53|57P)/;

function isRateLimited(error: unknown): boolean {
  const headers = headersOf(error);
  return headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
}

function headersOf(error: unknown): Record<string, unknown> {
  return (error as { response?: { headers?: Record<string, unknown> } }).response?.headers ?? {};
}

/** The error and what caused it, outermost first. */
function causes(error: unknown): object[] {
  const found: object[] = [];
  for (let at = error; typeof at === 'object' && at !== null && found.length < 10; at = (at as Error).cause) {
    found.push(at);
    if (at instanceof AggregateError) found.push(...at.errors.filter((one) => typeof one === 'object' && one !== null));
  }
  return found;
}
