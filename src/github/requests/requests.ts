import { setTimeout as pause } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import type { Repository } from '../../domain/repository.ts';
import type { Log } from '../../flows/ports/log.ts';
import { type Failure, GitHubError, isAboutToken, toGitHubError } from './github-error.ts';
import { rateLimitSeconds } from './rate-limit.ts';
import { type RateWatch, rateWatch } from './rate-watch.ts';

/** The part of octokit that we need; Probot's and `@octokit/rest`'s both have it. */
export type GitHubClient = Pick<Octokit, 'request' | 'graphql' | 'auth'>;

export interface GitHubAccess extends RetryOptions {
  /** A client that speaks for the installation. Cheap: it is asked for before every request. */
  octokitFor(installationId: number): Promise<GitHubClient>;
  watch?: RateWatch;
}

export interface RetryOptions {
  log: Log;
  now(): Date;
  /** Waits that many milliseconds; tests pass one that does not. */
  wait?(milliseconds: number): Promise<unknown>;
  /** Throws if the caller may no longer write; called before each try of a write. */
  beforeWrite?(): Promise<void>;
}

/** Called with a route that octokit knows, `request('GET /repos/{owner}/{repo}', { ... })`, which types the rest. */
type Request = GitHubClient['request'];

/** A request function that speaks for the repository's installation. It throws `GitHubError`, and what `beforeWrite` throws. */
export type Requests = (repository: Repository) => Promise<Request>;

export type AppRequests = () => Promise<Request>;

const longestWaitMs = 60_000;
const pausesMs = [500, 2_000];

/**
 * Reads are tried three times when GitHub fails. Writes are not: the answer may be lost after the write was done, and
 * the flows look for that before they repeat it. A refusal for a limit or a stale token did nothing, so those are
 * retried for every method. octokit's own retrying is off for our requests, or the tries would multiply.
 */
export function requestsOf({ octokitFor, watch = rateWatch(), ...retryOptions }: GitHubAccess): Requests {
  return async ({ installationId }) => {
    const request = persistent(await octokitFor(installationId), retryOptions, { installationId });
    const watched = async (route: string, parameters?: Record<string, unknown>) => {
      const until = watch.usedUpUntil(installationId, retryOptions.now());
      if (until) throw usedUp(route, until, retryOptions.now());
      const answer = await request(route, parameters);
      watch.note(installationId, answer.headers, retryOptions.now());
      return answer;
    };
    return watched as unknown as Request;
  };
}

function usedUp(route: string, until: Date, now: Date): GitHubError {
  const retryAfterSeconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const cause = new Error('the hourly limit of requests is used up');
  return new GitHubError(`GitHub was not asked ${route}`, { cause, retryAfterSeconds });
}

/** A request function that speaks for the app itself: about its webhook and its installations. */
export function appRequestsOf(octokitForApp: () => Promise<GitHubClient>, retryOptions: RetryOptions): AppRequests {
  return async () => persistent(await octokitForApp(), retryOptions, {});
}

function persistent(
  octokit: GitHubClient,
  { log, now, wait = pause, beforeWrite }: RetryOptions,
  fields: Record<string, unknown>,
): Request {
  let refreshed = false;

  const ask = async (route: string, parameters?: Record<string, unknown>) => {
    if (stepsAside(parameters)) throw absentByName(route);
    for (let tries = 1; ; tries++) {
      if (!route.startsWith('GET ')) await beforeWrite?.();
      try {
        return await askOnce(octokit, route, parameters);
      } catch (thrown) {
        const failure = thrown as Failure;
        if (failure.response && failure.status === 401 && !refreshed && fields.installationId !== undefined) {
          refreshed = true;
          log.warn({ route, ...fields }, 'GitHub did not accept the token; requesting a new one');
          await forgetToken(octokit);
          continue;
        }
        const seconds = rateLimitSeconds(failure, now());
        const milliseconds = seconds === undefined ? pauseAfter(route, failure, tries) : seconds * 1_000;
        if (milliseconds === undefined || milliseconds > longestWaitMs || tries > pausesMs.length) {
          // octokit retries a refused new token by itself, and after the clock was set back all tokens look new to it:
          // until we give up.
          if (!failure.response && fields.installationId !== undefined) await forgetToken(octokit);
          throw toGitHubError(route, thrown, seconds);
        }
        log.warn(
          { route, status: failure.response && failure.status, milliseconds },
          'GitHub request failed; retrying',
        );
        await wait(milliseconds);
      }
    }
  };
  // Rejected: octokit's `request.hook`, which also gets the requests for tokens, and would try those nine times.
  return ask as unknown as Request;
}

/**
 * A repository that somebody calls `..` would turn our route into another one: fetch resolves such steps like any
 * browser.
 */
const stepsAside = (parameters: Record<string, unknown> = {}) =>
  Object.values(parameters).some((value) => value === '.' || value === '..');

const absentByName = (route: string) =>
  new GitHubError(`GitHub was not asked ${route}`, { cause: new Error('nothing can have such a name'), status: 404 });

/** Defaults, not parameters, because the request for a token that may come before inherits them. */
async function askOnce(octokit: GitHubClient, route: string, parameters?: Record<string, unknown>) {
  const request = octokit.request.defaults({ request: { retries: 0 } });
  const answer = await request(route, parameters);
  // octokit returns cut-off JSON as text, as if all were well.
  if (typeof answer.data === 'string' && answer.headers['content-type']?.includes('json'))
    throw new Error('the answer was cut off');
  return answer;
}

/** How long to pause before trying again after a failure; undefined: do not try. */
function pauseAfter(route: string, failure: Failure, tries: number): number | undefined {
  const passing = !failure.response || (failure.status ?? 0) >= 500;
  const harmless = route.startsWith('GET ') || isAboutToken(failure);
  return passing && harmless ? pausesMs[tries - 1] : undefined;
}

/**
 * Clears octokit's cached installation token, so that the next request asks for one. Rejected: octokit's own `refresh`.
 * It asks the public GitHub even if the server has another address (octokit/auth-app.js keeps the request function
 * without it), and so fixes nothing on an Enterprise Server.
 */
async function forgetToken(octokit: GitHubClient): Promise<void> {
  const factory = ({ cache, installationId }: Kept) => cache.set(String(installationId), '');
  await octokit.auth({ type: 'installation', factory });
}

/** What octokit passes to code that makes another client from this one. */
interface Kept {
  cache: { set(key: string, value: string): unknown };
  installationId: number;
}
