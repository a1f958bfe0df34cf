import { SourceFailure } from '../source-failure.ts';

/** Classes of SQLSTATE whose messages speak of the query alone, never of the data in it. */
const speakable = /^42/;

/**
 * What went wrong, without host, user or query: the driver's own messages hold the address, the database's may hold data, such
 * as the text that was no number.
 */
export function explainError(error: unknown, timeout: number): unknown {
  if (error instanceof SourceFailure) return error;
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string') return error;
  const detail = { code, ...(speakable.test(code) ? { message: String(message) } : {}) };
  if (code === '57014' || code === 'CONNECT_TIMEOUT')
    return new SourceFailure('timeout', `the source did not answer within ${timeout / 1000} s`, detail);
  if (code === '25006') return new SourceFailure('query-failed', 'the query of the source would change data', detail);
  if (/^28/.test(code)) return new SourceFailure('unreachable', 'the source refuses its user or password', detail);
  if (/^(?:08|53|57|3D)/.test(code) || !/^[0-9A-Z]{5}$/.test(code))
    return new SourceFailure('unreachable', 'the source could not be reached', detail);
  return new SourceFailure('query-failed', 'the source refused the query', detail);
}
