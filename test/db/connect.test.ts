import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import { makeDataFolder } from '../stage/database/data-folders.ts';
import { onBothDatabases } from '../stage/database/databases.ts';
import { startPostgresServer } from '../stage/database/postgres-server.ts';
import { inRepository } from '../stage/in-repository.ts';
import { silent } from '../stage/world/silent-log.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-connect-'));
  folders.push(folder);
  return join(folder, 'made', 'as', 'needed');
};

test('replicas that start together make the tables once', async () => {
  const server = await startPostgresServer();
  try {
    const databaseUrl = await server.createDatabase();
    const replicas = await Promise.all([0, 1, 2, 3].map(() => connect({ databaseUrl, dataDir: '' })));
    const queues = await Promise.all(
      replicas.map(async (connection) => {
        await migrate(connection);
        return startQueue(connection, silent);
      }),
    );
    const [first] = replicas;
    const applied = await first?.database.select().from(sql`drizzle.__drizzle_migrations`);
    const { entries } = (await import('../../drizzle/meta/_journal.json', { with: { type: 'json' } })).default;
    expect(applied).toHaveLength(entries.length);
    await Promise.all(queues.map((queue) => queue.close()));
    await Promise.all(replicas.map((connection) => connection.close()));
  } finally {
    await server.stop();
  }
});

onBothDatabases((databases) => {
  test('migrating again changes nothing', async () => {
    const connection = await databases.migrated();
    await migrate(connection);
    await connection.ping();
  });
});

test.each([
  ['its journal', 'pg_wal', /WAL directory .* does not exist/],
  ['its tables', 'base', /database .* does not exist|could not open (?:file|directory)/],
  ['its list of databases', 'global', /could not open file/],
  ['the file that says what it is', 'PG_VERSION', /PG_VERSION is missing/],
])('an embedded database that lacks %s says why it cannot be opened', async (_, lost, why) => {
  const dataDir = await newFolder();
  await (await connect({ dataDir: await makeDataFolder(dataDir, 'migrated') })).close();
  await rm(join(dataDir, 'postgres', lost), { recursive: true });
  const refusal = await connect({ dataDir }).catch((error) => error);
  expect(refusal.message).toBe(`The embedded database in ${dataDir} cannot be opened`);
  expect(refusal.cause.message).toMatch(why);
  expect(refusal.cause.message).toMatch(/^its files are damaged or incomplete: .*\. Restore the folder from a backup$/);
});

/** In a process of its own, which says how much memory it held at most, in megabytes. */
async function firstStart(dataDir: string): Promise<number> {
  const program = `
    const { connect } = await import(${JSON.stringify(inRepository('src/db/connect.ts'))});
    const { migrate } = await import(${JSON.stringify(inRepository('src/db/migrate.ts'))});
    const connection = await connect({ dataDir: ${JSON.stringify(dataDir)} });
    await migrate(connection);
    await connection.close();
    console.log(process.resourceUsage().maxRSS / 1024);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return Number(stdout);
}

test('an embedded database whose making was interrupted is made anew, in little memory', async () => {
  const dataDir = await newFolder();
  const left = join(dataDir, 'postgres-being-made-before');
  await mkdir(left, { recursive: true });
  await mkdir(join(dataDir, 'postgres'));
  await writeFile(join(left, 'PG_VERSION'), '18\n');
  // It was 880 where the files were made in the same process, 930 where WebAssembly was compiled a second time.
  expect(await firstStart(dataDir)).toBeLessThan(450);
  expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'soundings.lock']);
});

test('an embedded database is kept in its folder, for one process at a time', async () => {
  const dataDir = await newFolder();
  const first = await connect({ dataDir });
  await first.database.execute(sql`create table kept (id int)`);
  await expect(connect({ dataDir })).rejects.toThrow(
    `The data folder ${dataDir} is in use by another Soundings process (process ${process.pid}), and the embedded database allows one at a time. Stop that process, choose another DATA_DIR, or set DATABASE_URL to a Postgres, which any number of processes can share.`,
  );
  await first.close();
  const second = await connect({ dataDir });
  expect(await second.database.select().from(sql`kept`)).toEqual([]);
  await second.close();
});

/** Paths in a folder, itself included, that other users of the machine may do something with. */
async function openToOthers(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const modes = await Promise.all(
    ['', ...entries].map(async (path) => ({ path, mode: (await lstat(join(folder, path))).mode })),
  );
  expect(modes.length).toBeGreaterThan(900);
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path }) => path);
}

test('the folder of the embedded database is of use to nobody else on the machine', async () => {
  const dataDir = await newFolder();
  const connection = await connect({ dataDir });
  expect(connection).not.toHaveProperty('notice');
  expect(await openToOthers(dataDir)).toEqual([]);
  await connection.database.execute(sql`create table made_later as select generate_series(1, 1000)`);
  // The database makes its files as it likes; the folders around them let nobody through.
  for (const folder of [dataDir, join(dataDir, 'postgres')]) expect((await lstat(folder)).mode & 0o777).toBe(0o700);
  await connection.close();
  expect(await openToOthers(dataDir)).toEqual([]);
});

test('a folder that was open to others is closed, all that is in it too, and the operator hears of it', async () => {
  const dataDir = await newFolder();
  await (await connect({ dataDir })).close();
  await writeFile(join(dataDir, 'soundings.pid'), '1');
  for (const path of ['', 'soundings.lock', 'soundings.pid', 'postgres', join('postgres', 'PG_VERSION')])
    await chmod(join(dataDir, path), path.includes('.') || path.includes('PG') ? 0o666 : 0o777);
  const connection = await connect({ dataDir });
  expect(connection).toHaveProperty(
    'notice',
    `The data folder ${dataDir} was open to other users of this machine (mode 777); it is closed to them now`,
  );
  expect(await openToOthers(dataDir)).toEqual([]);
  await connection.close();
});

test('a Postgres that is not there is named by its address alone', async () => {
  const databaseUrl = 'postgres://soundings:hunter2@127.0.0.1:1/soundings';
  await expect(connect({ databaseUrl, dataDir: '' })).rejects.toThrow(
    /^The database at 127\.0\.0\.1:1 cannot be reached: check DATABASE_URL$/,
  );
});
