import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Whereabouts } from '../../../src/db/connect.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import { type PostgresServer, startPostgresServer } from '../../stage/database/postgres-server.ts';
import { folderOf, runSoundings } from '../../stage/process/run-soundings.ts';
import { saveSampleRecord } from '../../stage/samples/sample-record.ts';

/** As the server leaves it when it is stopped. */
const filled = async (whereabouts: Whereabouts) => {
  const connection = await connect(whereabouts);
  await migrate(connection);
  await saveSampleRecord(createStore(connection.database, async () => {}));
  return connection;
};

test.each<[args: string[], stderr: string]>([
  [
    ['--period', '2026-Q5'],
    `option '--period <period>' argument '2026-Q5' is invalid. "2026-Q5" is not a period: write 2026, 2026-Q4 or 2026-11.`,
  ],
  [
    ['--since', '2026-02-30'],
    `option '--since <day>' argument '2026-02-30' is invalid. "2026-02-30" is not a day: write 2026-11-01, or an instant as 2026-11-01T09:00:00Z.`,
  ],
  [
    ['--period', '2026', '--since', '2026-01-01'],
    "option '--period <period>' cannot be used with option '--since <day>'",
  ],
  [['--pace', '--silent'], '--pace and --silent are tables of their own: ask for one'],
  [['--silent', '--team', 'x'], '--team cannot be combined with --silent'],
])('%s is refused', async (args, stderr) => {
  expect(await runSoundings(['ledger', ...args])).toEqual({
    status: 2,
    stdout: '',
    stderr: `error: ${stderr}\nRun \`soundings --help\` for usage.\n`,
  });
});

describe('the embedded database', () => {
  test('as a server has left it', async () => {
    const cwd = folderOf({ '.env': 'DATA_DIR=here\n' });
    await (await filled({ dataDir: join(cwd, 'here') })).close();
    expect(await runSoundings(['ledger', '--until', '2026-10-05', '--since', '2026-10-05'], { cwd })).toEqual({
      status: 0,
      stdout: `date        pull request  metric       expected                    actual  verdict  decision  learned
2026-10-05  acme/shop#10  signup_rate      +10%  +11.8% (+7.9% to +15.9%)  moved    keep      Fewer fields help.
`,
      stderr: '',
    });
  });

  test('none there, and none is made by asking', async () => {
    const cwd = folderOf({});
    mkdirSync(join(cwd, 'data'));
    expect(await runSoundings(['ledger'], { cwd })).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'soundings ledger: there is no embedded database in ./data: start the server once, or set DATA_DIR or DATABASE_URL to where its database is\n',
    });
    expect(existsSync(join(cwd, 'data', 'postgres'))).toBe(false);
  });
});

describe('a Postgres', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  });
  afterAll(() => server.stop());

  test('while the server uses it; an unknown name is told', async () => {
    const databaseUrl = await server.createDatabase();
    const connection = await filled({ databaseUrl, dataDir: '' });
    const cwd = folderOf({ '.env': `DATABASE_URL=${databaseUrl}\n` });
    const [known, unknown] = await Promise.all(
      ['signups', 'signup'].map((metric) => runSoundings(['ledger', '--metric', metric], { cwd })),
    );
    await connection.close();
    expect({ status: known?.status, lines: known?.stdout.split('\n').length }).toEqual({ status: 0, lines: 3 });
    expect(unknown).toEqual({
      status: 1,
      stdout: '',
      stderr: 'soundings ledger: the record has no metric signup. Did you mean signup_rate or signups?\n',
    });
  });

  test('one that no server of this version has brought up to date', async () => {
    const cwd = folderOf({ '.env': `DATABASE_URL=${await server.createDatabase()}\n` });
    expect(await runSoundings(['ledger'], { cwd })).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'soundings ledger: the database is not of this version: start the server of this version once, which brings it up to date\n',
    });
  });
});
