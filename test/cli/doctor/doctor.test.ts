import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { lookAtPostgres } from '../../../src/cli/doctor/database.ts';
import { lookAtEmbedded } from '../../../src/cli/doctor/embedded.ts';
import { examine } from '../../../src/cli/doctor/examine.ts';
import { lookAtMap } from '../../../src/cli/doctor/map.ts';
import { lookAtSources } from '../../../src/cli/doctor/sources.ts';
import { connect } from '../../../src/db/connect.ts';
import { lockDataFolder } from '../../../src/db/data-folder-lock.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { makeDataFolder } from '../../stage/database/data-folders.ts';
import { type PostgresServer, startPostgresServer } from '../../stage/database/postgres-server.ts';
import type { FakeGitHub } from '../../stage/github/fake-github.ts';
import type { Json } from '../../stage/github/json.ts';
import { validateRequest } from '../../stage/github/openapi.ts';
import { startGitHub } from '../../stage/github/start-github.ts';
import { folderOf, runSoundings } from '../../stage/process/run-soundings.ts';
import { acmeMap } from '../../stage/samples/acme-map.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

let github: FakeGitHub;
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  github = await startGitHub({ validate: validateRequest });
  // What the server answers is not told here: it takes everything.
  const hook = await startHttpServer((_, response) => response.end('ok'));
  stops.push(hook.stop, () => github.close());
  github.deliverTo(`${hook.url}/api/github/webhooks`);
  await github.installation('acme', 'unsuspend');
  await github.relay.settled();
});
afterEach(() => github.faults.clear());
afterAll(async () => {
  for (const stop of stops) await stop();
});

const settings = () => ({
  ...{ APP_ID: String(github.appId), PRIVATE_KEY: github.privateKey },
  ...{ WEBHOOK_SECRET: 'a secret of the webhook', GITHUB_API_URL: github.apiUrl },
});

/** What is not well, with nothing else of the set-up to say something about. */
async function findings(changes: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'soundings-doctor-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const found = await examine({ ...settings(), DATA_DIR: dataDir, ...changes }, undefined);
  return found.filter(({ area, state }) => state !== 'well' && area !== 'sources');
}

/** GitHub's own answer, changed. */
async function answerOf(path: string): Promise<Json> {
  const answer = await fetch(`${github.apiUrl}${path}`, { headers: { authorization: `Bearer ${github.jwt()}` } });
  return answer.json();
}
const says = (path: string, body: Json, status = 200) =>
  github.faults.next({ match: new RegExp(`^GET ${path}(\\?|$)`), status, body, times: 9 });

