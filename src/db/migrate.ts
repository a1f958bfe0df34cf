import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
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
  const client = new pg.Client({ connectionString: connection.url, application_name: 'soundings' });
  // What breaks the connection fails the query that is under way.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await migratePostgres(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}
