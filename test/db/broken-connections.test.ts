import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type DatabaseConnection } from '../../src/db/connect.ts';
import { type PostgresProxy, startPostgresProxy } from '../stage/database/postgres-proxy.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';

let server: PostgresServer;
let proxy: PostgresProxy;
let connection: DatabaseConnection;

beforeAll(async () => {
  server = await startPostgresServer();
  proxy = await startPostgresProxy(await server.createDatabase());
  connection = await connect({ databaseUrl: proxy.url, dataDir: '' });
});
afterAll(async () => {
  await connection.close();
  await proxy.close();
  await server.stop();
});

const one = () => connection.database.transaction((within) => within.execute(sql`select 1 as one`));

test.each(['begin', 'select 1', 'commit'])('connections that break at `%s` are given back', async (statement) => {
  proxy.breakAt = new RegExp(`${statement}\\b`);
  // More than the pool has.
  for (let time = 0; time < 25; time += 1) await expect(one()).rejects.toThrow();
  proxy.breakAt = undefined;
  expect(await one()).toMatchObject({ rows: [{ one: 1 }] });
});

test('what went wrong is told, not that it could not be rolled back either', async () => {
  proxy.breakAt = /rollback\b/;
  const reason = new Error('this is why');
  const failing = connection.database.transaction(async () => {
    throw reason;
  });
  await expect(failing).rejects.toBe(reason);
  proxy.breakAt = undefined;
  expect(await one()).toMatchObject({ rows: [{ one: 1 }] });
});
