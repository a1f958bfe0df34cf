import { connect, Socket } from 'node:net';
import { readAddress } from '../../postgres/address.ts';
import type { OpenSocket } from '../../postgres/dial.ts';
import { openPool } from '../../postgres/pool.ts';
import type { Slot } from '../../postgres/slot.ts';
import type { Guard } from '../network/guard.ts';
import { withCheckedTls } from '../sql/tls.ts';

/** As many as `metric-reader.ts` reads in parallel: no query waits here for another. */
const mostConnections = 4;
/** A connection closes after so long without use. */
const idleMs = 30_000;
/** For work in progress; after that it is cut off. */
const closeWithinMs = 1_000;

/** A pool of connections, each for one piece of work at a time. */
export function postgresClients(url: string, timeout: number, guard: Guard) {
  const pool = openPool({
    address: readAddress(withCheckedTls(url)),
    ...{ prepare: false, openSocket: guarded(guard), max: mostConnections, connectWithinMs: timeout, idleMs },
  });
  return {
    /** If work fails or its signal is aborted, its connection is closed at once, no matter what it waits for. */
    use: <T>(signal: AbortSignal, work: (slot: Slot) => Promise<T>): Promise<T> =>
      pool.use(async (slot) => {
        const giveUp = () => slot.close(signal.reason);
        signal.addEventListener('abort', giveUp, { once: true });
        try {
          signal.throwIfAborted();
          return await work(slot);
        } catch (error) {
          slot.close(error as Error);
          throw error;
        } finally {
          signal.removeEventListener('abort', giveUp);
        }
      }),
    close: () => pool.close(closeWithinMs),
  };
}

const guarded =
  (guard: Guard): OpenSocket =>
  ({ host, port }) =>
    // Nobody may name a socket of this machine.
    host.startsWith('/')
      ? new Socket().destroy(new Error('no host'))
      : connect({
          port,
          // With a host name in any case, so that Node asks for an IP address too. It is refused there, and nothing
          // fails before somebody listens.
          host: 'server',
          lookup: (_, options, callback) => guard.lookup(host, options, callback),
        });
