import postgres from 'postgres';
import { NoAnswer } from '../../postgres/connection-lost.ts';
import { type Detail, SourceFailure } from '../source-failure.ts';

/** Classes of SQLSTATE whose messages are about the query only, never about data in it. */
const speakable = /^42/;

/**
 * What went wrong, without host, user or query. The driver's own messages hold the address; the database's may hold
 * data, such as the text that was not a number.
 */
export function explainError(error: unknown, timeout: number): unknown {
  if (error instanceof SourceFailure) return error;
  if (!(error instanceof postgres.PostgresError))
    return isOfConnection(error) ? explainConnection(error, timeout) : error;
  const { code, message } = error;
  const detail = { code, ...(speakable.test(code) ? { message } : {}) };
  if (code === '57014') return tooSlow(timeout, detail);
  if (code === '25006') return new SourceFailure('query-failed', 'the query of the source would change data', detail);
  if (/^28/.test(code)) return refusesUser(detail);
  if (/^(?:08|53|57|3D)/.test(code)) return unreachable(detail);
  return new SourceFailure('query-failed', 'the source refused the query', detail);
}

/**
 * Such failures have a code, Node's or PostgreSQL's, or are a plain error; a fault of ours would be a TypeError or
 * similar.
 */
const isOfConnection = (error: unknown): error is Error & { code?: string } =>
  error instanceof Error && (error.constructor === Error || 'code' in error);

function explainConnection(error: Error & { code?: string }, timeout: number): SourceFailure {
  const { code, message } = error;
  const detail: Detail = code === undefined ? {} : { code };
  if (error instanceof NoAnswer || /timeout/.test(message)) return tooSlow(timeout, detail);
  return /^SASL/.test(code ?? '') ? refusesUser(detail) : unreachable(detail);
}

const tooSlow = (timeout: number, detail: Detail) =>
  new SourceFailure('timeout', `the source did not answer within ${timeout / 1000} s`, detail);
const refusesUser = (detail: Detail) =>
  new SourceFailure('unreachable', 'the source refuses its user or password', detail);
const unreachable = (detail: Detail) => new SourceFailure('unreachable', 'the source could not be reached', detail);
