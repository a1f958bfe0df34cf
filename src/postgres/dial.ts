import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as encrypt } from 'node:tls';
import { ConnectionLost } from './connection-lost.ts';

export interface Destination {
  /** A path if it begins with a slash: the folder of a unix socket. */
  host: string;
  port: number;
  tls: ConnectionOptions | undefined;
}

/** Begins to open a socket. */
export type OpenSocket = (to: { host: string; port: number }) => Socket;

/** Idle time after which the system checks whether the other side is still there. */
const keepAliveMs = 10_000;

/** PostgreSQL's question whether it speaks TLS, which comes before anything else. */
const tlsRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

const openHere: OpenSocket = ({ host, port }) =>
  host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect({ host, port });

/**
 * A connected socket whose other side has shown its certificate, if TLS is asked for. The driver could do both, but
 * would remove our listeners meanwhile.
 */
export async function dial(to: Destination, signal: AbortSignal, open: OpenSocket = openHere): Promise<Socket> {
  signal.throwIfAborted();
  const socket = open(to);
  // Errors after it was given up concern nobody.
  socket.on('error', () => {});
  // Without the reason: the encrypted stream would report it as an error, after the driver has removed all listeners.
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  await heard(socket, 'connect');
  socket.setNoDelay(true).setKeepAlive(true, keepAliveMs);
  if (!to.tls) return socket;
  const answer = heard<Buffer>(socket, 'data');
  socket.write(tlsRequest);
  // One letter. Anything after it was not encrypted, and may come from anybody.
  if ((await answer).toString('latin1') !== 'S') {
    const reason = new ConnectionLost('The database does not speak TLS');
    socket.destroy(reason);
    throw reason;
  }
  // Server names are names only (RFC 6066); the certificate is compared with the host in any case.
  const encrypted = encrypt({ ...to.tls, socket, host: to.host, ...(isIP(to.host) ? {} : { servername: to.host }) });
  await heard(encrypted, 'secureConnect');
  return encrypted;
}

function heard<T>(socket: Socket, event: string): Promise<T> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new ConnectionLost('The connection closed before it was ready')));
  });
}
