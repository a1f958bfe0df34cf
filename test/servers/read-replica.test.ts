import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readRecord } from '../../src/cli/server/read-record.ts';
import { connect, type Database, type DatabaseConnection } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openReplica, type Replica } from '../../src/db/replica.ts';
import { startGitHub } from '../stage/github/start-github.ts';
import { AppProcess } from '../stage/process/app-process.ts';
import { freePort } from '../stage/process/free-port.ts';
import { within } from '../stage/run/crowding.ts';
import { bet, checked, mapFile, outcomeMap } from '../stage/story/story.ts';
import { type PostgresPair, startPostgresPair } from './start-postgres-pair.ts';

let pair: PostgresPair;
let primary: DatabaseConnection;
const open: Replica[] = [];
let said: string[] = [];
const note = (_: object, message: string) => void said.push(message);
const log = { info: note, warn: note, error: note };

beforeAll(async () => {
  pair = await startPostgresPair({ synchronous: true });
  primary = await connect({ databaseUrl: pair.url, dataDir: '' });
  await migrate(primary);
});
afterAll(async () => {
  for (const one of open) await one.close();
  await primary?.close();
  await pair?.stop();
});
beforeEach(() => {
  said = [];
});

function replica(url = pair.standbyUrl, limits = { mostBehindS: 60, judgedAnewAfterMs: 0 }): Replica {
  const opened = openReplica(url, primary.database, log, limits);
  open.push(opened);
  return opened;
}

async function place(database: Database): Promise<'primary' | 'standby'> {
  const { rows } = (await database.execute(sql`select pg_is_in_recovery() as standby`)) as unknown as {
    rows: { standby: boolean }[];
  };
  return rows[0]?.standby ? 'standby' : 'primary';
}

test('what only looks is read from the standby', async () => {
  const { read } = replica();
  expect([await read(place), await read(place)]).toEqual(['standby', 'standby']);
  expect(said).toEqual(['Replica of DATABASE_READ_URL: in use']);
});

test('a standby that breaks off in the middle is no failure: the primary is read', async () => {
  const { read } = replica();
  const where: string[] = [];
  const answer = await read(async (database) => {
    where.push(await place(database));
    if (where.length === 1) await database.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
    return 'read';
  });
  expect([answer, ...where]).toEqual(['read', 'standby', 'primary']);
});

test('a fault of the question is none of the standby: it is asked once', async () => {
  const { read } = replica();
  let asked = 0;
  const asking = read(async (database) => {
    asked += 1;
    await database.execute(sql`select 1 / 0`);
  });
  await expect(asking).rejects.toThrow();
  expect(asked).toBe(1);
});

