import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Connection, connect } from '../../src/db/connect.ts';
import { type PostgresServer, startPostgresServer } from '../fixtures/postgres-server.ts';

/** Between us and Postgres: breaks the connection on which such a statement passes. */
let breaksAt: RegExp | undefined;
let server: PostgresServer;
let proxy: Server;
let connection: Connection;
const sockets: Socket[] = [];

beforeAll(async () => {
  server = await startPostgresServer();
  const url = new URL(await server.createDatabase());
  const port = Number(url.port);
  proxy = createServer((socket) => {
    const behind = dial(port, '127.0.0.1');
    const both = [socket, behind];
    sockets.push(...both);
    const end = () => {
      for (const one of both) one.destroy();
    };
    for (const one of both) one.on('error', end).on('close', end);
    behind.on('data', (data) => socket.write(data));
    socket.on('data', (data) => (breaksAt?.test(data.toString('latin1')) ? end() : behind.write(data)));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  url.port = String((proxy.address() as AddressInfo).port);
  connection = await connect({ databaseUrl: url.href, dataDir: '' });
});
afterAll(async () => {
  await connection.close();
  for (const socket of sockets) socket.destroy();
  proxy.close();
  await server.stop();
});

const one = () => connection.database.transaction((within) => within.execute(sql`select 1 as one`));

test.each(['begin', 'select 1', 'commit'])('connections that break at `%s` are given back', async (statement) => {
  breaksAt = new RegExp(`\\b${statement}\\b`);
  // More than the pool has.
  for (let time = 0; time < 25; time += 1) await expect(one()).rejects.toThrow();
  breaksAt = undefined;
  expect(await one()).toMatchObject({ rows: [{ one: 1 }] });
});

test('what went wrong is told, not that it could not be rolled back either', async () => {
  breaksAt = /\brollback\b/;
  const reason = new Error('this is why');
  const failing = connection.database.transaction(async () => {
    throw reason;
  });
  await expect(failing).rejects.toBe(reason);
  breaksAt = undefined;
  expect(await one()).toMatchObject({ rows: [{ one: 1 }] });
});
