import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueSchema } from '../../src/jobs/boss-tables.ts';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { AppProcess } from '../stage/process/app-process.ts';
import { startHttpServer } from '../stage/sources/start-http-server.ts';
import { bet, checked, commented, daysAfter, mapFile, outcomeMap, settled, useStory } from '../stage/story/story.ts';

const planted = {
  DEAD_PASSWORD: 'plantedDead7Q',
  WRONG_PASSWORD: 'plantedWrong7Q',
  QUERY_SECRET: 'plantedquery7q',
  API_TOKEN: 'plantedToken7Q',
  BASIC_PASSWORD: 'plantedBasic7Q',
};

/** As the file of sources names a variable. */
const of = (name: keyof typeof planted) => `\${${name}}`;

/** Sources that fail, each in its way, and hold a secret. */
const failing = (postgresUrl: URL, http: string) => {
  const databaseAs = (user: string) => `postgres://${user}@${postgresUrl.host}${postgresUrl.pathname}`;
  const own = `${postgresUrl.username}:${postgresUrl.password}`;
  const basic = http.replace('://', `://reader:${of('BASIC_PASSWORD')}@`);
  return `
  dead:
    type: postgres
    url: postgres://reader:${of('DEAD_PASSWORD')}@127.0.0.1:1/warehouse
    queries: { rate: "select day as t, value from daily where day >= $from and day < $to" }
  wrong:
    type: postgres
    url: ${databaseAs(`postgres:${of('WRONG_PASSWORD')}`)}
    queries: { rate: "select day as t, value from daily where day >= $from and day < $to" }
  misspelt:
    type: postgres
    url: ${databaseAs(own)}
    queries: { rate: "select ${of('QUERY_SECRET')} as t, 1 as value from pg_class where $from < $to" }
  telltale:
    type: http
    url: ${http}/
    headers: { authorization: "Bearer ${of('API_TOKEN')}" }
    queries: { rate: "daily?key=${of('API_TOKEN')}" }
  refusing:
    type: prometheus
    url: ${basic}
    queries: { rate: up }
`;
};

const names = ['dead', 'wrong', 'misspelt', 'telltale', 'refusing'];
const metrics = names
  .map((name) => `  rate_${name}: { title: Rate ${name}, unit: count, good: up, source: ${name}/rate }`)
  .join('\n');
const map = outcomeMap().replace('objectives:', `${metrics}\nobjectives:`);
const everything = `${bet.replace('7 of 10', `${of('DEAD_PASSWORD')} of \${WEBHOOK_SECRET}`)}
${names.map((name) => `Expect: rate_${name} +5%`).join('\n')}`;

const stage = useStory('postgres');
let app: AppProcess;
let webhooks: string;
let http: Awaited<ReturnType<typeof startHttpServer>>;
let shop: RepositoryOnGitHub;
const said: string[] = [];
const pulls: PullRequestOnGitHub[] = [];

beforeAll(async () => {
  // A source that repeats what it was sent, in its answer and in its refusals.
  http = await startHttpServer((request, response) => {
    const status = request.url?.startsWith('/api/v1') ? 401 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify([{ t: request.headers.authorization, value: request.url }]));
  });
  const sources = join(stage.folder, 'sources.yml');
  const url = new URL(stage.environment.DATABASE_URL ?? '');
  await writeFile(sources, (await readFile(sources, 'utf8')) + failing(url, http.url));
  app = new AppProcess(stage.folder, { ...stage.environment, ...planted, LOG_LEVEL: 'trace' });
  shop = await stage.github.createRepository('acme/shop', { files: { [mapFile]: map } });
  webhooks = await app.start();
  stage.github.deliverTo(webhooks);
});
afterAll(async () => {
  await app?.stop();
  await http?.stop();
});

const open = async (title: string, body: string) => {
  const branch = `change-${pulls.length}`;
  const files = { [`src/${branch}.ts`]: 'export {};\n' };
  const pull = await shop.openPullRequest({ title, author: 'ben', branch, files, body });
  pulls.push(pull);
  return pull;
};

