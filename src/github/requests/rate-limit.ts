import type { Failure } from './github-error.ts';

export type Headers = Record<string, string | number | undefined>;

/** GitHub's advice for a secondary limit without a number. */
const defaultSeconds = 60;

/**
 * How long GitHub asks us to wait; undefined if the failure is not about a limit (facts 10, 35).
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function rateLimitSeconds({ status, message, response }: Failure, now: Date): number | undefined {
  if (!response || (status !== 403 && status !== 429)) return undefined;
  const header = (name: 'retry-after' | 'x-ratelimit-remaining') => response.headers?.[name];

  const retryAfter = Number(header('retry-after') ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return Math.max(1, retryAfter);
  if (String(header('x-ratelimit-remaining')) === '0') {
    return Math.max(1, Math.ceil(secondsUntilReset(response.headers ?? {}, now) ?? defaultSeconds));
  }
  return status === 429 || /secondary rate limit/i.test(message ?? '') ? defaultSeconds : undefined;
}

/** From an answer to the end of its limit's hour, by GitHub's own clock if the answer has it: ours may be hours off. */
export function secondsUntilReset(headers: Headers, now: Date): number | undefined {
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  const answeredAt = Date.parse(String(headers.date)) || now.getTime();
  return Number.isFinite(reset) ? reset - answeredAt / 1000 : undefined;
}
