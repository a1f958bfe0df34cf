import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { inShort, readOne } from './read-one.ts';
import { startHttpServer } from './start-http-server.ts';

interface Given {
  status?: number;
  headers?: OutgoingHttpHeaders;
  json: unknown;
  /** The one that is asked for. */
  experiment?: string;
}

/** A read of four days of November from a server that gives this answer: what was found, what was asked, what the log said. */
export async function askStandIn(
  connection: Record<string, unknown>,
  { status = 200, headers = {}, json, experiment }: Given,
) {
  const asked: { line: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = await startHttpServer(async (request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body: await text(request) });
    return response.writeHead(status, headers).end(JSON.stringify(json));
  });
  onTestFinished(() => server.stop());
  const { reading, said } = await readOne(
    { url: `${server.url}/behind/`, ...connection },
    {
      ...{ from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' },
      ...(experiment === undefined ? {} : { experiment }),
    },
  );
  return { found: inShort(reading), asked, said };
}