test('good ways and bad ones are walked', async () => {
  const pull = await open('Ask for less', everything);
  const forecast = await commented(pull, 'forecast');
  for (const name of names) expect(forecast.body).toContain(`Rate ${name}`);

  // Without permission, and with a token that ends.
  await pull.comment('/soundings exempt because', 'sam');
  await commented(pull, 'reply');
  // Twice: a token of more than five seconds is given up at the first, and only the young one that follows is tried again.
  const asked = new RegExp(`GET /repos/acme/shop/pulls/${pull.number + 1}$`);
  stage.github.faults.next({ match: asked, status: 401, body: { message: 'Bad credentials' }, times: 2 });
  stage.github.faults.next({ match: 'POST /repos/acme/shop/check-runs', drop: 'after' });
  stage.github.faults.next({ match: '/access_tokens', status: 500, body: { message: 'oops' }, times: 2 });
  const other = await open('Another', 'Nothing');
  await checked(other, 'failure');

  // Nobody's deliveries, and one that cannot be read.
  await stage.github.relay.post('pull_request', { action: 'opened', number: 'seven', repository: { id: 'x' } });
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': 'forged',
    'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
  };
  expect((await fetch(webhooks, { method: 'POST', body: '{}', headers })).status).toBe(401);

  await pull.merge({ by: 'ann' });
  await commented(pull, 'forecast', 'state=merged');
  const shippedAt = stage.github.clock.now();
  await shop.release({ tag: 'v1.4.0' });
  await commented(pull, 'forecast', 'state=shipped');
  said.push(await app.run('readouts', '--ahead', '--now', daysAfter(shippedAt, 29).toISOString()));
  await commented(pull, 'final');

  // The database goes away under the work.
  const database = postgres(stage.environment.DATABASE_URL ?? '', { max: 1 });
  await database`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`;
  await database.end();
  const third = await open('A third', everything);
  // What met a connection that was just lost is answered as failed, and asked for again within minutes.
  const { relay } = stage.github;
  await relay.settled();
  const failed = relay.deliveries.filter(({ attempts }) => attempts.every(({ status }) => status !== 200));
  for (const { guid } of failed) await relay.redeliver(guid);
  await commented(third, 'forecast');
  said.push(await app.run('validate', '--data', '--owner', 'acme', await mapOnDisk()));
  await settled(stage.github);
});

test('none of the secrets is in the log, in what commands say, in the database, or on GitHub', async () => {
  const places: Record<string, string> = {
    'the log': await readFile(join(stage.folder, 'app.log'), 'utf8'),
    'what commands said': said.join('\n'),
    'the database': await dump(stage.environment.DATABASE_URL ?? ''),
    'what was asked of GitHub': JSON.stringify(
      stage.github.requestsOfApp().map(({ method, path, body }) => [method, path, body]),
    ),
    'what stands on GitHub': JSON.stringify(
      await Promise.all(pulls.map(async (pull) => [await pull.comments(), await pull.checks()])),
    ),
  };
  // Anyone who looks for nothing finds nothing: these were there to be seen.
  expect(places['the log']).toMatch(/Metric not read/);
  expect(places['the log']).toMatch(/after 401 response/);
  expect(places['the database']).toContain('signup_rate');
  expect(places['what stands on GitHub']).toContain('soundings:final');

  const { PRIVATE_KEY = '', WEBHOOK_SECRET = '', DATABASE_URL = '' } = stage.environment;
  const keyLines = PRIVATE_KEY.split('\n').filter((line) => line.length > 40);
  expect(keyLines.length).toBeGreaterThan(5);
  const { password } = new URL(DATABASE_URL);
  const secrets = [...Object.values(planted), ...keyLines, WEBHOOK_SECRET, password];
  const disguised = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(`reader:${secret}`).toString('base64').replace(/=+$/, ''),
  ]);
  for (const [place, text] of Object.entries(places)) {
    expect([place, disguised.filter((secret) => text.includes(secret))]).toEqual([place, []]);
    // Tokens of installations, and those by which the app speaks as itself.
    expect([place, text.match(/ghs_[A-Za-z0-9_]{6,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}|BEGIN [A-Z ]*PRIVATE/g)]).toEqual([
      place,
      null,
    ]);
  }
});

test('and purged, nothing of the owner is left but that it was done', async () => {
  const ofAcme = /acme|shop|sign-up|signup|ben|ann|rate_|v1\.4\.0/gi;
  expect(await dump(stage.environment.DATABASE_URL ?? '')).toMatch(ofAcme);
  // As of a delivery that is tried again.
  const database = postgres(stage.environment.DATABASE_URL ?? '', { max: 1 });
  const failed = await database`
    update ${database(queueSchema)}.job set output = '{"message": "GET /repos/acme/shop"}'
    where data ->> 'deliveryId' in (select id from deliveries where installation_id is not null)`;
  await database.end();
  expect(failed.count).toBeGreaterThan(0);
  await app.run('purge', '--owner', 'acme', '--yes');
  // How the queries of the operator's own file were read last is nobody's data, and is kept once a minute.
  const left = (await dump(stage.environment.DATABASE_URL ?? '', 'source_reads'))
    .split('\n')
    .filter((row) => row.match(ofAcme));
  expect(left).toEqual([]);
});

async function mapOnDisk(): Promise<string> {
  const file = join(stage.folder, 'soundings.yml');
  await writeFile(file, map);
  return file;
}

/** Every row of every table, the queue's too. */
async function dump(url: string, except = ''): Promise<string> {
  const database = postgres(url, { max: 1 });
  try {
    const tables = await database`
      select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') and tablename <> ${except}`;
    const rows: string[] = [];
    for (const { name } of tables)
      for (const row of await database.unsafe(`select to_jsonb(t)::text as text from ${name} t`)) rows.push(row.text);
    return rows.join('\n');
  } finally {
    await database.end();
  }
}
