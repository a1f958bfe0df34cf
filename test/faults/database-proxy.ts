import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import type { Dice } from './dice.ts';
import type { Tally } from './tally.ts';

/** The way to Postgres, on its bad days. */
export interface DatabaseProxy {
  /** The connection string with the proxy's address in it. */
  url: string;
  storm(on: boolean): void;
  /** Every connection breaks at once, as when the server restarts; new ones are refused for so long. */
  restart(milliseconds: number): void;
  close(): Promise<void>;
}

/** Of the commits that pass: some never arrive, of some the answer is lost. */
const lostCommits = 0.01;
const brokenChunks = 0.002;
const slowChunks = 0.005;
/** A host that failed over, a firewall that has forgotten the connection: no reset, no answer. */
const silencedChunks = 0.001;
/** After so long at the latest Postgres finds out that its client has gone: its own keepalive, not anybody's word. */
const lingersMs = 15_000;

export async function startDatabaseProxy(database: string, dice: Dice, tally: Tally): Promise<DatabaseProxy> {
  const upstream = new URL(database);
  const pairs = new Set<[Socket, Socket]>();
  let stormy = false;
  let refuseUntil = 0;

  const server = createServer((client) => {
    if (Date.now() < refuseUntil) return void client.destroy();
    const behind = connect(Number(upstream.port), upstream.hostname);
    const pair: [Socket, Socket] = [client, behind];
    pairs.add(pair);
    const lost = { there: false, back: false };
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
    }
    /** What is on its way comes after all, as when a route is found again. */
    const hold = (chunk: Buffer, direction: 'there' | 'back' | 'both', rest: number) => {
      const held = [...(direction === 'back' ? [] : [client]), ...(direction === 'there' ? [] : [behind])];
      for (const socket of held) socket.pause();
      if (direction === 'back') behind.write(chunk);
      setTimeout(() => {
        if (direction !== 'back' && !behind.destroyed) behind.write(chunk);
        for (const socket of held) socket.resume();
      }, rest).unref();
    };
    client.on('close', () => (lost.there ? setTimeout(end, lingersMs).unref() : end()));
    // Of a silent one the app does not hear the end either.
    behind.on('close', () => lost.back || end());
    behind.on('data', (chunk) => lost.back || client.write(chunk));
    client.on('data', (chunk: Buffer) => {
      if (lost.there) return;
      if (!stormy) return void behind.write(chunk);
      if (dice.chance(silencedChunks)) {
        const direction = dice.one(['there', 'back', 'both'] as const);
        const [forGood, rest] = [dice.chance(0.6), dice.between(1_000, 20_000)];
        tally.count(`database connections silent ${forGood ? 'for good' : 'for a while'}`);
        if (!forGood) return void hold(chunk, direction, rest);
        lost.there = direction !== 'back';
        lost.back = direction !== 'there';
        return void (lost.there || behind.write(chunk));
      }
      if (/\bcommit\b/i.test(chunk.toString('latin1')) && dice.chance(lostCommits)) {
        const arrives = dice.chance(0.5);
        tally.count(arrives ? 'commits with a lost answer' : 'lost commits');
        if (!arrives) return end();
        behind.removeAllListeners('data');
        behind.on('data', end);
        return void behind.write(chunk);
      }
      if (dice.chance(brokenChunks)) {
        tally.count('database connections broken');
        return end();
      }
      if (!dice.chance(slowChunks)) return void behind.write(chunk);
      tally.count('database slow');
      client.pause();
      setTimeout(
        () => {
          client.resume();
          if (!behind.destroyed) behind.write(chunk);
        },
        dice.between(50, 400),
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = new URL(database);
  url.port = String((server.address() as AddressInfo).port);
  const breakAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    url: url.toString(),
    storm(on) {
      stormy = on;
      if (!on) refuseUntil = 0;
    },
    restart(milliseconds) {
      tally.count('database restarts');
      refuseUntil = Date.now() + milliseconds;
      breakAll();
    },
    async close() {
      const closed = new Promise((done) => server.close(done));
      breakAll();
      await closed;
    },
  };
}
