import type { Auth } from './auth/auth-config.ts';
import { authorizer } from './auth/authorizer.ts';
import type { Place } from './connector.ts';
import type { EndpointConfig } from './endpoint-config.ts';
import { type Explain, type JsonAnswer, type JsonRequest, jsonClient } from './fetch-json.ts';
import { guardOf } from './network/guard.ts';
import { SourceFailure } from './source-failure.ts';

/** A server that answers with JSON, asked as its connection says. */
export interface Endpoint {
  /** Without name and password. */
  url: URL;
  ask(request: Pick<JsonRequest, 'url'> & Partial<JsonRequest>, signal: AbortSignal): Promise<JsonAnswer>;
  close(): void;
}

/** Headers given by hand come before those that follow from the address or from `auth`. */
export function openEndpoint(
  { url, headers, auth, network }: EndpointConfig,
  place: Place,
  explain?: Explain,
): Endpoint {
  const client = jsonClient(guardOf(network ?? place.network ?? 'any', place.lookup), explain);
  const { headersOf, refused } = authorizer(auth ?? inAddress(url), client);
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return {
    url: bare,
    async ask({ method = 'GET', url, headers: own = {}, body }, signal) {
      const request = { method, url, headers: { ...own, ...headers }, ...(body === undefined ? {} : { body }) };
      const askAs = (who: Record<string, string>) =>
        client.ask({ ...request, headers: { ...who, ...request.headers } }, signal);
      const who = await headersOf(request);
      try {
        return await askAs(who);
      } catch (error) {
        if (!refused || !isRefusal(error)) throw error;
        // A token may be revoked before it ends.
        refused(who);
        return await askAs(await headersOf(request));
      }
    },
    close: () => client.close(),
  };
}

const isRefusal = (error: unknown) => error instanceof SourceFailure && error.detail.status === 401;

function inAddress({ username, password }: URL): Auth | undefined {
  if (!username && !password) return undefined;
  return { type: 'basic', name: decodeURIComponent(username), password: decodeURIComponent(password) };
}
