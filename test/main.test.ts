import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeDataFolder } from './stage/database/data-folders.ts';
import { type PostgresServer, startPostgresServer } from './stage/database/postgres-server.ts';
import {
  environment,
  privateKey,
  readJournal,
  type ServerProcess,
  signedDelivery,
  spawnNode,
  startServerProcess,
  untilJournal,
  webhookSecret,
} from './stage/process/server-process.ts';
import { within } from './stage/run/crowding.ts';
import { programs } from './stage/run/programs.ts';
import { startHttpServer } from './stage/sources/start-http-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'soundings-main-'));
const running = new Set<ServerProcess>();
let names = 0;
const newPath = (name: string) => {
  names += 1;
  return join(folder, `${names}-${name}`);
};
const start = async (where: Record<string, string>, journal: string) => {
  const server = await startServerProcess(where, journal);
  running.add(server);
  void server.ended.then(() => running.delete(server));
  return server;
};
let postgres: PostgresServer;
const newDataFolder = () => makeDataFolder(newPath('data'), 'started');
beforeAll(async () => {
  postgres = await startPostgresServer();
});
afterEach(async () => {
  const left = [...running];
  for (const server of left) server.kill('SIGKILL');
  await Promise.all(left.map((server) => server.ended));
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const places: [string, () => Promise<Record<string, string>>][] = [
  ['the embedded database', async () => ({ DATA_DIR: await newDataFolder() })],
  ['a Postgres', async () => ({ DATABASE_URL: await postgres.createDatabase() })],
];

describe.each(places)('on %s', (_, newPlace) => {
  test('kill -9 between answer and work: after a restart the work is done', async () => {
    const place = await newPlace();
    const journal = newPath('journal');
    const go = newPath('go');
    const first = await start(place, journal);
    expect(await first.deliver({ number: 1, test: { holdUntil: go } }, 'in-work')).toBe(200);
    await untilJournal(journal, (lines) => lines.length === 1);
    expect(await first.deliver({ number: 1 }, 'waiting')).toBe(200);
    first.kill('SIGKILL');
    await first.ended;

    writeFileSync(go, '');
    await start(place, journal);
    await untilJournal(journal, (lines) => lines.filter(({ what }) => what === 'done').length === 2);
    expect(readJournal(journal).map(({ what, id }) => `${id} ${what}`)).toEqual([
      'in-work begun',
      'in-work begun',
      'in-work done',
      'waiting begun',
      'waiting done',
    ]);
  });

  test('a delivery that was done is not done again; one that fails is tried again', async () => {
    const journal = newPath('journal');
    const server = await start(await newPlace(), journal);
    await server.deliver({ test: { failures: 1 } }, 'a');
    await untilJournal(journal, (lines) => lines.some(({ what }) => what === 'done'));
    expect(await server.deliver({}, 'a')).toBe(200);
    await server.deliver({}, 'b');
    await untilJournal(journal, (lines) => lines.some(({ id, what }) => id === 'b' && what === 'done'));
    expect(readJournal(journal).map(({ what, id }) => `${id} ${what}`)).toEqual([
      'a begun',
      'a begun',
      'a done',
      'b begun',
      'b done',
    ]);
  });

  test('what it does is counted on a port of its own, a trace, and a line of the log', async () => {
    const journal = newPath('journal');
    const place = await newPlace();
    const traces: string[] = [];
    const collector = await startHttpServer(async (request, response) => {
      for await (const chunk of request) traces.push(String(chunk));
      response.end('{}');
    });
    onTestFinished(() => collector.stop());
    const watched = { METRICS_HOST: '127.0.0.1', METRICS_PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    const server = await start({ ...place, ...watched }, journal);
    const port = /"metricsPort":(\d+)/.exec(server.said())?.[1];
    const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await server.deliver({ test: { failures: 1 } }, 'a');
    await expect.poll(metrics, within(20)).toContain('{event="pull_request",outcome="done"} 1');
    const text = await metrics();
    expect(text).toContain('{event="pull_request",outcome="failed"} 1');
    expect(text).toContain('soundings_delivery_lag_seconds_count 1');
    expect(text).toContain('soundings_database_up 1');
    expect(text).toContain('soundings_silent_ships{silence="no-readout"} 0');
    expect(text.includes('soundings_database_connections')).toBe('DATABASE_URL' in place);
    expect((await server.fetch('/metrics')).status).toBe(404);
    // Pages are off: a person who comes to the address finds out what this is.
    expect(await (await server.fetch('/')).text()).toContain('Soundings is installed');
    for (const other of ['/ping', '/', '/api/github/webhooks'])
      expect((await fetch(`http://127.0.0.1:${port}${other}`)).status).toBe(404);
    const [line = ''] = server
      .said()
      .split('\n')
      .filter((one) => one.includes('"msg":"Delivery worked off"'));
    expect(JSON.parse(line)).toMatchObject({
      ...{ level: 30, delivery: 'a', event: 'pull_request', subject: 'repo:7#1', outcome: 'done' },
      lagSeconds: expect.any(Number),
    });
    server.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    // The try that failed is one, too.
    expect(traces.join('').match(/"name":"delivery"/g)).toHaveLength(2);
    expect(traces.join('')).toContain('"stringValue":"repo:7#1"');
  });

  test('SIGTERM: no more deliveries, what is begun gets finished, exit status 0', async () => {
    const journal = newPath('journal');
    const go = newPath('go');
    const server = await start(await newPlace(), journal);
    await server.deliver({ test: { holdUntil: go } }, 'slow');
    await untilJournal(journal, (lines) => lines.length === 1);
    server.kill('SIGTERM');
    await expect.poll(() => server.deliver({}).catch(() => 'refused'), within(20)).toBe('refused');
    writeFileSync(go, '');
    expect(await server.ended).toBe(0);
    expect(readJournal(journal).at(-1)).toMatchObject({ what: 'done', id: 'slow' });
    expect(server.said()).not.toContain('"level":50');
  });

  test('a second signal ends it at once', async () => {
    const journal = newPath('journal');
    const server = await start(await newPlace(), journal);
    await server.deliver({ test: { holdUntil: '/nowhere' } });
    await untilJournal(journal, (lines) => lines.length === 1);
    server.kill('SIGINT');
    await expect.poll(() => server.said(), within(20)).toContain('finishing work in progress');
    server.kill('SIGINT');
    expect(await server.ended).toBe(1);
  });
});

test('a second process on the same data folder is kept out, and told why', async () => {
  const place = { DATA_DIR: await newDataFolder() };
  await start(place, newPath('journal'));
  await expect(start(place, newPath('journal'))).rejects.toThrow(
    /Soundings cannot start: The data folder .*data is in use by another Soundings process \(process \d+\), .* which any number of processes can share\.$/m,
  );
});

test('a storm of duplicates on two replicas: each is done once, one at a time for each pull request', async () => {
  const place = { DATABASE_URL: await postgres.createDatabase() };
  const journal = newPath('journal');
  const go = newPath('go');
  const replicas = await Promise.all([start(place, journal), start(place, journal)]);
  const ids = Array.from({ length: 60 }, (_, index) => `storm-${index}`);
  const answers = ids.flatMap((id, index) => {
    const test = { holdUntil: go, failures: index % 20 ? 0 : 1 };
    return [0, 1, 0, 1].map((at) => replicas[at]?.deliver({ number: index % 12, test }, id));
  });
  expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
  // A quick replica would do it all before the other one looks: 12 pull requests are more than its 8 workers.
  await untilJournal(journal, (lines) => new Set(lines.map(({ pid }) => pid)).size === 2);
  writeFileSync(go, '');
  await untilJournal(journal, (lines) => lines.filter(({ what }) => what === 'done').length >= ids.length);

  const lines = readJournal(journal);
  const done = lines.filter(({ what }) => what === 'done');
  expect(done.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(new Set(done.map(({ pid }) => pid)).size).toBe(2);
  const inWork = new Map<number, string>();
  for (const { what, id, number } of lines) {
    const other = inWork.get(number);
    expect([undefined, id]).toContain(other);
    if (what === 'begun') inWork.set(number, id);
    else inWork.delete(number);
  }
});

test('what is not signed with the secret is refused and not stored', async () => {
  const journal = newPath('journal');
  const server = await start({ DATA_DIR: await newDataFolder() }, journal);
  const forged = await server.fetch('/api/github/webhooks', signedDelivery('same-id', {}, 'another secret'));
  expect(forged.status).toBe(401);
  expect(await server.deliver({}, 'same-id')).toBe(200);
  await untilJournal(journal, (lines) => lines.some(({ what }) => what === 'done'));
  expect(readJournal(journal)).toHaveLength(2);
});

describe('src/main.ts', () => {
  const credentials = { APP_ID: '1', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: webhookSecret };
  const main = (env: Record<string, string>, entry: string = programs.main, args: string[] = []) => {
    const child = spawnNode(entry, args, env, folder);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, ended, said: () => said };
  };

  test('a file of sources with mistakes: each is named with its line, exit status 1', async () => {
    const sources = newPath('sources.yml');
    writeFileSync(sources, 'connections:\n  warehouse:\n    type: mystery\n  other: 7\n');
    const { ended, said } = main(environment({ ...credentials, SOUNDINGS_SOURCES: sources }));
    expect(await ended).toBe(1);
    expect(said()).toMatch(
      /^Soundings cannot start: the file of sources has problems:\n- .*:3:11: .*`type`.*\n- .*:4:3: /,
    );
  });

  test.each([
    ['src/main.ts', programs.main, []],
    ['soundings start', programs.cli, ['start']],
  ])('%s in production without credentials: what is missing, exit status 1', async (_, entry, args) => {
    const { ended, said } = main(environment({}), entry, args);
    expect(await ended).toBe(1);
    expect(said()).toMatch(
      /^Soundings cannot start:\n- APP_ID is missing.*\n- PRIVATE_KEY is missing.*\n- WEBHOOK_SECRET/,
    );
  });

  test('without a webhook secret it refuses to start', async () => {
    const { APP_ID, PRIVATE_KEY } = credentials;
    const { ended, said } = main(environment({ APP_ID, PRIVATE_KEY, NODE_ENV: 'development' }));
    expect(await ended).toBe(1);
    expect(said()).toMatch(/WEBHOOK_SECRET is missing/);
    expect(said()).not.toContain('PRIVATE KEY');
  });

  test('a database that cannot be reached: its address and not its password, exit status 1', async () => {
    const DATABASE_URL = 'postgres://soundings:hunter2@127.0.0.1:1/soundings';
    const { ended, said } = main(environment({ ...credentials, DATABASE_URL }));
    expect(await ended).toBe(1);
    expect(said()).toMatch(
      /cannot start: The database at 127\.0\.0\.1:1 cannot be reached: check DATABASE_URL \(.*ECONNREFUSED/,
    );
    expect(said()).not.toContain('hunter2');
  });

  test('without credentials outside production the set-up page is served, to anyone who sees the terminal', async () => {
    const { child, ended, said } = main(environment({ NODE_ENV: 'development' }));
    const address = () => /http:\S+token=\w+/.exec(said())?.[0] ?? '';
    await expect.poll(address, within(20)).not.toBe('');
    expect((await fetch(new URL('/probot', address()))).status).toBe(403);
    const { headers } = await fetch(address(), { redirect: 'manual' });
    const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(new URL('/probot', address()), { headers: { cookie } });
    expect(await page.text()).toContain('Register GitHub App');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('a deployment that lost its credentials says so, and offers itself to nobody', async () => {
    const { ended, said } = main(environment({ NODE_ENV: 'development', WEBHOOK_SECRET: webhookSecret }));
    expect(await ended).toBe(1);
    expect(said()).toMatch(
      /- The set-up page is for a first start alone, and WEBHOOK_SECRET is set: write what is missing/,
    );
  });
});