describe('a set-up at GitHub', () => {
  test('the key of another App', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const PRIVATE_KEY = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    expect(await findings({ PRIVATE_KEY })).toEqual([
      {
        ...{ area: 'app', state: 'broken' },
        seen: 'the private key does not belong to the App with the id 4711: GitHub refuses its signature',
        todo: 'Compare APP_ID with the App’s settings page. If it is right, generate a private key there, and write it to PRIVATE_KEY.',
      },
    ]);
  });

  test('an App id that nobody has', async () => {
    says('/app', { message: 'Integration not found' }, 404);
    expect(await findings({ APP_ID: '4712' })).toEqual([
      {
        ...{ area: 'app', state: 'broken' },
        seen: `${new URL(github.apiUrl).host} knows no App with the id 4712`,
        todo: expect.stringMatching(/^Write the App ID of the App’s settings page to APP_ID, not the Client ID/),
      },
    ]);
  });

  test('a missing permission, and one that is too small', async () => {
    const app = await answerOf('/app');
    const { merge_queues: _, ...permissions } = { ...app.permissions, checks: 'read' };
    says('/app', { ...app, permissions, owner: { login: 'acme', type: 'Organization' } });
    expect(await findings()).toEqual([
      {
        ...{ area: 'app', state: 'broken' },
        seen: 'the App lacks permissions: checks: write (it has read), merge_queues: read',
        todo: `Give them at ${github.apiUrl}/organizations/acme/settings/apps/soundings/permissions ; each installation then has to approve them.`,
      },
    ]);
  });

  test('an event that the App is not subscribed to', async () => {
    const app = await answerOf('/app');
    says('/app', { ...app, events: app.events.filter((event: string) => event !== 'merge_group') });
    expect(await findings()).toEqual([
      {
        ...{ area: 'app', state: 'broken' },
        seen: 'the App is not subscribed to these events: merge_group',
        todo: `Tick them at ${github.apiUrl}/settings/apps/soundings/permissions under "Subscribe to events".`,
      },
    ]);
  });

  test('an event that was added since the App was registered is a remark', async () => {
    const app = await answerOf('/app');
    says('/app', { ...app, events: app.events.filter((event: string) => event !== 'pull_request_review') });
    expect(await findings()).toMatchObject([
      { area: 'app', state: 'remark', seen: 'the App is not subscribed to these events: pull_request_review' },
    ]);
  });

  test('an installation that has not approved new permissions, one that is suspended, and none', async () => {
    const [one] = await answerOf('/app/installations');
    const behind = { ...one, permissions: { ...one.permissions, checks: 'read' } };
    const asleep = { ...one, account: { login: 'ebb' }, suspended_at: '2026-11-30T10:00:00Z' };
    says('/app/installations', [behind, asleep]);
    expect(await findings()).toEqual([
      {
        ...{ area: 'installation', state: 'broken' },
        seen: 'suspended at ebb: GitHub sends nothing from there and allows nothing',
        todo: `An owner of the account can lift that: ${one.html_url}`,
      },
      {
        ...{ area: 'installation', state: 'broken' },
        seen: 'new permissions are not approved at acme (checks: write (it has read))',
        todo: `An owner of the account approves them: ${one.html_url}`,
      },
    ]);
    github.faults.clear();
    says('/app/installations', []);
    expect(await findings()).toMatchObject([{ state: 'broken', seen: 'the App is installed nowhere' }]);
  });

  const attempt = (status_code: number, status: string) => ({
    ...{ id: 1, guid: 'a', delivered_at: '2026-11-30T10:00:00Z', redelivery: false, duration: 0.1 },
    ...{ status, status_code, event: 'push', action: null, installation_id: 1, repository_id: 1 },
  });

  test.each<[string, Json[], string, RegExp]>([
    [
      'deliveries that are answered with 401',
      [attempt(401, 'Invalid HTTP Response: 401')],
      'broken',
      /^deliveries arrive and are refused, their signature being wrong \(401\): 1 of the last 1/,
    ],
    [
      'a webhook that cannot be reached',
      [attempt(504, 'timed out')],
      'broken',
      /^GitHub cannot reach the webhook \(timed out\): 1 of the last 1/,
    ],
    ['no deliveries', [], 'unknown', /^GitHub has sent no delivery in the last three days$/],
  ])('%s', async (_, attempts, state, seen) => {
    says('/app/hook/deliveries', attempts);
    expect(await findings()).toMatchObject([{ area: 'webhook', state, seen: expect.stringMatching(seen) }]);
  });

  test('a clock that is ten minutes off is named, and the key is not', async () => {
    const ahead = await startHttpServer((_, response) => {
      response.setHeader('date', new Date(Date.now() + 600_000).toUTCString());
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"message":"\'Issued at\' claim (\'iat\') must be in the past"}');
    });
    onTestFinished(ahead.stop);
    expect(await findings({ GITHUB_API_URL: ahead.url })).toEqual([
      {
        ...{ area: 'clock', state: 'broken' },
        seen: 'this machine’s clock is 10 minutes behind GitHub’s, which refuses tokens with such times',
        todo: expect.stringContaining('NTP'),
      },
      expect.objectContaining({ area: 'app', state: 'unknown', todo: 'Set the clock first, then run this again.' }),
    ]);
  });

  test('a GitHub out of reach, a page in its place, and one that fails in one place', async () => {
    const gone = await startHttpServer(() => {});
    await gone.stop();
    expect(await findings({ GITHUB_API_URL: gone.url })).toMatchObject([
      { area: 'app', state: 'broken', seen: expect.stringMatching(/^GitHub cannot be reached at 127.*ECONNREFUSED/) },
    ]);
    const page = await startHttpServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Hi'));
    onTestFinished(page.stop);
    expect(await findings({ GITHUB_API_URL: page.url })).toMatchObject([
      { area: 'app', state: 'broken', seen: `what answers at ${page.url} is not the API of GitHub` },
    ]);
    says('/app/hook/config', { message: 'Not this time' }, 403);
    expect(await findings()).toMatchObject([
      {
        ...{ area: 'webhook', state: 'unknown' },
        seen: 'GitHub does not tell: Not this time',
      },
    ]);
  });
});

