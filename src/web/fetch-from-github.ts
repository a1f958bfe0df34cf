import { inTime } from '../deadlines/in-time.ts';
import { step } from '../deadlines/steps.ts';

/** GitHub itself ends a request after ten seconds. */
const answerWithinMs = 12_000;

/**
 * `fetch` for octokit, for all its requests. An answer arrives whole and in time, or the request fails. Otherwise
 * octokit would wait for an answer that stops half way, and take one that was cut off for text.
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

/** Tells how each request ended: with a status, or without an answer. */
export const telling =
  (tell: (told: { method: string; status?: number; seconds: number }) => void): typeof fetch =>
  async (input, init) => {
    const begun = performance.now();
    const told = () => ({ method: init?.method ?? 'GET', seconds: (performance.now() - begun) / 1_000 });
    try {
      const response = await fetchFromGitHub(input, init);
      tell({ ...told(), status: response.status });
      return response;
    } catch (error) {
      tell(told());
      throw error;
    }
  };

const bodiless = new Set([204, 205, 304]);

/** octokit takes cut-off JSON for text, and would cache the missing token for an hour. */
function mustBeJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new Error('the answer with the token was cut off');
  }
}
