import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Connection, connect, type Database } from '../../src/db/connect.ts';
import { type PostgresServer, startPostgresServer } from '../fixtures/postgres-server.ts';

let server: PostgresServer;
let url: string;
const open: Connection[] = [];
beforeAll(async () => {
  server = await startPostgresServer();
  url = await server.createDatabase();
});
afterAll(async () => {
  for (const connection of open) await connection.close();
  await server.stop();
});

const connected = async (databaseUrl: string) => {
  const connection = await connect({ databaseUrl, dataDir: '' });
  open.push(connection);
  return connection.database;
};

/** Statements about seven that this connection has prepared. */
async function prepared(within: Database): Promise<number> {
  await within.execute(sql`select ${7}::int + 1 as eight`);
  const { rows } = (await within.execute(
    sql`select count(*)::int as count from pg_prepared_statements where statement like '%as eight%' and statement not like ${'%pg_prepared%'}`,
  )) as unknown as { rows: { count: number }[] };
  return rows[0]?.count ?? Number.NaN;
}

test('in a transaction, and in one within it', async () => {
  const database = await connected(url);
  await database.transaction(async (outer) => {
    expect(await prepared(outer)).toBe(1);
    await outer.transaction(async (inner) => expect(await prepared(inner)).toBe(1));
  });
});

test('outside of transactions', async () => {
  const database = await connected(url);
  // Any of the pool's connections may be given: all of them, one after the other, are asked.
  const counts = [];
  for (let n = 0; n < 20; n += 1) counts.push(await prepared(database));
  expect(Math.max(...counts)).toBe(1);
});

test('not where the connection string says so', async () => {
  const database = await connected(`${url}?prepare=false`);
  await database.transaction(async (outer) => expect(await prepared(outer)).toBe(0));
});
