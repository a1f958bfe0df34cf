import { deleteToken, exchangeWebFlowCode, getWebFlowAuthorizationUrl } from '@octokit/oauth-methods';
import { Octokit } from '@octokit/rest';
import { fetchFromGitHub } from '../fetch-from-github.ts';

/** GitHub, asked with a person's own token. */
export interface GitHubPeople {
  /** Where GitHub asks people whether they want to sign in here. */
  address(state: string, challenge: string): string;
  /** The token for the code that GitHub sent them back with; undefined: the code is unknown, or not ours. */
  signIn(code: string, verifier: string): Promise<{ token: string; id: number; login: string } | undefined>;
  /** Revokes it. */
  giveBack(token: string): Promise<void>;
  /** One page of a list, and whether there is another; undefined: the person may not see it. */
  list(token: string, what: Listed, page: number): Promise<{ repositories: Listing[]; more: boolean } | undefined>;
  /** GitHub's numbers of the owners that have the App and something for the person; at most a hundred. */
  owners(token: string): Promise<number[]>;
}

/** The repositories of an installation to which the person was given access, and the public ones of an owner. */
export type Listed = { installation: number } | { publicOf: string };

export interface Listing {
  id: number;
  ownerId: number;
  name: string;
  private: boolean;
}

/** GitHub no longer accepts the person's token: it expired or was revoked. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

export interface OAuthApp {
  githubApiUrl: string;
  publicUrl: string;
  clientId: string;
  clientSecret: string;
}

export const callbackPath = '/sign-in/callback';
const perPage = 100;

export function gitHubPeople({ githubApiUrl, publicUrl, clientId, clientSecret }: OAuthApp): GitHubPeople {
  const of = (token?: string) =>
    new Octokit({
      baseUrl: githubApiUrl,
      request: { fetch: fetchFromGitHub },
      log: unheard,
      ...(token && { auth: token }),
    });
  const anybody = of().request;
  const app = { clientType: 'github-app', clientId, clientSecret } as const;
  const redirectUrl = `${publicUrl}${callbackPath}`;
  return {
    address(state, challenge) {
      const { url } = getWebFlowAuthorizationUrl({ request: anybody, ...app, state, redirectUrl });
      const address = new URL(url);
      address.searchParams.set('code_challenge', challenge);
      address.searchParams.set('code_challenge_method', 'S256');
      return address.href;
    },
    async signIn(code, verifier) {
      // octokit has no PKCE so far; a client's default parameters are sent along.
      const request = anybody.defaults({ code_verifier: verifier });
      const exchanged = await unless([400, 401, 404], exchangeWebFlowCode({ ...app, request, code, redirectUrl }));
      const token = exchanged?.authentication.token;
      if (!token) return undefined;
      const { data } = await of(token).request('GET /user');
      return { token, id: Number(data.id), login: data.login };
    },
    async giveBack(token) {
      await unless([404, 422], deleteToken({ ...app, request: anybody, token }));
    },
    async list(token, what, page) {
      const { request } = of(token);
      const asked =
        'installation' in what
          ? request('GET /user/installations/{installation_id}/repositories', {
              installation_id: what.installation,
              per_page: perPage,
              page,
            }).then(({ data }) => data.repositories.map(listingOf))
          : request('GET /users/{username}/repos', { username: what.publicOf, per_page: perPage, page }).then(
              ({ data }) => data.map(listingOf),
            );
      // 403: their organization first wants another way of signing in.
      const repositories = await unless([403, 404], asked);
      return repositories && { repositories, more: repositories.length === perPage };
    },
    async owners(token) {
      const answer = await of(token).request('GET /user/installations', { per_page: perPage });
      return answer.data.installations.flatMap(({ account }) => (account ? [Number(account.id)] : []));
    },
  };
}

const listingOf = (repository: {
  id: number | bigint;
  owner: { id: number | bigint };
  name: string;
  private: boolean;
}): Listing => ({
  id: Number(repository.id),
  ownerId: Number(repository.owner.id),
  name: repository.name,
  private: repository.private,
});

/** octokit would write each refusal to the console; we log those that matter. */
const unheard = { debug() {}, info() {}, warn() {}, error() {} };

async function unless<T>(statuses: number[], asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (cause) {
    const status = cause instanceof Error && 'status' in cause ? cause.status : undefined;
    if (typeof status === 'number' && statuses.includes(status) && !isLimit(cause)) return undefined;
    if (status === 401) throw new TokenRefused('GitHub refuses the token', { cause });
    throw cause;
  }
}

/** Too many requests is not the same as no access. */
function isLimit(cause: unknown): boolean {
  const { response } = cause as { response?: { headers?: Record<string, string | undefined> } };
  return response?.headers?.['x-ratelimit-remaining'] === '0' || response?.headers?.['retry-after'] !== undefined;
}
