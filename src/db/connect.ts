import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as overPglite } from 'drizzle-orm/pglite';
import { drizzle as overPostgres } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import { readAddress } from '../postgres/address.ts';
import { openPool, type Pool } from '../postgres/pool.ts';
import { FolderInUse, lockDataFolder } from './data-folder-lock.ts';
import { drizzleClient, keepalive, type Opening } from './drizzle-client.ts';
import { openFiles } from './embedded/open-files.ts';
import { embeddedClient } from './embedded-client.ts';
import { narrow, privateFolder } from './private-folder.ts';
import { socketOf } from './socket/place.ts';
import { isServed, throughServer } from './socket/through-server.ts';

/** A database, or a transaction on it. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** An open connection: one shared Postgres, or the embedded database of this process alone. */
export type DatabaseConnection = {
  /** Waits 12 s for an answer, unless `connect` was told otherwise. */
  database: Database;
  /** The same, for work that may take minutes: migrations, purges, reports, housekeeping. */
  patient: Database;
  /** The same, each of whose transactions opens with a statement. */
  openingWith(opening: Opening): Database;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
} & (
  | { kind: 'postgres'; url: string; load: Pool['load'] }
  /** `notice`: what the operator should know about its folder. */
  | { kind: 'embedded'; client: PGlite; notice?: string }
);

/** `dataDir` may be `memory://`: nothing is written to disk, nothing is locked. */
export interface Whereabouts {
  databaseUrl?: string;
  dataDir: string;
}

/**
 * A connection that is silent for longer has probably died. Queries that an answer to GitHub waits for take
 * milliseconds.
 */
const ordinaryDeadlineMs = 12_000;
const longDeadlineMs = 600_000;
const connectWithinMs = 10_000;
const idleMs = 30_000;
/** How long work in progress may take before it is cut off. */
const closeWithinMs = 3_000;

/** `deadlineMs`: how long to wait for an answer of a Postgres before its connection is given up. `variable`: what names its address. */
export async function connect(
  { databaseUrl, dataDir }: Whereabouts,
  { deadlineMs = ordinaryDeadlineMs, variable = 'DATABASE_URL' } = {},
): Promise<DatabaseConnection> {
  return databaseUrl === undefined ? openEmbedded(dataDir) : openPostgres(databaseUrl, deadlineMs, variable);
}

/** What a command needs of a connection. */
export type CommandConnection = Pick<DatabaseConnection, 'database' | 'patient' | 'close'>;

/** A server that starts has its folder some seconds before it listens. */
const ordinaryTurnMs = 5_000;

/** The same for a command: an embedded database that a running server has is reached through the server. */
export async function connectBeside(
  whereabouts: Whereabouts,
  { turnWithinMs = ordinaryTurnMs } = {},
): Promise<CommandConnection> {
  for (const began = performance.now(); ; await pause(100)) {
    try {
      return await connect(whereabouts);
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      const place = await socketOf(resolve(whereabouts.dataDir));
      if (place !== undefined && (await isServed(place))) return overServer(place);
      if (performance.now() - began > turnWithinMs) throw error;
    }
  }
}

function overServer(place: string): CommandConnection {
  const within = (deadlineMs: number) => overEmbedded(throughServer(place, deadlineMs));
  return { database: within(ordinaryDeadlineMs), patient: within(longDeadlineMs), close: async () => {} };
}

async function openPostgres(url: string, deadlineMs: number, variable: string): Promise<DatabaseConnection> {
  const pool = openPool({
    address: readAddress(url),
    // A PgBouncer in transaction mode cannot keep prepared statements: such users say `?prepare=false`.
    prepare: new URL(url).searchParams.get('prepare') !== 'false',
    ...{ max: 10, connectWithinMs, idleMs, greeting: keepalive },
  });
  const within = (milliseconds: number, opening?: Opening) =>
    overPostgres(drizzleClient(pool, milliseconds, opening) as unknown as Sql) as unknown as Database;
  const database = within(deadlineMs);
  const ping = async () => {
    await database.execute(sql`select 1`);
  };
  try {
    await ping();
  } catch (cause) {
    await pool.close(0);
    // Only the address: the connection string holds the password.
    throw new Error(`The database at ${new URL(url).host} cannot be reached: check ${variable}`, { cause });
  }
  return {
    kind: 'postgres',
    url,
    load: pool.load,
    database,
    patient: within(longDeadlineMs),
    openingWith: (opening) => within(deadlineMs, opening),
    ping,
    close: () => pool.close(closeWithinMs),
  };
}

async function openEmbedded(dataDir: string): Promise<DatabaseConnection> {
  const inMemory = dataDir.startsWith('memory://');
  const folder = inMemory ? dataDir : resolve(dataDir);
  const notice = inMemory ? undefined : await privateFolder(folder);
  const lock = inMemory ? undefined : lockDataFolder(folder);
  try {
    const files = inMemory ? folder : resolve(folder, 'postgres');
    if (!inMemory) await privateFolder(files);
    const client = await openFiles(files);
    if (!inMemory) await narrow(folder);
    const openingWith = (opening?: Opening) => overEmbedded(client, opening);
    const database = openingWith();
    return {
      ...{ kind: 'embedded', client, database, patient: database, openingWith },
      ...(notice !== undefined && { notice }),
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

const overEmbedded = (client: Parameters<typeof embeddedClient>[0], opening?: Opening) =>
  overPglite({ client: embeddedClient(client, opening) as unknown as PGlite }) as unknown as Database;
