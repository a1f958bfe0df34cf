import type { GitHubClient } from './requests.ts';

/** Who we are on GitHub: our number, and the login on our comments (`soundings[bot]`). */
export interface AppIdentity {
  appId: number;
  login(): Promise<string>;
}

/** @param octokitForApp a client that speaks for the app itself. It is asked once; after a failure, again. */
export function appIdentity(appId: number, octokitForApp: () => Promise<Pick<GitHubClient, 'request'>>): AppIdentity {
  let known: Promise<string> | undefined;
  const ask = async () => {
    const octokit = await octokitForApp();
    const { data } = await octokit.request('GET /app');
    if (!data?.slug) throw new Error('GitHub named no slug for this app');
    return `${data.slug}[bot]`;
  };
  return {
    appId,
    login: async () => {
      known ??= ask();
      try {
        return await known;
      } catch (cause) {
        known = undefined;
        throw new Error('GitHub did not say who this app is (GET /app)', { cause });
      }
    },
  };
}