describe('a Postgres', () => {
  let server: PostgresServer;
  let admin: postgres.Sql;
  let url: string;
  beforeAll(async () => {
    server = await startPostgresServer();
    url = await server.createDatabase();
    admin = postgres(url, { max: 1, onnotice: () => {} });
    await admin.unsafe(`
      create role plain login password 'right'; create role passing login bypassrls password 'right';
      create role soundings_tenant; grant soundings_tenant to plain; alter database test_1 owner to plain`);
  });
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });
  const as = (role: string, password = 'right') => {
    const changed = new URL(url);
    changed.username = role;
    changed.password = password;
    return changed.href;
  };
  const seen = async (at: string) => (await lookAtPostgres(at, '')).map((one) => `${one.state}: ${one.seen}`);

  test('as it should be, before and after its first start; and what was looked at stays as it was', async () => {
    const tables = () => admin`select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace`;
    expect(await seen(as('plain'))).toEqual([
      expect.stringMatching(
        /^well: PostgreSQL 18\.\d+ at 127\.0\.0\.1:\d+, role "plain", which row-level security holds; [\d.]+ MB; no tables so far, /,
      ),
    ]);
    expect((await tables())[0]).toEqual({ n: 0 });
    const connection = await connect({ databaseUrl: as('plain'), dataDir: '' });
    await migrate(connection);
    await connection.close();
    expect(await seen(as('plain'))).toEqual([expect.stringMatching(/^well: .*; tables up to date$/)]);
    await admin`alter table bets no force row level security`;
    expect(await seen(as('plain'))).toEqual(['broken: row-level security does not hold for bets']);
    await admin`alter table bets force row level security`;
    // Another role's tables.
    expect(await seen(as('passing'))).toEqual([
      'broken: role "passing" bypasses row-level security (BYPASSRLS)',
      'broken: role "passing" may not read the tables of Soundings, which are another role’s',
    ]);
  });

  test('a superuser, a wrong password, no such database, nobody there; the password is never shown', async () => {
    const { host } = new URL(url);
    const gone = await startHttpServer(() => {});
    await gone.stop();
    const nobody = new URL(gone.url).host;
    const told = {
      superuser: await lookAtPostgres(url, ''),
      password: await lookAtPostgres(as('plain', 'hunter2'), ''),
      database: await lookAtPostgres(as('plain').replace('test_1', 'none'), ''),
      nobody: await lookAtPostgres(`postgres://plain:hunter2@${nobody}/x`, ''),
    };
    expect(told).toMatchObject({
      superuser: [{ state: 'broken', seen: 'role "postgres" is a superuser, whom row-level security does not hold' }],
      password: [
        {
          state: 'broken',
          seen: `PostgreSQL at ${host} refuses the user or the password (PostgresError: password authentication failed for user "plain")`,
          todo: expect.stringMatching(/^Correct them in DATABASE_URL/),
        },
      ],
      database: [{ state: 'broken', seen: expect.stringContaining('has no such database') }],
      nobody: [
        {
          state: 'broken',
          seen: `PostgreSQL at ${nobody} cannot be reached (connect ECONNREFUSED ${nobody})`,
          todo: expect.stringMatching(/^Check host and port in DATABASE_URL/),
        },
      ],
    });
    expect(JSON.stringify(told)).not.toMatch(/hunter2|right/);
  });
});

test('an embedded database: none, one in use by the server, one that is damaged', async () => {
  const dataDir = join(folderOf({}), 'data');
  const seen = async () => (await lookAtEmbedded(dataDir))[0];
  expect(await seen()).toEqual({
    ...{ area: 'database', state: 'well' },
    seen: `embedded, made in ${dataDir} at the first start of the server`,
  });
  await makeDataFolder(dataDir, 'started');
  const server = lockDataFolder(dataDir);
  expect(await seen()).toMatchObject({ state: 'well', seen: `embedded in ${dataDir}, in use by the running server` });
  server.release();
  rmSync(join(dataDir, 'postgres', 'pg_wal'), { recursive: true });
  expect(await seen()).toMatchObject({
    state: 'broken',
    seen: expect.stringMatching(
      /^the embedded database in \S+ cannot be opened: its files are damaged or incomplete: /,
    ),
  });
});

