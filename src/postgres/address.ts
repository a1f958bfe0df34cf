import type { ConnectionOptions } from 'node:tls';
import { parse } from 'pg-connection-string';

/**
 * A connection string, parsed. The driver takes missing parts from PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE.
 */
export interface Address {
  /** A path if it begins with a slash: the folder of a unix socket. */
  host: string | undefined;
  port: number | undefined;
  user: string | undefined;
  password: string | undefined;
  database: string | undefined;
  /** Absent: without TLS. */
  tls: ConnectionOptions | undefined;
  /** The server's settings for a session, under its own names. */
  session: Record<string, string>;
}

/**
 * Other keys of a connection string belong to other drivers (`pgbouncer`, `schema`, `channel_binding`), and a server
 * would refuse them.
 */
const ofSession = [
  'application_name',
  'options',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
] as const;

/** Parsed by the library that parses it for pg-boss, so that both reach the same server. */
export function readAddress(url: string): Address {
  const given = parse(url);
  const { host, port, user, password, database, ssl } = given;
  return {
    host: host || undefined,
    port: port ? Number(port) : undefined,
    user: user || undefined,
    password: password || undefined,
    database: database || undefined,
    tls: ssl === true ? {} : (ssl as ConnectionOptions | false | undefined) || undefined,
    session: Object.fromEntries(ofSession.flatMap((key) => (given[key] ? [[key, String(given[key])]] : []))),
  };
}
