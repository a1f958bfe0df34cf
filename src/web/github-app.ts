import { LRUCache } from 'lru-cache';
import { Probot, ProbotOctokit } from 'probot';
import { telling } from './fetch-from-github.ts';

export interface AppSettings {
  appId: number;
  privateKey: string;
  webhookSecret: string;
  githubApiUrl: string;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /** Logs for machines, not for eyes. */
  production: boolean;
}

/** The GitHub App, as Probot knows it. */
export interface GitHubApp {
  log: Probot['log'];
  /** A client that speaks for an installation; kept, so that asking again costs nothing. */
  octokitFor(installationId: number): Promise<ProbotOctokit>;
  /** The token that an installation shows GitHub, for requests of pages. */
  tokenOf(installationId: number): Promise<string>;
  /** A client that speaks for the App itself. */
  octokitForApp(): Promise<ProbotOctokit>;
}

/**
 * octokit's plug-ins for throttling and retrying are off. The first makes three comments take six seconds and sleeps
 * through a used-up rate limit inside the job (facts 10). The second repeats writes whose answer was lost. The queue
 * and `github/requests.ts` do both, knowing more.
 */
const octokitWith = (fetch: typeof globalThis.fetch) =>
  ProbotOctokit.defaults((options: object) => ({
    ...options,
    // Set last: as plain defaults these would give way to Probot's own.
    throttle: { enabled: false },
    retry: { enabled: false },
    request: { fetch },
  }));

const keptClients = 1_000;

/** @param tell hears how each request ended */
export async function openGitHubApp(
  settings: AppSettings,
  tell: Parameters<typeof telling>[0] = () => {},
): Promise<GitHubApp> {
  const probot = await new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    baseUrl: settings.githubApiUrl,
    logLevel: settings.logLevel,
    logFormat: settings.production ? 'json' : 'pretty',
    Octokit: octokitWith(telling(tell)),
  }).ready();
  const clients = new LRUCache<number, Promise<ProbotOctokit>>({ max: keptClients });
  const octokitFor = (installationId: number) => {
    const known = clients.get(installationId);
    if (known) return known;
    const client = probot.auth(installationId);
    client.catch(() => clients.delete(installationId));
    clients.set(installationId, client);
    return client;
  };
  return {
    log: probot.log.child({ name: 'soundings' }),
    octokitFor,
    async tokenOf(installationId) {
      const octokit = await octokitFor(installationId);
      const { token } = (await octokit.auth({ type: 'installation' })) as { token: string };
      return token;
    },
    octokitForApp: () => probot.auth(),
  };
}
