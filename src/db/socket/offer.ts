import { once } from 'node:events';
import { chmod, stat } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import { inTime } from '../../deadlines/in-time.ts';
import { framesOf, sendFrame } from './frames.ts';
import { type Ask, failure, type Greeting } from './messages.ts';
import { clearSocket, freeSocket } from './place.ts';
import { ownVersion } from './version.ts';

/** A command that was halted within a transaction would hold up the whole server. */
const longestRestMs = 5_000;
const endWithinMs = 1_000;

/**
 * Lets commands of the same user work in the embedded database while this process has it: a connection each for a query or a transaction. Nothing but the
 * data folder's rights says who may. Throws where no socket can be made.
 */
export async function offerDatabase(
  client: PGlite,
  dataDir: string,
  { restMs = longestRestMs, version = ownVersion() } = {},
): Promise<{ close(): Promise<void> }> {
  const folder = resolve(dataDir);
  if (process.platform === 'win32') throw new Error('Windows has no sockets that only one user may reach');
  const mode = (await stat(folder)).mode & 0o777;
  if ((mode & 0o077) !== 0) throw new Error(`others may read ${folder} (mode ${mode.toString(8)})`);
  const place = await freeSocket(folder);
  const underWay = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    // What went wrong on the way ends the frames, and the transaction with them.
    socket.on('error', () => {});
    const work = serve(client, socket, restMs, { version })
      .catch((error) => {
        if (!socket.destroyed) sendFrame(socket, failure(error));
      })
      .finally(() => {
        socket.destroySoon();
        underWay.delete(socket);
      });
    underWay.set(socket, work);
  });
  server.listen(place);
  await once(server, 'listening');
  // Nobody else gets through the folder meanwhile.
  await chmod(place, 0o600);
  return {
    async close() {
      server.close();
      const ending = () => Promise.all(underWay.values());
      await Promise.race([ending(), pause(endWithinMs, undefined, { ref: false })]);
      for (const socket of underWay.keys()) socket.destroy();
      await ending();
      await clearSocket(folder);
    },
  };
}

async function serve(client: PGlite, socket: Socket, restMs: number, greeting: Greeting): Promise<void> {
  sendFrame(socket, greeting);
  const frames = framesOf(socket);
  const next = async (): Promise<Ask | undefined> => {
    const silence = new Error(`the command said nothing for ${restMs / 1000} s, and the server goes on without it`);
    const { value } = await inTime(restMs, silence, () => frames.next());
    return (value ?? undefined) as Ask | undefined;
  };
  const first = await next();
  if (first?.ask === 'query') sendFrame(socket, { result: await query(client, first) });
  if (first?.ask !== 'transaction') return;
  await client.transaction(async (within) => {
    sendFrame(socket, { result: null });
    for (;;) {
      const asked = await next();
      if (asked?.ask === 'commit') return;
      if (asked?.ask !== 'query') throw new Error('the command went away');
      sendFrame(socket, await query(within, asked).then((result) => ({ result }), failure));
    }
  });
  sendFrame(socket, { result: null });
}

const query = (on: Pick<PGlite | Transaction, 'query'>, { text, values, rowMode }: Ask & { ask: 'query' }) =>
  on.query<object>(text, values, { ...(rowMode && { rowMode }) });
