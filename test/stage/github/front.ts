import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appJwt } from './app-token.ts';
import type { Answer } from './emulator.ts';
import { type Fault, Faults } from './faults.ts';
import type { Json } from './json.ts';
import { mend } from './mend.ts';
import { type Context, type Incoming, type Reply, refused } from './request.ts';
import { routes } from './routes.ts';
import type { World } from './world.ts';

export interface LoggedRequest {
  at: Date;
  by: Incoming['by'];
  method: string;
  /** With its query. */
  path: string;
  /** Parsed JSON. */
  body?: Json;
  /** `dropped`: the connection was broken by a fault. */
  status: number | 'dropped';
  /** Bytes of the answer's body. */
  bytes: number;
}

/** What is wrong with a request by GitHub's description; empty when nothing is. */
export type Validate = (request: { method: string; path: string; query: URLSearchParams; body?: Json }) => string[];

interface Outgoing {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Stands before the emulator: logs, judges and (when told to) spoils the app's requests, answers what the emulator cannot,
 * and mends what it says.
 */
export class Front {
  readonly requests: LoggedRequest[] = [];
  readonly violations: string[] = [];
  readonly faults = new Faults();
  world: World | undefined;
  #validate: Validate;
  #server: Server;
  /** The emulator's limit of 5,000 requests a token and hour is not the tests' business: a used up token gets another. */
  #renewed = new Map<string, string>();

  constructor(validate: Validate) {
    this.#validate = validate;
    // A caller that hangs up in the middle is its own trouble.
    this.#server = createServer(
      (request, response) => void this.#serve(request, response).catch(() => response.destroy()),
    );
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Resolves to the origin, `http://127.0.0.1:<port>`. */
  async listen(): Promise<string> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const request = incoming(message, Buffer.concat(chunks).toString());
    const ofApp = request.by === 'app' || request.by === 'installation';
    const target = request.path + (request.query.size > 0 ? `?${request.query}` : '');
    const entry: LoggedRequest = {
      ...{ at: new Date(), by: request.by, method: request.method, path: target, status: 'dropped', bytes: 0 },
      ...(request.body !== undefined && { body: request.body }),
    };
    this.requests.push(entry);

    const fault = this.faults.take(request.method, target, ofApp || isOfSignIn(request.path));
    if (fault?.delay) await new Promise((done) => setTimeout(done, fault.delay));
    if (fault?.drop === 'before') return void message.socket.destroy();
    const outgoing = await this.#answer(request, fault, ofApp);
    if (fault?.drop === 'after') return void message.socket.destroy();
    entry.status = outgoing.status;
    entry.bytes = outgoing.body.length;
    const empty = outgoing.status === 204 || outgoing.status === 304;
    response.writeHead(outgoing.status, {
      ...outgoing.headers,
      ...(!empty && { 'content-length': outgoing.body.length }),
    });
    response.end(empty ? undefined : outgoing.body);
  }

