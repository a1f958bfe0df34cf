import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import type { Guard } from './network/guard.ts';
import { SourceFailure } from './source-failure.ts';

/** 20 MB unpacked: a hundred thousand rows of JSON and room to spare. */
const mostBytes = 20_000_000;
const mostRedirects = 3;

/** Where a server is, and what it wants to see: the address without name and password, those as a header. */
export interface Endpoint {
  url: URL;
  headers: Record<string, string>;
}

/** Splits `https://name:password@host` into an address and a header; headers given by hand come first. */
export function endpointOf(url: URL, headers: Record<string, string> = {}): Endpoint {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  if (!url.username && !url.password) return { url: bare, headers };
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { url: bare, headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}`, ...headers } };
}

export interface JsonClient {
  /**
   * The JSON at an address, whatever its content type. Redirects are followed within the origin only, so that headers with
   * secrets go nowhere else. Throws a SourceFailure that names neither the address nor what was answered.
   */
  get(endpoint: Endpoint, signal: AbortSignal): Promise<unknown>;
  close(): void;
}

/**
 * For one connection. Its sockets are its own, because one taken from a common pool was perhaps opened under another guard. The
 * global fetch was rejected: it takes no `lookup` without undici as a dependency.
 */
export function jsonClient(guard: Guard): JsonClient {
  const options = { keepAlive: true, lookup: guard.lookup };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
  const ask = (url: URL, headers: Endpoint['headers'], signal: AbortSignal) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      guard.admit(url.hostname);
      const request = url.protocol === 'https:' ? requestHttps : requestHttp;
      const agent = agents[url.protocol === 'https:' ? 'https:' : 'http:'];
      request(url, { agent, headers: { ...ownHeaders, ...headers }, signal })
        .on('response', resolve)
        .on('error', reject)
        .end();
    });

  async function follow({ url: start, headers }: Endpoint, signal: AbortSignal): Promise<IncomingMessage> {
    let url = start;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const response = await ask(url, headers, signal);
      const { statusCode: status = 0, headers: answered } = response;
      const { location } = answered;
      if (status < 300 || status > 399 || !location) return response;
      response.destroy();
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
      if (next?.origin !== start.origin)
        throw new SourceFailure('query-failed', 'the source redirects to another server, which is not followed', {
          status,
        });
      url = next;
    }
    throw new SourceFailure('query-failed', `the source redirects more than ${mostRedirects} times`);
  }

  return {
    async get(endpoint, signal) {
      const text = await follow(endpoint, signal).then(bounded).catch(rethrow);
      try {
        return JSON.parse(text);
      } catch {
        throw new SourceFailure('query-failed', 'the source did not answer with JSON', { characters: text.length });
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

const ownHeaders = { accept: 'application/json', 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'soundings' };

async function bounded(response: IncomingMessage): Promise<string> {
  const { statusCode: status = 0 } = response;
  if (status < 200 || status > 299) {
    response.destroy();
    throw new SourceFailure('query-failed', `the source answered with status ${status}`, { status });
  }
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop early destroys the stream, and with it the socket.
  for await (const chunk of unpacked(response)) {
    bytes += chunk.length;
    if (bytes > mostBytes)
      throw new SourceFailure('too-many-rows', `the source answered with more than ${mostBytes / 1_000_000} MB`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return response;
  if (encoding === 'br') return Readable.from(response.compose(createBrotliDecompress()));
  if (/^(?:x-)?gzip$|^deflate$/.test(encoding)) return Readable.from(response.compose(createUnzip()));
  response.destroy();
  throw new SourceFailure('query-failed', 'the source answered in an encoding that is not known here');
}

/** The code alone: messages of the network hold hosts. */
function rethrow(error: unknown): never {
  if (error instanceof SourceFailure) throw error;
  const { code } = Object(error) as { code?: unknown };
  throw new SourceFailure('unreachable', 'the source could not be reached', typeof code === 'string' ? { code } : {});
}
