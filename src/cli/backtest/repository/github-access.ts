import { setTimeout as pause } from 'node:timers/promises';
import { Octokit } from '@octokit/rest';
import type { PersonalAccess } from '../../../env.ts';
import { GitHubError } from '../../../github/requests/github-error.ts';
import { type GitHubAccess, type Requests, requestsOf } from '../../../github/requests/requests.ts';
import { formatMinute } from '../../../render/words/dates.ts';
import { counted } from '../../../render/words/words.ts';

type Say = (line: string) => void;

/** GitHub asks for a longer pause than anyone should sit through without having been asked. */
class LimitReached extends Error {
  override readonly name = 'LimitReached';
  readonly until: Date;

  constructor(until: Date) {
    super('GitHub answers no more requests of this token for now');
    this.until = until;
  }
}

/** A pause within an hour's limit that a command may take by itself. */
const shortMs = 5 * 60_000;
/** GitHub counts in whole seconds, and by its own clock. */
const slackMs = 1_000;

interface Patience {
  say: Say;
  /** However long it takes. */
  endless: boolean;
  wait?: (ms: number) => Promise<unknown>;
}

/**
 * GitHub on the word of a personal token, read only. It says how long it waits where GitHub asks for that, and throws
 * `LimitReached` where it is long.
 */
export function personalRequests(
  { apiUrl, token }: PersonalAccess,
  { say, endless, wait = pause }: Patience,
): { requests: Requests; access: GitHubAccess } {
  const octokit = new Octokit({ baseUrl: apiUrl, auth: token, log: silent });
  const waiting = async (ms: number) => {
    say(`GitHub asks for a pause: going on in ${inSeconds(ms)}.`);
    await wait(ms);
  };
  const access: GitHubAccess = {
    octokitFor: async () => octokit,
    log: { info() {}, warn: (_, message) => say(`${message}.`), error() {} },
    now: () => new Date(),
    wait: (ms) => (ms < 5_000 ? wait(ms) : waiting(ms)),
  };
  const plain = requestsOf(access);
  const requests: Requests = async (repository) => {
    const request = await plain(repository);
    const patient = async (route: string, parameters?: Record<string, unknown>) => {
      for (;;) {
        try {
          return await request(route, parameters);
        } catch (error) {
          const seconds = error instanceof GitHubError ? error.retryAfterSeconds : undefined;
          if (seconds === undefined) throw error;
          const ms = seconds * 1_000 + slackMs;
          if (ms > shortMs && !endless) throw new LimitReached(new Date(Date.now() + ms));
          await waiting(ms);
        }
      }
    };
    return patient as unknown as typeof request;
  };
  return { requests, access };
}

/** What went wrong at GitHub, and what to do, in a line. */
export function explainGitHub(error: unknown, name: string, { siteUrl }: PersonalAccess): string | undefined {
  if (error instanceof LimitReached)
    return `GitHub answers no more requests of this token until ${formatMinute(error.until)}: run the same command again then, it goes on where it stopped (--wait waits by itself)`;
  if (!(error instanceof GitHubError)) return undefined;
  if (error.status === 401)
    return `GitHub does not accept GITHUB_TOKEN: it may have expired, see ${siteUrl}/settings/personal-access-tokens`;
  if (error.status === 403 || error.status === 404)
    return `GITHUB_TOKEN may not read all of ${name}: it takes contents, pull requests and deployments, to read (${error.message})`;
  return `${error.message}; what was read is kept, run the same command again to go on`;
}

const inSeconds = (ms: number) =>
  ms < 120_000 ? counted(Math.ceil(ms / 1_000), 'second') : counted(Math.ceil(ms / 60_000), 'minute');

const silent = { debug() {}, info() {}, warn() {}, error() {} };
