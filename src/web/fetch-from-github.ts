import { inTime } from '../deadlines/in-time.ts';
import { step } from '../deadlines/steps.ts';

/** GitHub itself ends a request after ten seconds. */
const answerWithinMs = 12_000;

/**
 * `fetch` for octokit, for every request that it makes. An answer is here whole and in time, or the request has failed: one that stops half way would be
 * waited for, and one that was cut off would be taken for text.
 */
export const fetchFromGitHub: typeof fetch = (input, init) =>
  step('a request to GitHub', answerWithinMs, () =>
    inTime(answerWithinMs, new Error(`no answer within ${answerWithinMs / 1000} s`), async (signal) => {
      const response = await fetch(input, { ...init, signal });
      const text = await response.text();
      if (String(input).endsWith('/access_tokens') && response.ok) mustBeJson(text);
      return new Response(bodiless.has(response.status) ? null : text, response);
    }),
  );

const bodiless = new Set([204, 205, 304]);

/** octokit takes JSON that was cut off for text, and would keep the token that is not in it for an hour. */
function mustBeJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new Error('the answer with the token was cut off');
  }
}
