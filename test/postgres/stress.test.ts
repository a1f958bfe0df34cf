import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { within } from '../stage/run/crowding.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server?.stop());

/*
 * Backends are ended under twelve workers who never rest. The driver by itself ends the process within a second; with what has been proposed against that,
 * some workers wait for ever (docs/decisions/0080). An exception that nobody catches fails this file.
 */
test('connections that are ended under busy workers end no process, leave nobody waiting, and no half of a transaction', async () => {
  const databaseUrl = await server.createDatabase();
  const connection = await connect({ databaseUrl, dataDir: '' });
  const killer = await connect({ databaseUrl, dataDir: '' });
  const { database } = connection;
  await database.execute(sql`create table halves (pair text, half int, primary key (pair, half))`);
  const committed: string[] = [];
  let lost = 0;
  const until = performance.now() + within(60).timeout;
  const goesOn = () => (committed.length < 400 || lost < 200) && performance.now() < until;

  const worker = async (name: number) => {
    for (let turn = 0; goesOn(); turn += 1) {
      const pair = `${name}-${turn}`;
      try {
        await database.transaction(async (within) => {
          await within.execute(sql`insert into halves values (${pair}, ${1})`);
          // Also in the midst of a savepoint, and of queries that are under way together.
          await within.transaction((inner) =>
            inner.execute(sql`select ${turn}::int, ${'x'.repeat(turn % 3_000)}::text`),
          );
          await Promise.all([
            within.execute(sql`insert into halves values (${pair}, ${2})`),
            within.execute(sql`select count(*) from halves where pair = ${pair}`),
          ]);
        });
        committed.push(pair);
        await database.execute(sql`select ${turn}::int`);
      } catch {
        lost += 1;
      }
    }
  };
  // In step with them, however busy the machine is.
  const kill = async () => {
    for (let before = 0; goesOn(); await pause(5)) {
      if (committed.length < before + 4) continue;
      before = committed.length;
      await killer.database.execute(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'soundings' and pid <> pg_backend_pid() and datname = current_database()
        order by random() limit 3`);
    }
  };
  const workers = Array.from({ length: 12 }, (_, name) => worker(name));
  const ended = Promise.all(workers).then(() => 'all ended');
  await kill();
  expect(await Promise.race([ended, pause(within(20).timeout, 'some wait for ever', { ref: false })])).toBe(
    'all ended',
  );

  expect(lost).toBeGreaterThan(50);
  expect(committed.length).toBeGreaterThan(50);
  const { rows } = (await database.execute(
    sql`select pair, count(*)::int as halves from halves group by pair`,
  )) as unknown as { rows: { pair: string; halves: number }[] };
  const kept = new Map(rows.map(({ pair, halves }) => [pair, halves]));
  expect([...kept].filter(([, halves]) => halves !== 2)).toEqual([]);
  expect(committed.filter((pair) => !kept.has(pair))).toEqual([]);
  // As good as new.
  await Promise.all(Array.from({ length: 40 }, (_, n) => database.execute(sql`select ${n}::int`)));
  await connection.close();
  await killer.close();
});
