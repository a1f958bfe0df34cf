import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server?.stop());

test('a migration lets others pass when a table is held, is tried again, and says in the end what to look for', async () => {
  const connection = await connect({ databaseUrl: await server.createDatabase(), dataDir: '' });
  try {
    await migrate(connection);
    const [held, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holder = connection.patient.transaction(async (within) => {
      await within.execute(sql`set local idle_in_transaction_session_timeout = 0`);
      await within.execute(sql`lock table drizzle.__drizzle_migrations in access exclusive mode`);
      held.resolve();
      await done.promise;
    });
    await held.promise;
    await expect(migrate(connection, { tries: 2, restMs: 10 })).rejects.toThrow('look at pg_stat_activity');
    const patient = migrate(connection, { restMs: 10 });
    done.resolve();
    await Promise.all([holder, patient]);
  } finally {
    await connection.close();
  }
});
