import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { Guard } from './network/guard.ts';
import { SourceFailure } from './source-failure.ts';

/** 20 MB unpacked: enough for well over a hundred thousand rows of JSON. */
const mostBytes = 20_000_000;
const mostRedirects = 3;
/** The longest pause that is waited for: the read would end before a longer one. */
const longestPauseSeconds = 20;
const mostPauses = 3;
/** Of answers with a mark of their version, all together. */
const mostKeptCharacters = 4_000_000;

export interface JsonRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: string;
}

export interface JsonAnswer {
  json: unknown;
  /** The header `Link`, which names further pages (RFC 8288). */
  link?: string;
}

/** What a server's refusal means, by its headers. Absent: no more than its status says. */
export type Explain = (status: number, headers: IncomingHttpHeaders) => SourceFailure | undefined;

export interface JsonClient {
  /**
   * The JSON answer to a request, of any content type. Redirects are followed only within the origin, so that headers
   * with secrets go nowhere else. If a server asks us to wait for some seconds, the request is repeated after them.
   * An answer that has the mark of its version (RFC 9110, 8.8) is kept, and the server is asked whether there is a newer
   * one. Throws a SourceFailure that names neither the address nor the answer.
   */
  ask(request: JsonRequest, signal: AbortSignal): Promise<JsonAnswer>;
  close(): void;
}

/**
 * For one connection. It has its own sockets, because one from a common pool may have been opened under another guard.
 * The global fetch was rejected: it takes no `lookup` without undici as a dependency.
 */
export function jsonClient(guard: Guard, explain: Explain = () => undefined): JsonClient {
  const options = { keepAlive: true, lookup: guard.lookup };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
  const send = (url: URL, { method, headers, body }: JsonRequest, signal: AbortSignal) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      guard.admit(url.hostname);
      const request = url.protocol === 'https:' ? requestHttps : requestHttp;
      const agent = agents[url.protocol === 'https:' ? 'https:' : 'http:'];
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      request(url, { method, agent, headers: { ...ownHeaders, ...headers, ...length }, signal })
        .on('response', resolve)
        .on('error', reject)
        .end(body);
    });

  async function follow(request: JsonRequest, signal: AbortSignal): Promise<IncomingMessage> {
    let url = request.url;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const response = await send(url, request, signal);
      const { statusCode: status = 0, headers: answered } = response;
      const { location } = answered;
      if (status < 300 || status > 399 || !location) return response;
      response.destroy();
      if (request.method === 'POST' && status < 307)
        throw new SourceFailure('query-failed', 'the source redirects a POST to a page, which is not followed', {
          status,
        });
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
      if (next?.origin !== request.url.origin)
        throw new SourceFailure('query-failed', 'the source redirects to another server, which is not followed', {
          status,
        });
      url = next;
    }
    throw new SourceFailure('query-failed', `the source redirects more than ${mostRedirects} times`);
  }

  /** The answer, after the pauses that the server asks for. */
  async function patiently(request: JsonRequest, signal: AbortSignal): Promise<IncomingMessage> {
    for (let pauses = 0; ; pauses++) {
      const response = await follow(request, signal);
      const seconds = pauseAskedFor(response);
      if (seconds === undefined) return response;
      response.destroy();
      if (seconds > longestPauseSeconds || pauses === mostPauses)
        throw new SourceFailure('query-failed', `the source asks to wait for ${seconds} s before it is asked again`, {
          status: response.statusCode ?? 0,
        });
      await pause(seconds * 1_000, undefined, { signal });
    }
  }

  const kept = new LRUCache<string, Kept>({
    maxSize: mostKeptCharacters,
    sizeCalculation: ({ text }) => text.length + 1,
  });

  async function unlessKept(request: JsonRequest, signal: AbortSignal): Promise<Kept> {
    const { method, url, headers } = request;
    const known = method === 'GET' ? kept.get(url.href) : undefined;
    const response = await patiently({ ...request, headers: { ...known?.conditions, ...headers } }, signal);
    if (known && response.statusCode === 304) {
      response.resume();
      return known;
    }
    const answer = { text: await bounded(response, explain), link: response.headers.link };
    const conditions = conditionsOf(response.headers);
    if (method === 'GET') kept.set(url.href, conditions && { ...answer, conditions });
    return answer;
  }

  return {
    async ask(request, signal) {
      const { text, link } = await unlessKept(request, signal).catch(rethrow);
      try {
        return { json: JSON.parse(text), ...(typeof link === 'string' ? { link } : {}) };
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

interface Kept {
  text: string;
  link: string | string[] | undefined;
  conditions?: Record<string, string>;
}

/** For the next time; undefined without a mark. */
function conditionsOf({ etag, 'last-modified': modified }: IncomingHttpHeaders): Record<string, string> | undefined {
  if (etag !== undefined) return { 'if-none-match': etag };
  return modified === undefined ? undefined : { 'if-modified-since': modified };
}

/** `Retry-After` of a server that is overloaded or briefly down, in seconds or as a date (RFC 9110, 10.2.3). */
function pauseAskedFor({ statusCode, headers }: IncomingMessage): number | undefined {
  const after = headers['retry-after'];
  if ((statusCode !== 429 && statusCode !== 503) || after === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

async function bounded(response: IncomingMessage, explain: Explain): Promise<string> {
  const { statusCode: status = 0 } = response;
  if (status < 200 || status > 299) {
    response.destroy();
    throw (
      explain(status, response.headers) ??
      new SourceFailure('query-failed', `the source answered with status ${status}`, { status })
    );
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
  if (encoding === 'br') return through(response, createBrotliDecompress());
  if (/^(?:x-)?gzip$|^deflate$/.test(encoding)) return through(response, createUnzip());
  response.destroy();
  throw new SourceFailure('query-failed', 'the source answered in an encoding that is not known here');
}

/**
 * Each ends with the other, and what is wrong with either is thrown where the result is read. Rejected: `compose`, whose
 * error at the end of a cut-off answer nobody can catch.
 */
const through = (response: IncomingMessage, unpack: Transform): Readable => pipeline(response, unpack, () => {});

/** Errors of zlib and Brotli. */
const unpacking = /^(?:Z_|ERR__ERROR_)/;

/** Only the code: messages of the network hold hosts. */
function rethrow(error: unknown): never {
  if (error instanceof SourceFailure) throw error;
  const { code } = Object(error) as { code?: unknown };
  if (typeof code === 'string' && unpacking.test(code))
    throw new SourceFailure('query-failed', 'the answer of the source cannot be unpacked: it may have been cut off', {
      code,
    });
  throw new SourceFailure('unreachable', 'the source could not be reached', typeof code === 'string' ? { code } : {});
}
