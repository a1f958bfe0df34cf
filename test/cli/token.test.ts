import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type DatabaseConnection } from '../../src/db/connect.ts';
import { lockDataFolder } from '../../src/db/data-folder-lock.ts';
import { migrate } from '../../src/db/migrate.ts';
import { pushTokensOf } from '../../src/db/push-tokens.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';

describe('soundings token', () => {
  let server: PostgresServer;
  let connection: DatabaseConnection;
  let url: string;
  beforeAll(async () => {
    server = await startPostgresServer();
    url = await server.createDatabase();
    connection = await connect({ databaseUrl: url, dataDir: '' });
    await migrate(connection);
    await createStore(connection.database, async () => {}).rememberRepository({
      ...{ id: 1, ownerId: 7, owner: 'Acme', name: 'shop', defaultBranch: 'main', private: true, installationId: 3 },
    });
  });
  afterAll(async () => {
    await connection?.close();
    await server?.stop();
  });
  const run = (...args: string[]) =>
    runSoundings(['token', ...args], { cwd: folderOf({}), env: { DATABASE_URL: url } });

  test('is made, shown once, listed without itself, and revoked, beside others on the same Postgres', async () => {
    const made = await run(
      'create',
      '--owner',
      'acme',
      '--metrics',
      'signup_*',
      'orders',
      '--live',
      '--expires',
      '90d',
    );
    expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^snd_[\w-]{43}\n$/) });
    const token = made.stdout.trim();
    const [, id = ''] =
      /^Token (\w+) for signup_\*, orders, live of Acme, good until \d{4}-\d\d-\d\d\./.exec(made.stderr) ?? [];
    const { good } = pushTokensOf(connection.database);
    expect(await good(token)).toMatchObject({ id, ownerId: 7, metrics: ['signup_*', 'orders'], live: true });
    const listed = await run('list', '--owner', 'ACME');
    expect(listed.stdout).toMatch(
      new RegExp(
        `^${id}  ${token.slice(0, 12)}\\.\\.\\.  signup_\\*, orders, live  made .*, last used .*Z, good until`,
      ),
    );
    expect(listed.stdout).not.toContain(token);
    expect(await run('revoke', id)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`Token ${id} is revoked`),
    });
    expect(await good(token)).toBeUndefined();
  });

  test('that reads is good for 90 days, and says what it reads', async () => {
    const made = await run('create', '--owner', 'acme', '--read', '--repositories', 'shop', 'api-*');
    const day = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    expect(made.stderr).toContain(`for read shop api-* of Acme, good until ${day}.`);
    expect(await pushTokensOf(connection.database).good(made.stdout.trim())).toMatchObject({
      ...{ ownerId: 7, metrics: [], live: false, read: true, repositories: ['shop', 'api-*'] },
    });
  });

  test.each<[string, string[], number, RegExp]>([
    [
      'an owner whom nobody knows',
      ['create', '--owner', 'nobody', '--live'],
      1,
      /nothing is known of nobody: install the App/,
    ],
    ['nothing that it is for', ['create', '--owner', 'acme'], 2, /say what the token is for/],
    [
      'a longer time than a year',
      ['create', '--owner', 'acme', '--live', '--expires', '366d'],
      2,
      /at most a year: write 90d/,
    ],
    ['a name that is none', ['create', '--owner', 'acme', '--metrics', 'a/b'], 2, /"a\/b" is no name of a metric/],
    ['one that reads and writes', ['create', '--owner', 'acme', '--read', '--live'], 2, /a token reads or writes/],
    ['an id that is none', ['revoke', 'none'], 1, /there is no token none/],
  ])('%s is refused', async (_, args, status, words) => {
    expect(await run(...args)).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(words) });
  });
});

test('on the embedded database of a running server it says what to do, in a line', async () => {
  const folder = folderOf({ 'data/postgres/PG_VERSION': '17' });
  const lock = lockDataFolder(`${folder}/data`);
  try {
    const { status, stderr } = await runSoundings(['token', 'list', '--owner', 'acme'], {
      cwd: folder,
      env: { DATA_DIR: './data' },
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        /^soundings token: The data folder \S+ is in use by another Soundings process.* Stop that process,.*\n$/,
      ),
    });
  } finally {
    lock.release();
  }
});
