import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { readJournal, type ServerProcess, startServerProcess, untilJournal } from '../stage/process/server-process.ts';
import { within } from '../stage/run/crowding.ts';
import { type PgBouncer, startPgBouncer } from './start-pgbouncer.ts';

let server: PostgresServer;
let bouncer: PgBouncer;
let direct: postgres.Sql;
let address: string;
let folder: string;
const running: ServerProcess[] = [];

beforeAll(async () => {
  server = await startPostgresServer();
  const url = await server.createDatabase();
  // Fewer than the servers have: no connection is anybody's own.
  bouncer = await startPgBouncer(url, 6);
  address = `${bouncer.before(url)}?prepare=false`;
  direct = postgres(url, { max: 1, onnotice: () => {} });
  folder = await mkdtemp(join(tmpdir(), 'soundings-pgbouncer-journal-'));
});
afterAll(async () => {
  for (const one of running) one.kill('SIGKILL');
  await direct?.end();
  await bouncer?.stop();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const journal = () => join(folder, 'journal');

async function started(count: number): Promise<ServerProcess[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => startServerProcess({ DATABASE_URL: address }, journal())),
  );
  running.push(...servers);
  return servers;
}

async function ended(servers: ServerProcess[]): Promise<void> {
  for (const one of servers) one.kill('SIGTERM');
  for (const one of servers) expect(await one.ended).toBe(0);
}

/** What of a session would go to the one who is handed its connection next. */
const leftBehind = async () => ({
  locks: (await direct`select pid from pg_locks where locktype = 'advisory' and granted`).length,
  listening: (await direct`select pid from pg_stat_activity where query ilike 'listen%'`).length,
});

test('behind a PgBouncer in transaction mode servers start together, work, and start again', async () => {
  const deliveries: string[] = [];
  for (const count of [4, 1, 3]) {
    const servers = await started(count);
    for (const [at, one] of servers.entries())
      for (const number of [1, 2, 3]) {
        const id = `${count}-${at}-${number}`;
        deliveries.push(id);
        expect(await one.deliver({ number }, id)).toBe(200);
      }
    await untilJournal(journal(), (lines) => lines.filter(({ what }) => what === 'done').length >= deliveries.length);
    for (const one of servers) expect((await one.fetch('/readyz')).status).not.toBe(0);
    await expect.poll(leftBehind, within(20)).toEqual({ locks: 0, listening: 0 });
    await ended(servers);
  }
  const done = readJournal(journal()).flatMap(({ what, id }) => (what === 'done' ? [id] : []));
  expect([...new Set(done)].sort()).toEqual(deliveries.sort());
  const users = await direct`select distinct current_user as name from pg_stat_activity`;
  expect(users).toHaveLength(1);
});
