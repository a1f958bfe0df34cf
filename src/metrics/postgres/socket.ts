import { connect, type Socket } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { Guard } from '../network/guard.ts';

/** What the driver knows of its servers when it asks for a socket. It tries them in turn. */
interface Servers {
  host: string[];
  port: number[];
}

/**
 * Sockets of one client of the driver, opened under the guard; with TLS, the certificate is held against the server's name. The
 * driver writes to the socket at once, and Node keeps that until it is connected.
 */
export function guardedSockets(guard: Guard) {
  let turn = 0;
  let server = '';
  return {
    socket({ host, port }: Servers): Socket {
      const at = turn++ % host.length;
      const name = host[at] as string;
      server = name;
      const socket = connect({
        port: port[at] as number,
        // By any name, so that Node asks for an IP address too: it is refused there, and nothing fails before the driver listens.
        host: 'server',
        lookup: (_, options, callback) => guard.lookup(name, options, callback),
      });
      // The driver takes the name for TLS from here.
      return Object.assign(socket, { host: name });
    },
    tls: {
      // Where the server is an IP address, the driver gives Node no name.
      checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(server, certificate),
    },
  };
}