  async #answer(request: Incoming, fault: Fault | undefined, ofApp: boolean): Promise<Outgoing> {
    if (fault?.status)
      return sent({ status: fault.status, json: fault.body ?? { message: 'A fault' }, headers: fault.headers ?? {} });
    // The emulator takes a token that it has never given out for a person of its own.
    if (request.by === 'person' && !/^(person|machine)-/.test(request.token ?? ''))
      return sent({ status: 401, json: { message: 'Bad credentials' } });
    const problems = ofApp ? this.#validate(request) : [];
    this.violations.push(...problems);
    // A field that GitHub does not know it ignores; any other problem it refuses.
    const refusedFor = problems.filter((problem) => !/additional properties|no such route/.test(problem));
    if (refusedFor.length > 0)
      return sent(
        refused(
          'Validation Failed',
          refusedFor.map((message) => ({ message })),
        ),
      );
    try {
      return await this.#dispatch(request);
    } catch (error) {
      return sent({
        status: 500,
        json: { message: `The fake GitHub failed: ${error instanceof Error ? error.stack : error}` },
      });
    }
  }

  async #dispatch(request: Incoming): Promise<Outgoing> {
    const { world } = this;
    if (!world) return sent({ status: 503 });
    const passing = async (changed?: { path?: string; body?: Json }) => this.#pass(world, request, changed);
    const found = routes.find((one) => one.method === request.method && one.matches.test(request.path));
    if (!found) return finished(request, world, await passing());
    const params = found.matches.exec(request.path)?.slice(1) ?? [];
    const context: Context = { world, request, params, pass: passing };
    return finished(request, world, await found.answer(context));
  }

  async #pass(
    world: World,
    request: Incoming,
    changed?: { path?: string; body?: Json },
  ): Promise<Reply & { raw: Answer }> {
    const path = (changed?.path ?? request.path) + (request.query.size > 0 ? `?${request.query}` : '');
    const token = this.#renewed.get(request.token ?? '') ?? request.token;
    const body = changed?.body ?? request.body;
    const { method, accept } = request;
    const raw = await world.emulator.send({
      ...{ method, path },
      ...(token && { token }),
      ...(accept && { accept }),
      ...(body !== undefined && { body }),
    });
    if (request.by === 'installation' && Number(raw.headers['x-ratelimit-remaining']) < 100)
      await this.#renew(world, request);
    const isJson = raw.headers['content-type']?.includes('json') && raw.body.length > 0;
    const { link } = raw.headers;
    const headers = { ...(link && { link }) };
    return { status: raw.status, headers, raw, ...(isJson && { json: JSON.parse(raw.body.toString()) }) };
  }

  async #renew({ emulator, app }: World, { token = '' }: Incoming): Promise<void> {
    const installation = app.installations.get(app.ownerOfToken.get(token) ?? '');
    const path = `/app/installations/${installation}/access_tokens`;
    const answer = await emulator.send({ method: 'POST', path, token: appJwt(app) });
    if (answer.status === 201) this.#renewed.set(token, JSON.parse(answer.body.toString()).token);
  }
}

/** What the app asks on the word of somebody who signed in. */
const isOfSignIn = (path: string) => /^\/(user\/|users\/|login\/)|^\/user$/.test(path);

function incoming(message: IncomingMessage, text: string): Incoming {
  const url = new URL(message.url ?? '/', 'http://github');
  const token = message.headers.authorization?.replace(/^(bearer|token) /i, '');
  const ifNoneMatch = message.headers['if-none-match'];
  return {
    ...{ method: message.method ?? 'GET', path: url.pathname, query: url.searchParams, by: whose(token) },
    ...(token && { token }),
    ...(message.headers.accept && { accept: message.headers.accept }),
    ...(ifNoneMatch && { ifNoneMatch }),
    ...(text && { body: parsed(text) }),
  };
}

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

function whose(token: string | undefined): Incoming['by'] {
  if (!token) return 'nobody';
  if (token.startsWith('ghs_')) return 'installation';
  return token.startsWith('eyJ') ? 'app' : 'person';
}

/** Mended, with an ETag on what was read; the same again is 304. */
function finished(request: Incoming, world: World, reply: Reply & { raw?: Answer }): Outgoing {
  const outgoing =
    reply.json === undefined && reply.text === undefined && reply.raw
      ? { status: reply.status, headers: typed(reply.raw.headers['content-type']), body: reply.raw.body }
      : sent({ ...reply, json: mend(reply.json, world) });
  if (request.method !== 'GET' || outgoing.status !== 200) return outgoing;
  const etag = `W/"${createHash('sha1').update(outgoing.body).digest('hex')}"`;
  const headers = { ...outgoing.headers, etag };
  if (request.ifNoneMatch === etag) return { status: 304, headers, body: Buffer.alloc(0) };
  return { ...outgoing, headers };
}

const typed = (type: string | undefined): Record<string, string> => (type ? { 'content-type': type } : {});

const sent = ({ status, headers, json, text }: Reply): Outgoing => ({
  status,
  headers: {
    ...headers,
    ...(json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    ...(text !== undefined && { 'content-type': 'application/vnd.github.v3.sha; charset=utf-8' }),
  },
  body: Buffer.from(json === undefined ? (text ?? '') : JSON.stringify(json)),
});
