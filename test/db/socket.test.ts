import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, connectBeside, type Database, type DatabaseConnection } from '../../src/db/connect.ts';
import { offerDatabase } from '../../src/db/socket/offer.ts';
import { makeDataFolder } from '../stage/database/data-folders.ts';
import { inRepository } from '../stage/in-repository.ts';

const parent = mkdtempSync(join(tmpdir(), 'soundings-socket-'));
const dataDir = join(parent, 'data');
const entry = join(dataDir, 'soundings.sock');
let server: DatabaseConnection & { client: PGlite };
beforeAll(async () => {
  server = (await connect({ dataDir: await makeDataFolder(dataDir, 'empty') })) as typeof server;
  await server.database.execute(sql`create table kept (id int primary key, at timestamptz, body jsonb)`);
});
afterAll(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

const beside = () => connectBeside({ dataDir }, { turnWithinMs: 0 });
const rowsIn = async (database: Database, asked: ReturnType<typeof sql>) =>
  ((await database.execute(asked)) as unknown as { rows: Record<string, unknown>[] }).rows;
const idsIn = async (database: Database) =>
  (await rowsIn(database, sql`select id from kept order by id`)).map(({ id }) => id);
const add = (database: Database, id: number) => database.execute(sql`insert into kept (id) values (${id})`);

/** A command in a process of its own that has begun a transaction, and stays in it. */
async function halfDone(id: number): Promise<ChildProcess> {
  const [connection, drizzle] = ['src/db/connect.ts', 'node_modules/drizzle-orm/index.js'].map(inRepository);
  const program = `
    import { connectBeside } from ${JSON.stringify(connection)};
    import { sql } from ${JSON.stringify(drizzle)};
    const { patient } = await connectBeside({ dataDir: ${JSON.stringify(dataDir)} });
    await patient.transaction(async (inside) => {
      await inside.execute(sql.raw('insert into kept (id) values (${id})'));
      console.log('begun');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }).catch((error) => console.log(error.message));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('begun\n');
  return child;
}

test('a command works in the database of another process, and both see the same', async () => {
  const offered = await offerDatabase(server.client, dataDir);
  const { database, patient, close } = await beside();
  await database.execute(sql`insert into kept values (1, '2026-11-03T10:00:00Z', '{"a":[1,"é"]}')`);
  const values = sql`select at, body, 9007199254740993::bigint as large, '\\x00ff'::bytea as bytes, null as none from kept`;
  expect(await rowsIn(database, values)).toEqual(await rowsIn(server.database, values));
  await patient.transaction(async (inside) => {
    await add(inside, 2);
    await inside.transaction((deeper) => add(deeper, 1)).catch(() => {});
    await Promise.all([add(inside, 3), add(inside, 4)]);
  });
  const changesItsMind = database.transaction(async (inside) => {
    await add(inside, 5);
    throw new Error('changed its mind');
  });
  await expect(changesItsMind).rejects.toThrow('changed its mind');
  await expect(add(database, 1)).rejects.toMatchObject({ cause: { code: '23505' } });
  const readOnly = patient.transaction((inside) => add(inside, 6), { accessMode: 'read only' });
  await expect(readOnly).rejects.toMatchObject({ cause: { code: '25006' } });
  await Promise.all([10, 11, 12].map((id) => database.transaction((inside) => add(inside, id))));
  await close();
  await offered.close();
  expect(await idsIn(server.database)).toEqual([1, 2, 3, 4, 10, 11, 12]);
});

test('an answer of many megabytes arrives whole', async () => {
  const offered = await offerDatabase(server.client, dataDir);
  const { database } = await beside();
  const [row] = await rowsIn(database, sql`select repeat('é', 5000000) as text`);
  expect(row?.text).toBe('é'.repeat(5_000_000));
  await offered.close();
});

test('its socket is for this user alone, and goes with the offer', async () => {
  const offered = await offerDatabase(server.client, dataDir);
  expect(statSync(entry).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  await offered.close();
  expect(readdirSync(dataDir)).not.toContain('soundings.sock');
  await expect(beside()).rejects.toThrow(/is in use by another Soundings process/);
});

test('a socket that a crash left behind answers nobody, and is replaced', async () => {
  const crash = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  await once(spawn(process.execPath, ['-e', crash, entry]), 'exit');
  expect(existsSync(entry)).toBe(true);
  await expect(beside()).rejects.toThrow(/is in use by another Soundings process/);
  const offered = await offerDatabase(server.client, dataDir);
  expect(await idsIn((await beside()).database)).toContain(1);
  await offered.close();
});

test('a path that is too long for a socket leads to a private folder with a short one', async () => {
  const long = join(parent, 'long'.repeat(30));
  const other = (await connect({ dataDir: await makeDataFolder(long, 'empty') })) as typeof server;
  const offered = await offerDatabase(other.client, long);
  const socket = realpathSync(join(long, 'soundings.sock'));
  expect(socket.length).toBeLessThan(100);
  expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
  expect(await rowsIn((await connectBeside({ dataDir: long })).database, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  await offered.close();
  expect(existsSync(dirname(socket))).toBe(false);
  await other.close();
});

test('what a killed command had begun is undone, and nobody waits for it', async () => {
  const offered = await offerDatabase(server.client, dataDir);
  const command = await halfDone(20);
  command.kill('SIGKILL');
  expect(await idsIn(server.database)).not.toContain(20);
  await offered.close();
});

test('a command that is halted within a transaction holds the server up for a while only, and hears of it', async () => {
  const offered = await offerDatabase(server.client, dataDir, { restMs: 300 });
  const command = await halfDone(30);
  command.kill('SIGSTOP');
  // This waits for the transaction.
  expect(await idsIn(server.database)).not.toContain(30);
  command.kill('SIGKILL');
  const { database } = await beside();
  const slow = database.transaction(async (inside) => {
    await add(inside, 31);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await add(inside, 32);
  });
  await expect(slow).rejects.toMatchObject({ cause: { message: expect.stringContaining('said nothing for 0.3 s') } });
  expect(await idsIn(server.database)).not.toContain(31);
  await offered.close();
});

test('a server that ends meanwhile undoes what is half done, and the command says so', async () => {
  const offered = await offerDatabase(server.client, dataDir);
  const command = (await beside()).database.transaction(async (inside) => {
    await add(inside, 40);
    await offered.close();
    await add(inside, 41);
  });
  await expect(command).rejects.toMatchObject({
    cause: { message: expect.stringContaining('the running server ended before it had answered') },
  });
  expect(await idsIn(server.database)).not.toContain(40);
});

test('a server of another version is told, and so is one that hangs up', async () => {
  const offered = await offerDatabase(server.client, dataDir, { version: '9.9.9, tables 0999_later' });
  await expect(beside()).rejects.toThrow(
    /^the running server is version 9\.9\.9, tables 0999_later, and this command version \S+, tables \d{4}_\w+: run the command of the server’s version, or start the server with this one$/,
  );
  await offered.close();
  const rude = createServer((socket) => socket.destroy()).listen(entry);
  await once(rude, 'listening');
  await expect(beside()).rejects.toThrow('the running server ended before it had answered');
  rude.close();
});

test('no socket is made in a folder that others may read', async () => {
  const open = mkdtempSync(join(parent, 'open-'));
  chmodSync(open, 0o755);
  await expect(offerDatabase(server.client, open)).rejects.toThrow(/^others may read \S+ \(mode 755\)$/);
  expect(readdirSync(open)).toEqual([]);
});