describe('sources', () => {
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const sources = `connections:
  files: { type: csv, owners: [acme], queries: { good: good.csv, none: none.csv, empty: empty.csv } }
  warehouse: { type: http, url: "http://127.0.0.1:1/", scan: billed, queries: { visits: daily } }
  platform: { type: http, url: "http://127.0.0.1:1/", queries: { experiments: "of/{experiment}" } }
`;

  test('those that fail are named with the reason, those that are billed are left alone', async () => {
    const at = folderOf({ 's.yml': sources, 'good.csv': `t,value\n${day},1\n`, 'empty.csv': 't,value\n' });
    expect(await lookAtSources({ SOUNDINGS_SOURCES: join(at, 's.yml') })).toEqual([
      {
        ...{ area: 'sources', state: 'broken' },
        seen: 'files/none: the file of the source could not be opened; files/empty: no rows for the last 28 days',
        todo: '`npx soundings source test files/none` shows it alone.',
      },
      { area: 'sources', state: 'well', seen: '1 query answered; 1 billed by scan, not tried' },
    ]);
  });

  test('a file with mistakes', async () => {
    const at = folderOf({ 's.yml': 'connections:\n  files: { type: mystery }\n' });
    expect(await lookAtSources({ SOUNDINGS_SOURCES: join(at, 's.yml') })).toMatchObject([
      { state: 'broken', seen: expect.stringMatching(/s\.yml:2:\d+: .*type/) },
    ]);
  });
});

test.each<[string, string, object]>([
  [
    'mistakes',
    'version: 1\nmetrics: 7\n',
    { state: 'broken', seen: expect.stringMatching(/^1 mistake in the outcome map: .*m\.yml:2:10: /) },
  ],
  [
    'errors of the lint rules',
    acmeMap.replace(/^policy:/m, 'policy:\n  lint: { no-definition: error }'),
    { state: 'broken', seen: expect.stringMatching(/m\.yml has \d+ errors?$/) },
  ],
])('a map with %s', (_, text, expected) => {
  const path = join(folderOf({ 'm.yml': text }), 'm.yml');
  expect(lookAtMap(path, new Date())).toMatchObject({
    ...{ area: 'map', todo: `\`npx soundings validate ${path}\` names each with its line.` },
    ...expected,
  });
});

test('a map that is not there', () => {
  expect(lookAtMap('nowhere.yml', new Date())).toMatchObject({
    state: 'broken',
    seen: 'cannot read nowhere.yml: there is no such file',
  });
});

test('where nothing is configured it says where to start, with status 1', async () => {
  const { status, stdout, stderr } = await runSoundings(['doctor'], { cwd: folderOf({}) });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(
    /^✗ settings {6}nothing is configured here: there is no GitHub App so far\n +→ Start with `npx soundings start`/,
  );
  expect(stdout).not.toMatch(/^. (?:app|webhook|clock)/m);
  const json = await runSoundings(['doctor', '--format', 'json'], { cwd: folderOf({}) });
  expect(JSON.parse(json.stdout)).toContainEqual({
    area: 'memory',
    state: 'well',
    seen: expect.stringContaining('GB'),
  });
});

test('a set-up that is well is said to be, with status 0, and no secret is shown', async () => {
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const cwd = folderOf({
    '.env': Object.entries({ ...settings(), DATA_DIR: 'data' })
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
    'sources.yml': 'connections: { files: { type: csv, owners: [acme], queries: { good: good.csv } } }\n',
    'good.csv': `t,value\n${day},1\n`,
  });
  await makeDataFolder(join(cwd, 'data'), 'started');
  const { status, stdout, stderr } = await runSoundings(['doctor'], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(lines.filter((line) => line.length > 80 && !line.includes('http'))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('✓')).map((line) => line.split(/ +/)[1])).toEqual([
    ...['settings', 'clock', 'app', 'installation', 'webhook', 'database', 'database', 'sources', 'memory'],
  ]);
  expect(stdout).toMatch(/\n\nAll is well\.\n$/);
  expect(stdout).not.toMatch(/PRIVATE|a secret/);
  expect(github.violations).toEqual([]);
});
