import { type Endpoint, fetchJson } from '../fetch-json.ts';

/** Asks one address of the connection's server; `path` is relative to the connection's own address. */
export function httpClient({ url, headers }: Endpoint) {
  return (path: string, signal: AbortSignal): Promise<unknown> =>
    fetchJson({ url: new URL(path, url), headers }, signal);
}