test('one that is not there, or is none, is told of once, and the primary is read', async () => {
  const missing = replica(pair.standbyUrl.replace(/:\d+\//, ':1/'));
  const none = replica(pair.url);
  for (const { read } of [missing, none, none]) expect(await read(place)).toBe('primary');
  expect(said).toEqual([
    'Replica of DATABASE_READ_URL: not reachable; the primary is read',
    'Replica of DATABASE_READ_URL: no standby; the primary is read',
  ]);
});

test('a report is read from the standby, and says so if it cannot be', async () => {
  const given = { DATABASE_URL: pair.url, DATABASE_READ_URL: pair.standbyUrl };
  expect(await reading(given)).toEqual({ answer: 'standby', said: [] });
  expect(await reading({ ...given, DATABASE_READ_URL: pair.url })).toEqual({
    answer: 'primary',
    said: ['DATABASE_READ_URL is no standby; reading from DATABASE_URL'],
  });
});

async function reading(given: Record<string, string>) {
  const [before, told] = [{ ...process.env }, console.error];
  const heard: string[] = [];
  Object.assign(process.env, given);
  console.error = (line: string) => void heard.push(line);
  try {
    const read = await readRecord(place);
    if ('problem' in read) throw new Error(read.problem);
    return { answer: read.answer, said: heard };
  } finally {
    process.env = before;
    console.error = told;
  }
}

/** Of a server and a GitHub of its own: the open bets on the portfolio that it shows to everybody, and what it said of its replica. */
async function startShop(environment: Record<string, string>) {
  const github = await startGitHub();
  const folder = await mkdtemp(join(tmpdir(), 'soundings-replica-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const app = new AppProcess(folder, {
    ...{ APP_ID: String(github.appId), PRIVATE_KEY: github.privateKey, WEBHOOK_SECRET: github.secret },
    ...{ GITHUB_API_URL: github.apiUrl, PORT: String(port), PUBLIC_URL: origin, SESSION_SECRET: 's'.repeat(32) },
    ...{ GITHUB_CLIENT_ID: github.clientId, GITHUB_CLIENT_SECRET: github.clientSecret },
    ...environment,
  });
  github.deliverTo(await app.start());
  const map = outcomeMap('mode: enforce, portfolio: public');
  const shop = await github.createRepository('acme/shop', { files: { [mapFile]: map }, private: false });
  let opened = 0;
  return {
    /** Resolves once its check stands on GitHub. */
    async stateBet() {
      opened += 1;
      const files = { [`src/change-${opened}.ts`]: 'export {};\n' };
      const change = { title: `Change ${opened}`, author: 'ben', branch: `change-${opened}`, files, body: bet };
      await checked(await shop.openPullRequest(change), 'success');
    },
    async betsShown() {
      const answer = await fetch(`${origin}/o/acme`);
      if (answer.status !== 200) throw new Error(`The portfolio answers ${answer.status}`);
      return Number(/Open bets<\/dt><dd>(\d+)</.exec(await answer.text())?.[1]);
    },
    async said() {
      const log = await readFile(join(folder, 'app.log'), 'utf8');
      return [...log.matchAll(/"msg":"(?:Replica of DATABASE_READ_URL: |The replica of )([^"]+)"/g)].map(
        ([, it]) => it,
      );
    },
    async close() {
      await app.stop();
      await github.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

test('a whole server shows pages from the standby while it keeps up, and else from the primary, and says so', async () => {
  // Otherwise the primary would wait for a standby that has stopped.
  await primary.database.execute(sql`alter database soundings set synchronous_commit = local`);
  await primary.database.execute(sql`create schema late`);
  // Instead of a minute that passes: to who looks there first, it has passed as soon as somebody holds the lock.
  await primary.database.execute(sql`
    create function late.clock_timestamp() returns timestamptz language sql as $$
      select pg_catalog.clock_timestamp() + count(*) * interval '61 s' from pg_locks where locktype = 'advisory' and objid = 61
    $$`);
  const options = encodeURIComponent('-c search_path=late,pg_catalog,public');
  const shop = await startShop({
    ...{ DATABASE_URL: pair.url, DATABASE_READ_URL: `${pair.standbyUrl}?options=${options}` },
  });
  const standby = postgres(pair.standbyUrl, { max: 1 });
  try {
    await shop.stateBet();
    await expect.poll(shop.betsShown, within(20)).toBe(1);
    expect(await shop.said()).toEqual(['in use']);

    await standby`select pg_wal_replay_pause()`;
    await expect
      .poll(async () => (await standby`select pg_get_wal_replay_pause_state() as state`)[0]?.state, within(20))
      .toBe('paused');
    await shop.stateBet();
    expect(await shop.betsShown()).toBe(1);
    await standby`select pg_advisory_lock(61)`;
    await expect.poll(shop.betsShown, within(20)).toBe(2);
    const behind = 'too far behind; the primary is read';
    expect(await shop.said()).toEqual(['in use', behind]);

    await standby`select pg_advisory_unlock(61), pg_wal_replay_resume()`;
    const untilInUse = async () => [await shop.betsShown(), (await shop.said()).at(-1)];
    await expect.poll(untilInUse, within(20)).toEqual([2, 'in use']);
    await standby.end();

    await pair.loseStandby();
    await shop.stateBet();
    await expect.poll(shop.betsShown, within(20)).toBe(3);
    const gone = 'not reachable; the primary is read';
    await expect.poll(async () => [await shop.betsShown(), (await shop.said()).at(-1)], within(20)).toEqual([3, gone]);
    await pair.returnStandby();
    await expect.poll(untilInUse, within(60)).toEqual([3, 'in use']);
    expect(new Set(await shop.said())).toEqual(
      new Set(['in use', behind, 'DATABASE_READ_URL gave up a read; the primary is read', gone]),
    );
  } finally {
    await standby.end();
    await shop.close();
  }
});

test('one that has fallen behind is not read until it has caught up', async () => {
  const { read } = replica(pair.standbyUrl, { mostBehindS: 1, judgedAnewAfterMs: 0 });
  const write = () => primary.database.execute(sql`create table t ()`);
  await write();
  await expect.poll(() => read(place), within(10)).toBe('standby');
  pair.replication.silence();
  await expect.poll(() => read(place), within(20)).toBe('primary');
  expect(said.at(-1)).toBe('Replica of DATABASE_READ_URL: too far behind; the primary is read');
});
