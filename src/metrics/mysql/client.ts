import { connect, type Socket } from 'node:net';
import type { Connection, ConnectionOptions, FieldPacket } from 'mysql2';
import { refuseTwice } from '../columns.ts';
import type { Guard } from '../network/guard.ts';
import type { Row } from '../source.ts';
import { tlsOf } from '../sql/tls.ts';

/** For a server that does not hang up after our goodbye. */
const closeWithinMs = 1_000;

/** What may be said over an open connection, one after the other. */
export interface Talk {
  /** A statement of ours; `?` stands for a value. */
  set(sql: string, values?: string[]): Promise<void>;
  /** One statement, prepared by the server, which is given the values apart. Soon after `most` rows it is cut off. */
  rows(sql: string, values: string[], most: number): Promise<Row[]>;
}

/**
 * A connection for one piece of work. mysql2 is loaded here, because only those who configure such a connection have
 * it. The socket is ours: the driver's own `destroy` waits for the server.
 */
export async function talk<T>(
  url: string,
  { signal, timeout, guard }: { signal: AbortSignal; timeout: number; guard: Guard },
  work: (talk: Talk) => Promise<T>,
): Promise<T> {
  const { createConnection } = await import('mysql2');
  signal.throwIfAborted();
  const options = optionsOf(url, timeout);
  const socket = openSocket(guard, options);
  const { promise: broken, reject: breakOff } = Promise.withResolvers<never>();
  // Told by whatever is waited for; afterwards by nobody.
  broken.catch(() => {});
  const giveUp = () => {
    breakOff(signal.reason);
    socket.destroy();
  };
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const connection = createConnection({ ...options, stream: () => socket });
    connection.on('error', breakOff);
    const done = await Promise.race([work(talkOver(connection, socket)), broken]);
    leave(connection, socket);
    return done;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function talkOver(connection: Connection, socket: Socket): Talk {
  return {
    set: (sql, values = []) =>
      new Promise((resolve, reject) => {
        connection.query(sql, values, (error) => (error ? reject(error) : resolve()));
      }),
    rows: (sql, values, most) =>
      new Promise((resolve, reject) => {
        const rows: Row[] = [];
        const command = connection.execute(sql, values);
        command.on('error', reject);
        command.on('fields', (fields: FieldPacket[]) => {
          try {
            refuseTwice(fields.map(({ name }) => name));
          } catch (error) {
            reject(error);
          }
        });
        command.on('end', () => resolve(rows));
        command.on('result', (row) => {
          if (rows.length > most) return;
          rows.push(row as unknown as Row);
          if (rows.length <= most) return;
          socket.destroy();
          resolve(rows);
        });
      }),
  };
}

function leave(connection: Connection, socket: Socket): void {
  if (socket.destroyed) return;
  connection.end();
  socket.setTimeout(closeWithinMs, () => socket.destroy()).unref();
}

function openSocket(guard: Guard, { host = '', port }: ConnectionOptions): Socket {
  guard.admit(host);
  return connect({ port: port as number, host, noDelay: true, lookup: guard.lookup });
}

/** Times and numbers come as the database writes them: JavaScript's own would lose time zones and digits. */
function optionsOf(url: string, timeout: number): ConnectionOptions {
  const { hostname, port, username, password, pathname } = new URL(url);
  const database = decodeURIComponent(pathname.slice(1));
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    ...(database && { database }),
    ...(tlsOf(url) === 'verified' && { ssl: { verifyIdentity: true } }),
    connectTimeout: timeout,
    ...{ dateStrings: true, supportBigNumbers: true, bigNumberStrings: true, jsonStrings: true },
    // No code is made of the names of columns, and no file is handed to a server that asks for one.
    ...{ disableEval: true, flags: ['-LOCAL_FILES'] },
  };
}
