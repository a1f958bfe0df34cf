import postgres, { type Sql } from 'postgres';
import type { Guard } from '../network/guard.ts';
import { guardedSockets } from './socket.ts';
import { tlsOf } from './tls.ts';

/** OID of the type that `$from` and `$to` are bound as. */
export const timestamptz = 1184;

/** A driver's client with one connection, which it opens at its first query. */
export type Client = Sql<{ date: string }>;

/** A connection closes when nobody has asked for this long. */
const idleSeconds = 30;

/**
 * Hands out clients, one a piece of work. A pool of the driver's own was rejected: when a server takes connections and closes
 * them at once, it tries again without pause or end (porsager/postgres#1193), and nothing but destroying the whole pool, with
 * everybody's queries, stops it. Work whose signal is aborted has its client destroyed, whatever it hangs on.
 */
export function postgresClients(url: string, timeout: number, guard: Guard) {
  const all = new Set<Client>();
  const idle: Client[] = [];
  const destroy = (client: Client) => {
    all.delete(client);
    client.end({ timeout: 0 }).catch(() => {});
  };
  return {
    async use<T>(signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
      const client = idle.pop() ?? newClient(url, timeout, guard);
      all.add(client);
      const giveUp = () => destroy(client);
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        return await work(client);
      } finally {
        signal.removeEventListener('abort', giveUp);
        if (all.has(client)) idle.push(client);
      }
    },
    async close(): Promise<void> {
      await Promise.allSettled([...all].map((client) => client.end({ timeout: 1 })));
    },
  };
}

/** Dates and times come as the database writes them, since the driver would read a zoneless one in this process's time zone. */
function newClient(url: string, timeout: number, guard: Guard): Client {
  const { socket, tls } = guardedSockets(guard);
  // Not in the driver's types.
  const sockets: object = { socket };
  return postgres(url, {
    ...sockets,
    ssl: tlsOf(url) === 'verified' && tls,
    max: 1,
    idle_timeout: idleSeconds,
    connect_timeout: Math.ceil(timeout / 1000),
    // Trying again later is the caller's business; a pause of the driver would make an unreachable database look slow.
    backoff: false,
    fetch_types: false,
    // Nothing is prepared by name, so that poolers between us and the database work.
    prepare: false,
    onnotice: () => {},
    connection: { application_name: 'soundings' },
    types: {
      date: {
        to: timestamptz,
        from: [1082, 1114, timestamptz],
        serialize: (text: string) => text,
        parse: (text: string) => text,
      },
    },
  });
}
