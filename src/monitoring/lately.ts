import { inTime } from '../deadlines/in-time.ts';
import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';

interface Limits {
  /** It is read at most so often, no matter how many ask. */
  everyMs: number;
  /** Those who ask wait no longer; what arrives later is there for the next. */
  waitMs: number;
  /** What is older is not told. */
  oldestMs: number;
}

/** What was read lately; undefined: it could not be read. The log has a line when that begins. */
export function lately<T>(
  read: () => Promise<T>,
  what: string,
  log: Log,
  limits: Limits,
): () => Promise<T | undefined> {
  let known: { value: T; at: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;
  let failing = false;

  const ask = async () => {
    askedAt = performance.now();
    try {
      const value = await read();
      known = { value, at: performance.now() };
      failing = false;
    } catch (cause) {
      if (!failing) log.warn({ what, error: describeError(cause) }, 'Monitoring: not read; retrying');
      failing = true;
    } finally {
      underWay = undefined;
    }
  };
  return async () => {
    if (!underWay && performance.now() - askedAt >= limits.everyMs) underWay = ask();
    // It never throws: only the wait ends.
    if (underWay) await inTime(limits.waitMs, new Error('later'), () => underWay as Promise<void>).catch(() => {});
    return known && performance.now() - known.at < limits.oldestMs ? known.value : undefined;
  };
}
