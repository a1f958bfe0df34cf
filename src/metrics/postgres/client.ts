import { connect, Socket } from 'node:net';
import { readAddress } from '../../postgres/address.ts';
import type { OpenSocket } from '../../postgres/dial.ts';
import { openPool } from '../../postgres/pool.ts';
import type { Slot } from '../../postgres/slot.ts';
import type { Guard } from '../network/guard.ts';
import { withCheckedTls } from './tls.ts';

/** As many as `metric-reader.ts` reads side by side: nobody waits here for another's query. */
const mostConnections = 4;
/** A connection closes when nobody has asked for this long. */
const idleMs = 30_000;
/** For what is under way; after that it is cut off. */
const closeWithinMs = 1_000;

/** A pool of connections, each for one piece of work at a time. */
export function postgresClients(url: string, timeout: number, guard: Guard) {
  const pool = openPool({
    address: readAddress(withCheckedTls(url)),
    ...{ prepare: false, openSocket: guarded(guard), max: mostConnections, connectWithinMs: timeout, idleMs },
  });
  return {
    /** Work that fails, or whose signal is aborted, has its connection closed at once, whatever that hangs on. */
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
    // A socket of this machine is nobody's to name.
    host.startsWith('/')
      ? new Socket().destroy(new Error('no host'))
      : connect({
          port,
          // By any name, so that Node asks for an IP address too: it is refused there, and nothing fails before somebody listens.
          host: 'server',
          lookup: (_, options, callback) => guard.lookup(host, options, callback),
        });
