import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import type { Database, DatabaseConnection } from './connect.ts';
import { lockKeys } from './lock-keys.ts';

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** While a change waits for a table, everybody else who wants that table waits behind it. */
const lockWithinMs = 3_000;

/**
 * Brings the tables up to date, one migration a transaction. Servers that start together wait for the first one, by a
 * lock that ends with its transaction. A session's lock would stay on a connection that a PgBouncer hands on to
 * somebody else.
 *
 * A change that does not get a table lets others pass and is tried again. docs/decisions/0080 has the cost for work in
 * progress.
 */
export async function migrate(
  { patient: database }: Pick<DatabaseConnection, 'patient'>,
  { tries = 20, restMs = 5_000 } = {},
) {
  const migrations = readMigrationFiles({ migrationsFolder });
  for (let failed = 0; ; )
    try {
      const isDone = await database.transaction((within) => applyNext(within, migrations));
      if (isDone) return;
      failed = 0;
    } catch (cause) {
      if (!isLockTimeout(cause)) throw cause;
      failed += 1;
      if (failed >= tries) throw new Error(tablesAreHeld(tries), { cause });
      await pause(restMs);
    }
}

/** What is left to apply, and whether a newer version has been here; undefined: there are no tables so far. Only reads. */
export async function stateOfTables(within: Database): Promise<{ left: number; isNewer: boolean } | undefined> {
  if (!(await isBegun(within))) return undefined;
  const last = await lastApplied(within);
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
  return { left: known.filter((one) => one > last).length, isNewer: last > Math.max(...known) };
}

/** Whether none is left. */
async function applyNext(within: Database, migrations: MigrationMeta[]): Promise<boolean> {
  await within.execute(sql`select pg_advisory_xact_lock(${lockKeys.migrations})`);
  await within.execute(sql.raw(`set local lock_timeout = ${lockWithinMs}`));
  if (!(await isBegun(within))) await begin(within);
  const last = await lastApplied(within);
  const next = migrations.find(({ folderMillis }) => folderMillis > last);
  if (!next) return true;
  for (const statement of next.sql) await within.execute(sql.raw(statement));
  await within.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${next.hash}, ${next.folderMillis})`,
  );
  return false;
}

const isBegun = (within: Database) =>
  first(within, sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`);

/** As Drizzle's own migrator keeps it. */
async function begin(within: Database): Promise<void> {
  await within.execute(sql`create schema if not exists drizzle`);
  await within.execute(
    sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  );
}

const lastApplied = async (within: Database): Promise<number> =>
  Number(await first(within, sql`select max(created_at) as found from drizzle.__drizzle_migrations`));

async function first(within: Database, query: ReturnType<typeof sql>): Promise<unknown> {
  const { rows } = (await within.execute(query)) as unknown as { rows: { found: unknown }[] };
  return rows[0]?.found;
}

function isLockTimeout(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return code === '55P03' || (cause !== undefined && isLockTimeout(cause));
}

const tablesAreHeld = (tries: number) =>
  `The tables cannot be changed: others have held them for longer than ${lockWithinMs / 1000} s, ${tries} times. A backup, a long report or a forgotten transaction does that: look at pg_stat_activity, end it, and start again`;
