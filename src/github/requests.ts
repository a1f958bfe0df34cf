import { setTimeout as pause } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import type { Repository } from '../domain/facts.ts';
import type { Log } from '../flows/ports.ts';
import { type Failure, toGitHubError } from './github-error.ts';
import { rateLimitSeconds } from './rate-limit.ts';

/** What we need of octokit; Probot's and `@octokit/rest`'s both have it. */
export type GitHubClient = Pick<Octokit, 'request' | 'graphql' | 'auth'>;

export interface GitHubAccess {
  /** A client that speaks for the installation. Cheap to ask for: it is asked before every request. */
  octokitFor(installationId: number): Promise<GitHubClient>;
  log: Log;
  now(): Date;
  /** Waits that many milliseconds; tests hand in one that does not. */
  wait?(milliseconds: number): Promise<unknown>;
}

export type Request = GitHubClient['request'];

/** A request function that speaks for the repository's installation. It throws `GitHubError` alone. */
export type Requests = (repository: Repository) => Promise<Request>;

const answerWithinMs = 30_000;
const longestWaitSeconds = 60;
const pausesMs = [500, 2_000];

/**
 * Reads are tried three times when GitHub stumbles. Writes are not: the answer may have been lost after the deed, and the
 * flows look for what was done before they do it again. A refusal for a limit or a stale token did nothing, so those are
 * tried again whatever the method. octokit's own retrying is switched off for our requests, or the tries would multiply.
 */
export function requestsOf({ octokitFor, log, now, wait = pause }: GitHubAccess): Requests {
  return async ({ installationId }) => {
    const octokit = await octokitFor(installationId);
    const send: Hook = octokit.request.endpoint.DEFAULTS.request?.hook ?? ((request, options) => request(options));
    let refreshed = false;

    const hook: Hook = async (request, options) => {
      const route = `${options.method} ${options.url}`;
      for (let tries = 1; ; tries++) {
        const signal = AbortSignal.timeout(answerWithinMs);
        try {
          return whole(await send(request, { ...options, request: { ...options.request, signal } }));
        } catch (thrown) {
          const failure = thrown as Failure;
          if (failure.response && failure.status === 401 && !refreshed) {
            refreshed = true;
            log.warn({ route, installationId }, 'GitHub did not accept the token; asking for a fresh one');
            if (await refresh(octokit)) continue;
          }
          const seconds = rateLimitSeconds(failure, now());
          const milliseconds = seconds === undefined ? stumble(options.method, failure, tries) : seconds * 1_000;
          if (milliseconds === undefined || milliseconds > longestWaitSeconds * 1_000 || tries > pausesMs.length)
            throw toGitHubError(route, thrown, seconds);
          log.warn(
            { route, status: failure.response && failure.status, milliseconds },
            'GitHub stumbled; trying again',
          );
          await wait(milliseconds);
        }
      }
    };
    return octokit.request.defaults({ request: { retries: 0, hook } });
  };
}

type Options = { method: string; url: string; request?: object };
type Answer = { data: unknown; headers: Record<string, string | number | undefined> };
type Hook = (request: (options: Options) => Promise<Answer>, options: Options) => Promise<Answer>;

/** How long to pause before a read is tried again; undefined: do not try. */
function stumble(method: string, { status, response }: Failure, tries: number): number | undefined {
  const passing = !response || (status ?? 0) >= 500;
  return method === 'GET' && passing ? pausesMs[tries - 1] : undefined;
}

/** octokit hands out JSON that was cut off on its way as text, as if all were well. */
function whole(answer: Answer): Answer {
  if (typeof answer.data === 'string' && String(answer.headers['content-type']).includes('json'))
    throw new Error('the answer was cut off');
  return answer;
}

async function refresh(octokit: GitHubClient): Promise<boolean> {
  try {
    await octokit.auth({ type: 'installation', refresh: true });
    return true;
  } catch {
    // The 401 itself says more than the failure to mend it.
    return false;
  }
}
