import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readRecord } from '../../src/cli/server/read-record.ts';
import { connect, type Database, type DatabaseConnection } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openReplica, type Replica } from '../../src/db/replica.ts';
import { within } from '../stage/run/crowding.ts';
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

test('one that has fallen behind is not read until it has caught up', async () => {
  const { read } = replica(pair.standbyUrl, { mostBehindS: 1, judgedAnewAfterMs: 0 });
  const write = () => primary.database.execute(sql`create table t ()`);
  await write();
  await expect.poll(() => read(place), within(10)).toBe('standby');
  pair.replication.silence();
  await expect.poll(() => read(place), within(20)).toBe('primary');
  expect(said.at(-1)).toBe('Replica of DATABASE_READ_URL: too far behind; the primary is read');
});
