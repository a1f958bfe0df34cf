import { Socket } from 'node:net';
import type { Guard } from '../network/guard.ts';

/** A socket that the driver connects, under the guard. The driver holds the certificate against the server's name itself. */
export class GuardedSocket extends Socket {
  readonly #guard: Guard;

  constructor(guard: Guard) {
    super();
    this.#guard = guard;
  }

  /** As the driver calls it: without a host, the address is a path to a socket of this machine, which is nobody's to name. */
  override connect(port: unknown, host?: unknown): this {
    if (typeof host !== 'string') return this.destroy(new Error('no host'));
    return super.connect({
      port: Number(port),
      // By any name, so that Node asks for an IP address too: it is refused there, and nothing fails before the driver listens.
      host: 'server',
      lookup: (_, options, callback) => this.#guard.lookup(host, options, callback),
    });
  }
}
