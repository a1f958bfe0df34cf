import { setTimeout as pause } from 'node:timers/promises';
import pg, { type PoolClient } from 'pg';
import type { Guard } from '../network/guard.ts';
import { GuardedSocket } from './socket.ts';
import { withCheckedTls } from './tls.ts';

/** As many as `metric-reader.ts` reads side by side: nobody waits here for another's query. */
const mostConnections = 4;
/** A connection closes when nobody has asked for this long. */
const idleMs = 30_000;
/** For what is under way; after that it is left to its own end. */
const closeWithinMs = 1_000;

/** OIDs of date, timestamp and timestamptz: as the database writes them, since the driver would read a zoneless one in this process's time zone. */
const times = [1082, 1114, 1184];
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (times.includes(oid) ? String : pg.types.getTypeParser(oid, format)),
};

/** A pool of connections, each for one piece of work at a time. */
export function postgresClients(url: string, timeout: number, guard: Guard) {
  const pool = new pg.Pool({
    connectionString: withCheckedTls(url),
    application_name: 'soundings',
    max: mostConnections,
    idleTimeoutMillis: idleMs,
    connectionTimeoutMillis: timeout,
    allowExitOnIdle: true,
    types,
    stream: () => new GuardedSocket(guard),
  });
  pool.on('connect', (client) => {
    // Whoever works with it hears of it; without a listener a connection that breaks in between would end the process.
    client.on('error', () => {});
  });
  pool.on('error', () => {});
  return {
    /**
     * Work that fails, or whose signal is aborted, has its connection closed at once, whatever that hangs on; so has work that does not leave
     * its connection clean.
     */
    async use<T>(
      signal: AbortSignal,
      work: (client: PoolClient) => Promise<{ answer: T; isClean: boolean }>,
    ): Promise<T> {
      const client = await pool.connect();
      let released = false;
      const release = (close: boolean) => {
        if (!released) client.release(close);
        released = true;
      };
      const giveUp = () => release(true);
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        signal.throwIfAborted();
        const { answer, isClean } = await work(client);
        release(!isClean);
        return answer;
      } finally {
        signal.removeEventListener('abort', giveUp);
        release(true);
      }
    },
    close: () => Promise.race([pool.end(), pause(closeWithinMs, undefined, { ref: false })]),
  };
}
