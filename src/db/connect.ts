import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as overPglite } from 'drizzle-orm/pglite';
import pg from 'pg';
import { lockDataFolder } from './data-folder-lock.ts';
import { PreparingClient } from './preparing-client.ts';
import { narrow, privateFolder } from './private-folder.ts';

/** A database, or a transaction on it. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** An open connection: one shared Postgres, or the embedded database of this process alone. */
export type Connection = {
  database: Database;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
} & (
  | { kind: 'postgres'; url: string }
  /** `notice`: what the operator ought to know about its folder. */
  | { kind: 'embedded'; client: PGlite; notice?: string }
);

/** `dataDir` may be `memory://`: nothing is written to disk, nothing is locked. */
export interface Whereabouts {
  databaseUrl?: string;
  dataDir: string;
}

const connectWithinMs = 10_000;
/** For what is under way; after that it is cut off. */
const closeWithinMs = 5_000;

export async function connect(whereabouts: Whereabouts): Promise<Connection> {
  return whereabouts.databaseUrl === undefined
    ? openEmbedded(whereabouts.dataDir)
    : openPostgres(whereabouts.databaseUrl);
}

async function openPostgres(url: string): Promise<Connection> {
  // A transaction-pooling PgBouncer between us and Postgres cannot keep prepared statements: `?prepare=false` is theirs to say.
  const prepares = new URL(url).searchParams.get('prepare') !== 'false';
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'soundings',
    max: 10,
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
    ...(prepares ? { Client: PreparingClient } : {}),
  });
  // One that breaks fails the queries that are under way on it; without a listener of its own it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => {}));
  // Idle connections that end are replaced when one is asked for; whoever asks hears of it when that fails.
  pool.on('error', () => {});
  const ping = async () => {
    await pool.query('select 1');
  };
  try {
    await ping();
  } catch (cause) {
    await pool.end();
    // The address alone: the connection string holds the password.
    throw new Error(`The database at ${new URL(url).host} cannot be reached: check DATABASE_URL`, { cause });
  }
  return {
    kind: 'postgres',
    url,
    database: Object.assign(overPostgres(pool), { transaction: transactionsOf(pool) }) as unknown as Database,
    ping,
    close: () => Promise.race([pool.end(), pause(closeWithinMs, undefined, { ref: false })]),
  };
}

/**
 * Transactions that give their connection back whatever fails. Drizzle's own keep it when `begin` fails (its issue 6023), so that ten connections that
 * broke at such a moment left a process without any for good; and they tell of a `rollback` that failed instead of what it was for.
 */
function transactionsOf(pool: pg.Pool): Database['transaction'] {
  return async (work, config) => {
    const client = await pool.connect();
    let reason: unknown;
    try {
      const result = await (overPostgres(client) as unknown as Database).transaction(async (within) => {
        try {
          return await work(within);
        } catch (error) {
          reason = error;
          throw error;
        }
      }, config);
      client.release();
      return result;
    } catch (error) {
      // Anything but the reason: the transaction may be open still.
      client.release(error !== reason);
      throw reason ?? error;
    }
  };
}

async function openEmbedded(dataDir: string): Promise<Connection> {
  const inMemory = dataDir.startsWith('memory://');
  const folder = inMemory ? dataDir : resolve(dataDir);
  const notice = inMemory ? undefined : await privateFolder(folder);
  const lock = inMemory ? undefined : lockDataFolder(folder);
  try {
    const files = inMemory ? folder : resolve(folder, 'postgres');
    if (!inMemory) await privateFolder(files);
    const client = await PGlite.create(files);
    if (!inMemory) await narrow(folder);
    return {
      kind: 'embedded',
      client,
      ...(notice !== undefined && { notice }),
      database: overPglite(client) as unknown as Database,
      ping: async () => {
        await client.query('select 1');
      },
      close: async () => {
        await client.close();
        if (!inMemory) await narrow(files);
        lock?.release();
      },
    };
  } catch (cause) {
    lock?.release();
    throw new Error(`The embedded database in ${folder} cannot be opened`, { cause });
  }
}
