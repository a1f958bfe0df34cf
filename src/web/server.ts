import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';

export type Routes = Hono<{ Bindings: HttpBindings }>;

export interface RunningServer {
  /** The port that it got, if 0 was asked for. */
  port: number;
  /** Accepts no more requests, and resolves once those under way are answered. */
  close(): Promise<void>;
}

/** What a sender may take before we know who it is. */
export interface Limits {
  /** For a request to arrive whole. */
  requestMs: number;
  /** For its headers to. */
  headersMs: number;
  connections: number;
  /** Requests of one connection whose answers are not sent yet. */
  pipelined: number;
}

const usualLimits: Limits = { requestMs: 30_000, headersMs: 10_000, connections: 1_000, pipelined: 16 };
/** How late Node may notice that a request takes too long. */
const lookEveryMs = 1_000;
/** For a request under way when the server closes. */
const closeWithinMs = 5_000;

/** `setBy`: the variables that the operator set it with. */
export interface Place {
  host: string;
  port: number;
  setBy?: { host: string; port: string };
}

/** Serves the routes. An error that a route throws is logged, and answered with 500 without details. */
export async function startServer(
  { host, port, setBy = { host: 'HOST', port: 'PORT' } }: Place,
  routes: Routes[],
  log: Log,
  changes: Partial<Limits> = {},
): Promise<RunningServer> {
  const limits = { ...usualLimits, ...changes };
  let closing = false;
  const app: Routes = new Hono();
  app.use(async (call, next) => {
    await next();
    // Otherwise the connection, and with it the server, would stay open for a next request.
    if (closing) call.header('connection', 'close');
  });
  for (const one of routes) app.route('/', one);
  app.notFound((call) => call.text('not found\n', 404));
  app.onError((cause, call) => {
    // hono's own middleware refuses with this.
    if (cause instanceof HTTPException) return cause.getResponse();
    log.error(
      { method: call.req.method, path: call.req.path, error: describeError(cause) },
      'Request could not be answered',
    );
    return call.text('something went wrong on our side\n', 500);
  });
  const server = createServer(
    {
      requestTimeout: limits.requestMs,
      headersTimeout: Math.min(limits.headersMs, limits.requestMs),
      connectionsCheckingInterval: Math.min(lookEveryMs, limits.requestMs),
    },
    // Node reads and discards the rest of an unwanted body until the request's time is over; hono would cut it after
    // half a second.
    getRequestListener(app.fetch, { overrideGlobalObjects: false, autoCleanupIncoming: false }),
  );
  const connections = boundedConnections(limits);
  server.on('connection', connections.opened);
  server.prependListener('request', (request, response) => connections.asked(request.socket, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new Error(
          cause.code === 'EADDRINUSE'
            ? `Port ${port} is in use by another program: choose another ${setBy.port}`
            : `Cannot listen on ${host}:${port} (${cause.code}): check ${setBy.host} and ${setBy.port}`,
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
        const cut = setTimeout(() => server.closeAllConnections(), closeWithinMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/**
 * Node's own limit turns newcomers away when all connections are taken, so a thousand idle ones would shut GitHub out.
 * Here the least recently used one is closed instead.
 */
function boundedConnections({ connections: most, pipelined }: Limits) {
  const open = new Map<Socket, number>();
  /** Puts it last, as the most recently used. */
  const use = (socket: Socket, underWay: number) => {
    open.delete(socket);
    open.set(socket, underWay);
  };
  return {
    opened(socket: Socket) {
      use(socket, 0);
      socket.once('close', () => open.delete(socket));
      const [eldest] = open.keys();
      if (open.size > most) eldest?.destroy();
    },
    asked(socket: Socket, response: { once(event: 'close', then: () => void): unknown }) {
      const underWay = (open.get(socket) ?? 0) + 1;
      if (underWay > pipelined) return void socket.destroy();
      use(socket, underWay);
      response.once('close', () => {
        const left = open.get(socket);
        if (left !== undefined) use(socket, left - 1);
      });
    },
  };
}
