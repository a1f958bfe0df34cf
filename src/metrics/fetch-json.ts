import { SourceFailure } from './source-failure.ts';

/** 20 MB unpacked: a hundred thousand rows of JSON and room to spare. */
const mostBytes = 20_000_000;
const mostRedirects = 3;

/** Where a server is, and what it wants to see: the address without name and password, those as a header. */
export interface Endpoint {
  url: URL;
  headers: Record<string, string>;
}

/** Splits `https://name:password@host` as fetch demands; headers given by hand come first. */
export function endpointOf(url: URL, headers: Record<string, string> = {}): Endpoint {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  if (!url.username && !url.password) return { url: bare, headers };
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { url: bare, headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}`, ...headers } };
}

/**
 * The JSON at an address, whatever its content type. Redirects are followed within the origin only, so that headers with
 * secrets go nowhere else. Throws a SourceFailure that names neither the address nor what was answered.
 */
export async function fetchJson({ url, headers }: Endpoint, signal: AbortSignal): Promise<unknown> {
  const response = await follow(url, headers, signal);
  if (!response.ok) {
    await response.body?.cancel();
    throw new SourceFailure('query-failed', `the source answered with status ${response.status}`, {
      status: response.status,
    });
  }
  const text = await bounded(response);
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceFailure('query-failed', 'the source did not answer with JSON', { characters: text.length });
  }
}

async function follow(start: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await reach(url, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'manual',
      signal,
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || !location) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (next?.origin !== start.origin)
      throw new SourceFailure('query-failed', 'the source redirects to another server, which is not followed', {
        status: response.status,
      });
    url = next;
  }
  throw new SourceFailure('query-failed', `the source redirects more than ${mostRedirects} times`);
}

async function reach(url: URL, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (error) {
    throw unreachable(error);
  }
}

async function bounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > mostBytes) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw unreachable(error);
  }
  if (bytes > mostBytes)
    throw new SourceFailure('too-many-rows', `the source answered with more than ${mostBytes / 1_000_000} MB`);
  return text + decoder.decode();
}

/** The code alone: messages of the network hold hosts. */
function unreachable(error: unknown): SourceFailure {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code } = Object(cause) as { code?: unknown };
  return new SourceFailure('unreachable', 'the source could not be reached', typeof code === 'string' ? { code } : {});
}
