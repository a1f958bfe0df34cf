import { fileURLToPath } from 'node:url';
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Connection } from './connect.ts';

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** Any number would do, as long as it stays the same and is ours. */
const lockKey = 7_368_786;

/** Brings the tables up to date. Replicas that start together wait for the first one. */
export async function migrate(connection: Connection): Promise<void> {
  if (connection.kind === 'embedded') {
    await migrateEmbedded(connection.database as never, { migrationsFolder });
    return;
  }
  // A connection of its own: the lock belongs to the session, and the pool hands out many.
  const client = postgres(connection.url, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${lockKey})`;
    await migratePostgres(drizzle(client), { migrationsFolder });
  } finally {
    await client.end({ timeout: 5 });
  }
}
