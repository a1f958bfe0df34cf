import { existsSync, readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { connect } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { openTenancy } from '../src/db/tenancy.ts';
import { queueSchema } from '../src/jobs/boss-tables.ts';
import { startQueue } from '../src/jobs/queue.ts';
import { type PostgresServer, startPostgresServer } from './stage/database/postgres-server.ts';
import { silent } from './stage/world/silent-log.ts';

/** The sample of a deployment, as far as it can be held without Docker. */
const { services } = parse(readFileSync('compose.yaml', 'utf8'));
const roles = 'compose/roles.sql';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server?.stop());

test('the app is another user of the database than its superuser, with a password of its own', () => {
  const address = new URL(services.soundings.environment.DATABASE_URL.replace(/\$\{(\w+)[^}]*\}/, '$1'));
  const { POSTGRES_USER = 'postgres', ...told } = services.postgres.environment;
  expect(address.username).not.toBe(POSTGRES_USER);
  expect(address.password).toBe('SOUNDINGS_PASSWORD');
  expect(told.SOUNDINGS_PASSWORD).toContain('SOUNDINGS_PASSWORD');
  expect(told.POSTGRES_PASSWORD).toContain('POSTGRES_PASSWORD');
  expect(services.postgres.volumes).toContain(`./${roles}:/docker-entrypoint-initdb.d/roles.sql:ro`);
  expect(existsSync(roles)).toBe(true);
});

test('it is given every variable that the samples and the list of variables name', () => {
  const listed = /## Variables\n([\s\S]*?)\n## /.exec(readFileSync('docs/operations.md', 'utf8'))?.[1] ?? '';
  const named = [
    ...listed.split('\n').flatMap((line) => line.split('|')[1]?.match(/[A-Z][A-Z_]+/g) ?? []),
    ...[...readFileSync('sources.example.yml', 'utf8').matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name),
  ];
  expect(named.length).toBeGreaterThan(20);
  // The image has its own place to listen and no folder of data; the key is given as text; there is no first start without credentials.
  const others = ['HOST', 'PORT', 'DATA_DIR', 'PRIVATE_KEY_PATH', 'GH_ORG', 'NAME'];
  const given = Object.keys(services.soundings.environment);
  expect(named.filter((name) => !given.includes(name ?? '') && !others.includes(name ?? ''))).toEqual([]);
});

test('metrics are for the Prometheus beside it, and every file that it is given is there', () => {
  const { METRICS_PORT: port, PORT = 3000 } = services.soundings.environment;
  expect(services.soundings.ports).toEqual([`${PORT}:3000`]);
  expect(readFileSync('compose/prometheus.yml', 'utf8')).toContain(`names: [soundings], type: A, port: ${port}`);
  for (const name of ['prometheus', 'grafana']) {
    expect(services[name].profiles).toEqual(['monitoring']);
    const files = services[name].volumes.map((volume: string) => volume.split(':')[0]);
    const own = files.filter((file: string) => file.startsWith('./'));
    expect(own.length).toBeGreaterThan(1);
    expect(own.filter((file: string) => !existsSync(file))).toEqual([]);
  }
  expect(services.grafana.ports).toEqual(['127.0.0.1:3001:3000']);
});

test('as which it makes its tables, works, and is held by row-level security, in the queue too', async () => {
  const url = new URL(await server.createDatabase());
  const root = postgres(url.href, { max: 1, onnotice: () => {} });
  // What psql would do of it.
  const statements = readFileSync(roles, 'utf8').replace(/^\\getenv password SOUNDINGS_PASSWORD$/m, '');
  expect(statements).not.toContain('\\');
  for (const statement of statements.split(';')) await root.unsafe(statement.replace(":'password'", "'hard to guess'"));
  const [rights] = await root`select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'soundings'`;
  expect(rights).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false });
  await root.end();

  [url.username, url.password, url.pathname] = ['soundings', 'hard to guess', '/soundings'];
  const connection = await connect({ databaseUrl: url.href, dataDir: '' });
  try {
    await migrate(connection);
    const queue = await startQueue(connection, silent);
    const tenancy = await openTenancy(connection, queue.send, { schema: queueSchema, jobIsHeld: () => undefined });
    expect(tenancy.enforced).toBe(true);
    const shop = { id: 1, ownerId: 7, owner: 'acme', name: 'shop', defaultBranch: 'main', private: true };
    const [us, them] = [tenancy.storeOf(7), tenancy.storeOf(8)];
    await us.rememberRepository({ ...shop, installationId: 2 });
    await us.enqueue({ kind: 'forecast', repositoryId: 1, number: 1 });
    expect(await us.repository(1)).toMatchObject(shop);
    expect(await them.repository(1)).toBeUndefined();
    // As pg_dump reads, which is why a backup is made by another role.
    const dump = connection.database.transaction(async (within) => {
      await within.execute('set local row_security = off');
      await within.execute('select * from repositories');
    });
    await expect(dump).rejects.toHaveProperty('cause.message', expect.stringContaining('row-level security policy'));
    await expect(them.enqueue({ kind: 'forecast', repositoryId: 1, number: 2 })).rejects.toThrow();
    await queue.close();
  } finally {
    await connection.close();
  }
});
