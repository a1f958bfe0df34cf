import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import { silent } from '../fakes/silent-log.ts';
import { onBothDatabases } from '../fixtures/databases.ts';
import { startPostgresServer } from '../fixtures/postgres-server.ts';

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
    await Promise.all(queues.map((queue) => queue.drain()));
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

test('a Postgres that is not there is named by its address alone', async () => {
  const databaseUrl = 'postgres://soundings:hunter2@127.0.0.1:1/soundings';
  await expect(connect({ databaseUrl, dataDir: '' })).rejects.toThrow(
    /^The database at 127\.0\.0\.1:1 cannot be reached: check DATABASE_URL$/,
  );
});
