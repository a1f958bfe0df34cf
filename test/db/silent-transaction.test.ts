import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connect, type DatabaseConnection } from '../../src/db/connect.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { type SilentPostgres, startSilentPostgres } from '../stage/database/silent-postgres.ts';
import { crowding, within } from '../stage/run/crowding.ts';

const missedAfterMs = 11_000 * crowding();
let server: PostgresServer;
let way: SilentPostgres;
let connection: DatabaseConnection;
beforeAll(async () => {
  server = await startPostgresServer();
  way = await startSilentPostgres(await server.createDatabase(), missedAfterMs);
  connection = await connect({ databaseUrl: way.url, dataDir: '' }, { deadlineMs: 1_000 });
  await connection.database.execute(sql`create table held (id int)`);
  await connection.database.execute(sql`insert into held values (1)`);
});
afterAll(async () => {
  await connection.close();
  await way.close();
  await server.stop();
});

test('a transaction that goes silent between the parts of a statement does not keep its locks', async () => {
  way.silenceAt(/select \$1::text as told/, 'back');
  const silent = connection.database.transaction(async (within) => {
    await within.execute(sql`update held set id = id`);
    await within.execute(sql`select ${'x'}::text as told`);
  });
  await expect(silent).rejects.toThrow();
  expect(way.silent()).toBe(1);
  const began = performance.now();
  const lock = () =>
    connection.database.execute(sql`select from held for update nowait`).then(
      () => true,
      () => false,
    );
  expect(await lock()).toBe(false);
  await vi.waitUntil(lock, within(30));
  // By PostgreSQL's own word, before anybody tells it of the end of its client.
  expect(performance.now() - began).toBeLessThan(missedAfterMs - 2_000);
});

test('a client that is cut off is missed within seconds where its transaction lives', async () => {
  const settings = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count'];
  const seen = await connection.database.transaction((within) =>
    within.execute(sql`select current_setting(name) as value from unnest(${sql.param(settings)}::text[]) as name`),
  );
  expect((seen as unknown as { rows: { value: string }[] }).rows.map(({ value }) => Number(value))).toEqual([5, 2, 3]);
});
