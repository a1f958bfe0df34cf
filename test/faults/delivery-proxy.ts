import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import type { Tally } from './tally.ts';

/** The way of webhooks from GitHub to the replicas, on its bad days: a load balancer that loses, doubles and mixes up. */
export interface DeliveryProxy {
  url: string;
  /** Where the replicas that are up take webhooks. */
  targets(urls: string[]): void;
  storm(on: boolean): void;
  close(): Promise<void>;
}

const weights = { prompt: 60, late: 25, twice: 6, lost: 5, 'with a lost answer': 4 };

export async function startDeliveryProxy(dice: Dice, tally: Tally): Promise<DeliveryProxy> {
  let replicas: string[] = [];
  let stormy = false;
  let closed = false;
  let turn = 0;

  const hand = async (headers: IncomingHttpHeaders, body: Buffer): Promise<{ status: number; text: string }> => {
    turn += 1;
    const target = replicas[turn % replicas.length];
    if (!target || closed) return { status: 503, text: 'no replica is up' };
    const kept = Object.entries(headers).filter(([name]) => /^(content-type|user-agent|x-)/.test(name));
    try {
      const answer = await fetch(target, {
        method: 'POST',
        headers: Object.fromEntries(kept) as Record<string, string>,
        body: new Uint8Array(body),
        signal: AbortSignal.timeout(10_000),
      });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      return { status: 502, text: String(error) };
    }
  };

  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const fate = stormy ? dice.weighted(weights) : 'prompt';
    const wait = dice.between(20, 2000);
    if (fate !== 'prompt') tally.count(`deliveries ${fate}`);
    if (fate === 'lost') return void message.socket.destroy();
    if (fate === 'late') await pause(wait);
    if (fate === 'twice') void pause(wait).then(() => hand(message.headers, body));
    const { status, text } = await hand(message.headers, body);
    if (fate === 'with a lost answer') return void message.socket.destroy();
    response.writeHead(status).end(text);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    targets(urls) {
      replicas = urls;
    },
    storm(on) {
      stormy = on;
    },
    async close() {
      closed = true;
      const ended = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await ended;
    },
  };
}
