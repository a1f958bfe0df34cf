import type { Failure } from './github-error.ts';

/** GitHub's advice where a secondary limit comes without a number. */
const defaultSeconds = 60;

/**
 * How long GitHub wants to be left alone; undefined when the failure is not about a limit (facts 10, 35).
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function rateLimitSeconds({ status, message, response }: Failure, now: Date): number | undefined {
  if (!response || (status !== 403 && status !== 429)) return undefined;
  const header = (name: string) => response.headers?.[name];

  const retryAfter = Number(header('retry-after') ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return Math.max(1, retryAfter);
  if (String(header('x-ratelimit-remaining')) === '0') {
    const reset = Number(header('x-ratelimit-reset') ?? Number.NaN);
    return Number.isFinite(reset) ? Math.max(1, Math.ceil(reset - now.getTime() / 1000)) : defaultSeconds;
  }
  return status === 429 || /secondary rate limit/i.test(message ?? '') ? defaultSeconds : undefined;
}
