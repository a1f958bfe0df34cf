import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import type { Tally } from './tally.ts';

/** GitHub's API on its bad days, between the app and the emulated one. */
export interface ApiProxy {
  /** What GITHUB_API_URL is set to. */
  url: string;
  /** Trouble from now on, or none. */
  storm(on: boolean): void;
  /** Nothing gets through for so long. */
  partition(milliseconds: number): void;
  close(): Promise<void>;
}

type Trouble = `${keyof typeof weights}`;

/**
 * `lost`, `cut`, `late error`, `silent after` and `stalled` come when the deed is done: only the answer is spoiled. The silent ones neither answer nor end;
 * who asked has to.
 */
const weights = {
  slow: 6,
  dropped: 3,
  lost: 4,
  'cut short': 2,
  'cut off': 2,
  'late error': 3,
  'silent before': 1,
  'silent after': 1,
  stalled: 1,
  'silent for a while': 1,
  500: 2,
  '502 in HTML': 2,
  503: 1,
  'secondary limit': 2,
  'primary limit': 1,
  429: 1,
  401: 1,
};
const share = 0.2;
/** GitHub ends a request after so long: what has not begun by then is not done. */
const githubEndsMs = 10_000;

const limit = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

const json = (status: number, message: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: Buffer.from(JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest' })),
});

const refusals: Partial<Record<Trouble, () => Answer>> = {
  500: () => json(500, 'Server Error'),
  503: () => json(503, 'No server is currently available to service your request.'),
  '502 in HTML': () => ({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from('<html><body><h1>502 Bad Gateway</h1></body></html>'),
  }),
  'secondary limit': () => json(403, limit, { 'retry-after': '1' }),
  'primary limit': () =>
    json(403, 'API rate limit exceeded for installation.', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1),
    }),
  429: () => json(429, limit, { 'retry-after': '1' }),
  401: () => json(401, 'Bad credentials'),
};

export async function startApiProxy(upstream: string, dice: Dice, tally: Tally): Promise<ApiProxy> {
  const agent = new Agent({ keepAlive: true });
  let stormy = false;
  let closedUntil = 0;

  const forward = (message: IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { connection: _, ...headers } = message.headers;
      const outgoing = ask(upstream + message.url, { method: message.method, headers, agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (Date.now() < closedUntil) return void message.socket.destroy();
    const trouble = stormy && dice.chance(share) ? dice.weighted(weights) : undefined;
    // Rolled in any case, so that what comes after does not depend on what this is.
    const wait = dice.between(100, 1500);
    const silence = dice.between(3_000, 15_000);
    if (trouble !== undefined) tally.count(`API ${trouble}`);
    if (trouble === 'slow') await pause(wait);
    if (trouble === 'silent before') return;
    if (trouble === 'silent for a while') {
      await pause(silence);
      if (silence > githubEndsMs) return void message.socket.destroy();
    }
    if (trouble === 'dropped') return void message.socket.destroy();
    const refusal = trouble && refusals[trouble]?.();
    if (refusal) return send(response, refusal);
    const answer = await forward(message, body);
    if (trouble === 'lost') return void message.socket.destroy();
    if (trouble === 'silent after') return;
    if (trouble === 'late error') return send(response, json(500, 'Server Error'));
    const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
    if (trouble === 'cut short') return send(response, { ...answer, body: half });
    if ((trouble === 'cut off' || trouble === 'stalled') && half.length > 0) {
      response.writeHead(answer.status, answer.headers);
      response.write(half, () => trouble === 'cut off' && message.socket.destroy());
      return;
    }
    send(response, answer);
  }

  const server = createServer((message, response) => void serve(message, response).catch(() => response.destroy()));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    storm(on) {
      stormy = on;
      if (!on) closedUntil = 0;
    },
    partition(milliseconds) {
      tally.count('API partition');
      closedUntil = Date.now() + milliseconds;
    },
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const bodiless = status === 204 || status === 304;
  const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...rest } = headers;
  response.writeHead(status, { ...rest, ...(!bodiless && { 'content-length': body.length }) });
  response.end(bodiless ? undefined : body);
}
