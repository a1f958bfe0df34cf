import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type DatabaseConnection } from '../../src/db/connect.ts';
import { type PostgresProxy, startPostgresProxy } from '../stage/database/postgres-proxy.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { selfSigned } from '../stage/sources/self-signed.ts';

/** How a server is reached, and what is asked of a session. */
let server: PostgresServer;
let url: string;
let folder: string;
const proxies: PostgresProxy[] = [];
const connections: DatabaseConnection[] = [];

beforeAll(async () => {
  server = await startPostgresServer();
  url = await server.createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'soundings-connections-'));
  await writeFile(join(folder, 'ca.pem'), selfSigned.cert);
});
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function through(...given: Parameters<typeof startPostgresProxy>): Promise<PostgresProxy> {
  const proxy = await startPostgresProxy(...given);
  proxies.push(proxy);
  return proxy;
}

async function connected(databaseUrl: string): Promise<DatabaseConnection['database']> {
  const connection = await connect({ databaseUrl, dataDir: '' });
  connections.push(connection);
  return connection.database;
}

const works = async (databaseUrl: string) => {
  const { rows } = (await (await connected(databaseUrl)).execute(sql`select ${'yes'} as works`)) as unknown as {
    rows: unknown[];
  };
  expect(rows).toEqual([{ works: 'yes' }]);
};

/** What an error says, down to its first cause. */
const whole = (error: unknown): string =>
  error instanceof Error ? `${error.message} < ${whole(error.cause)}` : String(error);
const refusal = (databaseUrl: string) =>
  connected(databaseUrl).then(
    () => 'it was connected',
    (error) => whole(error),
  );

describe('TLS', () => {
  const at = (proxy: PostgresProxy, host: string, query: string) => {
    const address = new URL(proxy.url);
    address.hostname = host;
    address.search = query;
    return address.href;
  };
  const trusted = () => `sslmode=verify-full&sslrootcert=${join(folder, 'ca.pem')}`;

  test('with a certificate of a trusted authority, for the name of the server', async () => {
    const proxy = await through(url, { tls: selfSigned });
    await works(at(proxy, 'localhost', trusted()));
  });

  test.each([
    ['nobody vouches for it', 'localhost', 'sslmode=verify-full', /self-signed certificate/],
    ['it is for another name', '127.0.0.1', 'trusted', /IP: 127\.0\.0\.1 is not in the cert's list/],
  ])('not when %s', async (_, host, query, expected) => {
    const proxy = await through(url, { tls: selfSigned });
    expect(await refusal(at(proxy, host, query === 'trusted' ? trusted() : query))).toMatch(expected);
  });

  test('not when the server does not speak it: nothing is sent in the clear', async () => {
    expect(await refusal(`${url}?sslmode=verify-full`)).toMatch(/does not speak TLS/);
  });
});

test('over IPv6', async () => {
  const proxy = await through(url, { listen: { host: '::1', port: 0 } });
  expect(proxy.url).toContain('[::1]');
  await works(proxy.url);
});

test.each(['postgres:///test?host=folder', 'postgres://folder/test'])('over a unix socket: %s', async (form) => {
  await through(url, { listen: { path: join(folder, '.s.PGSQL.5432') } });
  const { username, password, pathname } = new URL(url);
  const address = form
    .replace('folder', encodeURIComponent(folder))
    .replace('/test', pathname)
    .replace('://', `://${username}:${password}@`);
  await works(address.replace('@/', '@localhost/'));
  await proxies.pop()?.close();
});

test('what a connection string says of the session holds', async () => {
  const database = await connected(
    `${url}?options=-c%20search_path%3Delsewhere&application_name=mine&lock_timeout=777`,
  );
  const answer = await database.execute(sql`
    select current_setting('search_path') as path, current_setting('application_name') as name, current_setting('lock_timeout') as lock`);
  expect(answer).toMatchObject({ rows: [{ path: 'elsewhere', name: 'mine', lock: '777ms' }] });
});

test('what other drivers understand is no reason to refuse', async () => {
  await works(`${url}?pgbouncer=true&schema=public&channel_binding=prefer&connect_timeout=10`);
});

const code = (error: unknown): unknown =>
  error instanceof Error ? ((error as { code?: unknown }).code ?? code(error.cause)) : undefined;
const failure = (work: Promise<unknown>) => work.then(() => 'it was done', code);

test('a statement that is cancelled, or runs into a limit of its own, fails alone', async () => {
  const database = await connected(url);
  await database.transaction(async (outer) => {
    await outer.execute(sql`create temporary table notes (note text) on commit drop`);
    const limited = outer.transaction(async (inner) => {
      await inner.execute(sql`insert into notes values ('undone')`);
      await inner.execute(sql`set local statement_timeout = 50`);
      await inner.execute(sql`select pg_sleep(60)`);
    });
    expect(await failure(limited)).toBe('57014');
    // In the midst of a transaction: what was before the savepoint goes on.
    await outer.execute(sql`insert into notes values ('kept')`);
    expect(await outer.execute(sql`select note from notes`)).toMatchObject({ rows: [{ note: 'kept' }] });
  });
  const asleep = failure(database.execute(sql`select pg_sleep(60), 'cancel me'`));
  await expect
    .poll(async () => {
      const { rows } = (await database.execute(
        sql`select pg_cancel_backend(pid) as told from pg_stat_activity where query like ${'%cancel me%'} and pid <> pg_backend_pid() and state = 'active'`,
      )) as unknown as { rows: unknown[] };
      return rows.length;
    })
    .toBe(1);
  expect(await asleep).toBe('57014');
});

test('a transaction in which a statement failed is not taken for committed', async () => {
  const database = await connected(url);
  await database.execute(sql`create table facts (fact text primary key)`);
  const careless = database.transaction(async (within) => {
    await within.execute(sql`insert into facts values ('lost')`);
    await within.execute(sql`select 1 / 0`).catch(() => {});
  });
  await expect(careless).rejects.toThrow('all of it was undone');
  expect(await database.execute(sql`select fact from facts`)).toMatchObject({ rows: [] });
});

test('statements are prepared once, and not where the connection string says so', async () => {
  const count = sql`select count(*)::int as count from pg_prepared_statements where statement like ${'%as eight%'} and statement not like ${'%pg_prepared%'}`;
  const prepared = async (databaseUrl: string) => {
    const database = await connected(databaseUrl);
    return database.transaction(async (within) => {
      for (let time = 0; time < 3; time += 1) await within.execute(sql`select ${7}::int + 1 as eight`);
      await within.transaction((inner) => inner.execute(sql`select ${7}::int + 1 as eight`));
      return within.execute(count);
    });
  };
  expect(await prepared(url)).toMatchObject({ rows: [{ count: 1 }] });
  expect(await prepared(`${url}?prepare=false`)).toMatchObject({ rows: [{ count: 0 }] });
});
