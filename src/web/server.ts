import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeError } from '../flows/describe-error.ts';
import type { Log } from '../flows/ports.ts';

/** Answers one kind of request. `path` is without the query. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  answer(request: IncomingMessage): Promise<Answer> | Answer;
}

/** An object is answered as JSON, a text as it is. */
export interface Answer {
  status: number;
  body: string | object;
  type?: string;
}

export interface RunningServer {
  /** The port that it got, where 0 was asked for. */
  port: number;
  /** Takes no more requests and resolves once those under way are answered. */
  close(): Promise<void>;
}

/** For a request under way when the server closes. */
const patienceMs = 5_000;

/** Serves the routes. Whatever a route throws is logged and answered with 500, without a word about it. */
export async function startServer(
  { host, port }: { host: string; port: number },
  routes: Route[],
  log: Log,
): Promise<RunningServer> {
  let closing = false;
  const server = createServer(async (request, response) => {
    const answer = await answerTo(request, routes, log);
    if (response.destroyed) return;
    // Or the connection would be kept for a next request, and the server with it.
    if (closing) response.setHeader('connection', 'close');
    send(response, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new Error(
          cause.code === 'EADDRINUSE'
            ? `Port ${port} is in use by another program: choose another PORT`
            : `Cannot listen on ${host}:${port} (${cause.code}): check HOST and PORT`,
          { cause },
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        closing = true;
        const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

async function answerTo(request: IncomingMessage, routes: Route[], log: Log): Promise<Answer> {
  const path = request.url?.split('?', 1)[0] ?? '';
  const route = routes.find((one) => one.path === path && one.method === request.method);
  if (!route) return { status: 404, body: 'not found\n' };
  try {
    return await route.answer(request);
  } catch (cause) {
    log.error(
      { method: route.method, path: route.path, error: describeError(cause) },
      'A request could not be answered',
    );
    return { status: 500, body: 'something went wrong on our side\n' };
  }
}

function send(response: ServerResponse, { status, body, type }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response
    .writeHead(status, {
      'content-type': type ?? (typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json'),
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}
