import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type DatabaseConnection } from '../../src/db/connect.ts';
import { lockDataFolder } from '../../src/db/data-folder-lock.ts';
import type { Job } from '../../src/flows/ports/job.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import { makeDataFolder } from '../stage/database/data-folders.ts';
import { fillTables, owner } from '../stage/database/fill-tables.ts';
import { startPostgresProxy } from '../stage/database/postgres-proxy.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { rowsOf, rowsThatSay, withRows } from '../stage/database/rows.ts';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';
import { silent } from '../stage/world/silent-log.ts';

const odd = String.raw`'"\\ {,} NULL and 😀`;
/** What JSON may hold and nothing may read on the way. */
const oddDocument = String.raw`{ "title": "\ud83d\u0000",  "n": 1.50 }`;
const cutOff = '00000000-0000-4000-8000-000000000001';

/** One record is moved by all tests, one after the other. */
describe('soundings move', () => {
  let server: PostgresServer;
  let parent: string;
  let folder: string;
  let target: string;
  beforeAll(async () => {
    server = await startPostgresServer();
    target = await databaseOfNoSuperuser(server);
    parent = await mkdtemp(join(tmpdir(), 'soundings-move-'));
    folder = await makeDataFolder(join(parent, 'data'), 'started');
    await withDatabase({ dataDir: folder }, fill);
  });
  afterAll(async () => {
    await server?.stop();
    await rm(parent, { recursive: true, force: true });
  });
  const move = (env: Record<string, string>) =>
    runSoundings(['move'], { cwd: folderOf({}), env: { DATA_DIR: folder, DATABASE_URL: '', ...env } });
  const refused = (stderr: string) => ({ status: 1, stdout: '', stderr: `soundings move: ${stderr}\n` });

  test('is refused without a place to move to', async () => {
    expect(await move({})).toEqual(
      refused('DATABASE_URL is missing: set it to the Postgres that the server is to use from now on'),
    );
  });

  test('is refused without a record', async () => {
    expect(await move({ DATABASE_URL: target, DATA_DIR: parent })).toEqual(
      refused(`there is no embedded database in ${parent}: set DATA_DIR to the folder that the server has used so far`),
    );
  });

  test('is refused while the server runs', async () => {
    const lock = lockDataFolder(folder);
    try {
      expect(await move({ DATABASE_URL: target })).toEqual(
        refused(
          `${folder} is in use by another process, most likely the server: stop it, and run this again. It stays stopped until the record has moved`,
        ),
      );
    } finally {
      lock.release();
    }
  });

  test('is refused for tables that another version has made, and touches neither database', async () => {
    const dataDir = await makeDataFolder(join(folderOf({}), 'data'), 'started');
    const migrations = sql`drizzle.__drizzle_migrations`;
    const newest = sql`(select max(created_at) from ${migrations})`;
    const change = (statement: SQL) => withDatabase({ dataDir }, ({ database }) => database.execute(statement));
    const again = () => move({ DATA_DIR: dataDir, DATABASE_URL: target });
    await change(sql`insert into ${migrations} (hash, created_at) values ('of a newer version', 9999999999999)`);
    expect(await again()).toEqual(
      refused(
        'a newer version of Soundings has changed the tables of the embedded database: run `move` of that version',
      ),
    );
    await change(sql`delete from ${migrations} where created_at = ${newest}`);
    await change(sql`delete from ${migrations} where created_at = ${newest}`);
    expect(await again()).toEqual(
      refused(
        'the embedded database is of an earlier version: start the server of this version on it once, without DATABASE_URL, which brings it up to date; stop it, and run this again',
      ),
    );
    expect(await tablesIn(target)).toEqual([]);
  });

  test('moves nothing if it is interrupted', async () => {
    const proxy = await startPostgresProxy(target);
    try {
      proxy.breakAt = /insert into "public"\."outcomes"/;
      const { status, stdout, stderr } = await move({ DATABASE_URL: proxy.url });
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/^bets: 2 rows$/m);
      expect(stderr).toMatch(/^soundings move: nothing was moved: .*connection.*$/im);
      expect(stderr).not.toContain('for-the-move');
    } finally {
      await proxy.close();
    }
    await withDatabase({ databaseUrl: target }, async (connection) => {
      expect(withRows(await rowsThatSay(connection, sql`true`))).toEqual([]);
      expect(await jobsIn(connection)).toEqual([]);
    });
  });

  test('moves every row of every table, and the jobs that wait', async () => {
    const { status, stdout, stderr } = await move({ DATABASE_URL: target });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(
        /^Moved [\d,]+ rows of the record and 3 jobs of the queue to 127\.0\.0\.1:\d+\/moved\./,
      ),
    });
    expect(stdout).toContain('Start the server with this DATABASE_URL.');
    expect(stdout).toContain(`The rows in ${folder} are as they were`);
    expect(stderr).toMatch(/^Making the tables\n[\s\S]*^bets: 2 rows\n[\s\S]*^job: 3 rows\n$/m);
    expect(stdout + stderr).not.toContain('for-the-move');

    const before = await withDatabase({ dataDir: folder }, allRows);
    const after = await withDatabase({ databaseUrl: target }, allRows);
    // A new table: add a row of it to `fillTables`.
    expect(Object.keys(before).filter((name) => before[name]?.length === 0)).toEqual([]);
    expect(after).toEqual(before);
  });

  test('what follows takes the next number, is kept by triggers again, and foreign keys hold', async () => {
    await withDatabase({ databaseUrl: target }, async (connection) => {
      const run = (statement: SQL) => rowsOf<Record<string, unknown>>(connection, statement);
      const [{ last } = {}] = await run(sql`select max(id) as last from parked_jobs`);
      const [{ id } = {}] = await run(
        sql`insert into parked_jobs (installation_id, job) values (1, '{}') returning id`,
      );
      expect(id).toBe(Number(last) + 1);
      await run(sql`update bets set metrics = '{orders}' where id = 'bet-770031'`);
      expect(await run(sql`select metric from stakes where bet_id = 'bet-770031'`)).toEqual([{ metric: 'orders' }]);
      const sweep = run(sql`insert into sweeps values (5, now())`);
      await expect(sweep).rejects.toMatchObject({ cause: { code: '23503' } });
    });
  });

  test('the jobs are done from there, also one that was cut off', async () => {
    await withDatabase({ databaseUrl: target }, async (connection) => {
      const queue = await startQueue(connection, silent);
      const done: unknown[] = [];
      const note = async (job: Job) => void done.push(job.kind);
      try {
        await queue.work({ work: note, gaveUp: async () => {} });
        await expect.poll(() => done, { timeout: 20_000 }).toHaveLength(2);
      } finally {
        await queue.close();
      }
      expect(done.toSorted()).toEqual(['delivery', 'forecast']);
    });
  });

  test('is refused for a Postgres that has rows', async () => {
    const { status, stdout, stderr } = await move({ DATABASE_URL: target });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^soundings move: the Postgres at 127\.0\.0\.1:\d+ already has rows of Soundings \(.*bets.*\), and nothing was moved\. A server that was started on it leaves some too: stop that one, and name an empty database \(createdb\) in DATABASE_URL\n$/,
    );
  });

  test('is refused for a Postgres that a newer version has changed', async () => {
    await withDatabase({ databaseUrl: target }, ({ database }) =>
      database.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`),
    );
    expect(await move({ DATABASE_URL: target })).toEqual(
      refused('a newer version of Soundings has changed the tables of the Postgres: run `move` of that version'),
    );
  });
});

/** As compose/roles.sql makes it. */
async function databaseOfNoSuperuser(server: PostgresServer): Promise<string> {
  const url = new URL(await server.createDatabase());
  const admin = postgres(url.href, { max: 1 });
  await admin`create role soundings login nosuperuser nobypassrls password 'for-the-move'`;
  await admin`create role soundings_tenant nologin`;
  await admin`grant soundings_tenant to soundings`;
  await admin`create database moved owner soundings`;
  await admin.end();
  return Object.assign(url, { username: 'soundings', password: 'for-the-move', pathname: '/moved' }).href;
}

async function withDatabase<T>(
  where: { dataDir: string } | { databaseUrl: string },
  work: (connection: DatabaseConnection) => Promise<T>,
): Promise<T> {
  const connection = await connect({ dataDir: '', ...where });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Every table, and work that waits, is postponed and was cut off. */
async function fill(connection: DatabaseConnection): Promise<void> {
  for (const digit of [1, 2]) await fillTables(connection, owner(digit));
  for (const statement of [
    sql`insert into beats (beat) values (7)`,
    sql`insert into purges (installation_id) values (9)`,
    sql`insert into rounds values ('sweep', now(), null)`,
    sql`insert into sessions values ('key', 1, 'ada', 'sealed', now())`,
    sql`insert into write_probes values ('x')`,
    sql`insert into source_reads values ('warehouse', 'signups', now(), 0.1, now(), 'timeout', 'why')`,
    // More than one portion.
    sql`insert into signals (repository_id, key, signal, at)
      select 770031, 'release:' || n, '{}', now() + n * interval '1.000001 s' from generate_series(1, 2500) n`,
    sql`update bets set metrics = array[${odd}, '', 'null'], record = ${oddDocument}::json,
      merged_at = '2026-10-25 01:59:59.123457+00', window_days = 0.1 + 0.2 where id = 'bet-770032'`,
    // What no trigger would write today.
    sql`delete from installations where id = 770022`,
  ])
    await connection.database.execute(statement);
  const queue = await startQueue(connection, silent);
  const forecast = (number: number): Job => ({ kind: 'forecast', repositoryId: 770_031, number });
  await queue.send({ kind: 'delivery', deliveryId: 'd-770031' }, undefined, 'repo:770031#1');
  await queue.send(forecast(2), undefined, undefined, new Date('2126-01-01'));
  await queue.send(forecast(3));
  await queue.close();
  await connection.database.execute(
    sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() - interval '1 minute', id = ${cutOff} where data ->> 'number' = '3'`,
  );
}

/** By table, as PostgreSQL writes them. */
async function allRows(connection: DatabaseConnection): Promise<Record<string, string[]>> {
  const tables = await rowsOf<{ schema: string; name: string }>(
    connection,
    sql`select schemaname as schema, tablename as name from pg_tables
      where schemaname = 'public' or (schemaname, tablename) = ('pgboss', 'job')`,
  );
  const all: Record<string, string[]> = {};
  for (const { schema, name } of tables)
    all[name] = await connection.database.transaction(async (within) => {
      await within.execute(sql`set local time zone 'UTC'`);
      const rows = await rowsOf<{ told: string }>(
        { database: within },
        sql`select t::text as told from ${sql.identifier(schema)}.${sql.identifier(name)} as t`,
      );
      return rows.map(({ told }) => told).toSorted();
    });
  return all;
}

const jobsIn = (connection: DatabaseConnection) => rowsOf(connection, sql`select id from pgboss.job`);

const tablesIn = (databaseUrl: string) =>
  withDatabase({ databaseUrl }, (connection) =>
    rowsOf(
      connection,
      sql`select tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    ),
  );
