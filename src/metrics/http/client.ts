import type { Endpoint, JsonClient } from '../fetch-json.ts';

/** Asks one address of the connection's server; `path` is relative to the connection's own address. */
export function httpClient({ url, headers }: Endpoint, json: JsonClient) {
  return (path: string, signal: AbortSignal): Promise<unknown> =>
    json.get({ url: new URL(path, url), headers }, signal);
}
