import type { Socket } from 'node:net';
import postgres, { type Options, type ParsedOptions, type Sql } from 'postgres';
import type { Address } from './address.ts';
import { ConnectionLost, NoAnswer } from './connection-lost.ts';
import { dial, type OpenSocket } from './dial.ts';
import { parsers } from './values.ts';

/** What the slots of a pool share. */
export interface SlotOptions {
  address: Address;
  /** Whether statements are prepared by name. A PgBouncer in transaction mode cannot keep those. */
  prepare: boolean;
  openSocket?: OpenSocket | undefined;
}

/** PostgreSQL's message that a session ends. */
const farewell = Buffer.from([0x58, 0, 0, 0, 4]);

/**
 * One connection, by a client of postgres.js that has no other and opens this one once.
 *
 * By itself the driver ends the whole process if a connection breaks right before a write (porsager/postgres#1154,
 * #1066, #1208). It leaves queries and pools without an answer for ever (#1195, #1199), and reopens a refused
 * connection without a pause (#1179, #1193). All of this happens after a connection has closed. A slot hears of the end
 * before the driver does, rejects what waits, and never calls that client again. To be removed when those are fixed;
 * `test/postgres/stress.test.ts` shows it.
 */
export class Slot {
  readonly #client: Sql;
  readonly #givenUp = new AbortController();
  readonly #waiting = new Set<(reason: Error) => void>();
  readonly #onClosed: (reason: Error) => void;
  #socket: Socket | undefined;
  #closed: Error | undefined;

  constructor({ address, prepare, openSocket }: SlotOptions, onClosed: (slot: Slot, reason: Error) => void) {
    this.#onClosed = (reason) => onClosed(this, reason);
    const options = driverOptions(address, prepare);
    const host = address.host ?? (options.host[0] as string);
    const port = address.port ?? (options.port[0] as number);
    let isOpened = false;
    const socket = async () => {
      // The second time, it follows a closed connection.
      if (isOpened) throw this.#closed ?? new ConnectionLost('The connection closed');
      isOpened = true;
      this.#socket = await dial({ host, port, tls: address.tls }, this.#givenUp.signal, openSocket);
      for (const event of ['error', 'end', 'close'])
        this.#socket.on(event, (cause) => this.close(new ConnectionLost('The connection closed', { cause })));
      return this.#socket;
    };
    // The driver makes a second client the same way (its `listen`): it uses options that are already parsed as they
    // are.
    const whole: object = { ...options, ...{ host: [host], port: [port] }, parsers, serializers: {}, socket };
    this.#client = postgres(whole as Options<Record<string, never>>);
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** The server's major version, as it reports at the start of a session. */
  get serverVersion(): number {
    return Number.parseInt(String(this.#client.parameters.server_version), 10);
  }

  /** Nobody waits for it: the process may end. */
  rest(): void {
    this.#socket?.unref();
  }

  wake(): void {
    this.#socket?.ref();
  }

  /**
   * Rejects once the connection has closed. Closes it if there is no answer by the deadline, since it can no longer be
   * trusted.
   */
  async run<T>(ask: (client: Sql) => PromiseLike<T>, deadlineMs: number): Promise<T> {
    if (this.#closed) throw this.#closed;
    const { promise: lost, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => this.close(new NoAnswer(deadlineMs)), deadlineMs);
    this.#waiting.add(reject);
    try {
      return await Promise.race([ask(this.#client), lost]);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(reject);
    }
  }

  /** At once, no matter what it waits for. */
  close(reason: Error): void {
    if (!this.#shut(reason)) return;
    this.#givenUp.abort(reason);
    this.#socket?.destroy();
  }

  /** Says goodbye. For an unused slot. */
  end(): void {
    if (!this.#shut(new ConnectionLost('The connection has ended'))) return;
    this.#socket?.end(farewell, () => this.#socket?.destroy());
  }

  #shut(reason: Error): boolean {
    if (this.#closed) return false;
    this.#closed = reason;
    for (const reject of this.#waiting) reject(reason);
    this.#onClosed(reason);
    return true;
  }
}

/** The driver's options. It takes parts that `address` lacks from the environment, but no other settings. */
function driverOptions({ user, password, database, session }: Address, prepare: boolean): ParsedOptions {
  const { options } = postgres({
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    connection: { application_name: 'soundings', ...session },
    ...{ max: 1, prepare, ssl: false, debug: false, onnotice: () => {} },
    // It would ask a question of its own, whose failure nobody can catch.
    fetch_types: false,
    // The pool limits that. The driver would do so while a query begins.
    ...{ idle_timeout: undefined, max_lifetime: null, connect_timeout: 0, keep_alive: null, backoff: false },
    transform: { undefined: null },
  });
  return { ...options, target_session_attrs: undefined };
}
