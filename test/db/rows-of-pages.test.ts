import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database, type DatabaseConnection } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { pageRecord } from '../../src/db/pages/page-record.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { openTenancy } from '../../src/db/tenancy.ts';
import { newestEdition } from '../../src/domain/digest/editions.ts';
import { planOf } from '../../src/domain/digest/plan-of.ts';
import { rhythms } from '../../src/domain/outcome-map/digest/plan.ts';
import type { PageRecord } from '../../src/flows/ports/page-record.ts';
import { endsAt, fillRecord } from '../stage/database/fill-record.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { rowsOf } from '../stage/database/rows.ts';
import { yearMap } from '../stage/pages/year-of-bets.ts';

/*
 * What a page reads of the bets, as an owner's pages read: row-level security lets fewer indexes be used. Counted, since on a small record no time would
 * tell.
 */
const bets = 4_000;
const ownerId = 1;
const place = { ownerId, owner: 'owner-1', installationIds: [ownerId] };
const reader = new Map(Array.from({ length: 40 }, (_, at) => [1001 + at, { name: `repo-${1 + at}`, private: true }]));
const all = { oldestFirst: false, unknown: [] };

let server: PostgresServer;
let connection: DatabaseConnection;
let record: PageRecord;
let read = 0;

beforeAll(async () => {
  server = await startPostgresServer();
  const databaseUrl = await server.createDatabase();
  const setUp = await connect({ databaseUrl, dataDir: '' });
  await migrate(setUp);
  await fillRecord(setUp.database, bets);
  const map = yearMap(endsAt);
  const [first] = map.metrics;
  const metrics = first ? [{ ...first, name: 'metric_7', owner: '@owner-1/team-7', drives: [] }] : [];
  const objectives = map.objectives.map((objective) => ({
    ...objective,
    keyResults: objective.keyResults.map((one) => ({ ...one, metric: 'metric_7' })),
  }));
  const lastGood = { map: { ...map, metrics, objectives }, version: 'v1', home: { name: 'repo-1' } };
  const store = createStore(setUp.database, async () => {});
  for (const id of reader.keys()) await store.saveMapState(id, { lastGood });
  // A record of this size would fit on a few pages, and the planner reads them all where it may.
  await setUp.database.execute(sql`alter role postgres set enable_seqscan = off`);
  await setUp.close();
  connection = await connect({ databaseUrl, dataDir: '' });
  const tenancy = await openTenancy(connection, async () => {});
  record = pageRecord(connection.database, {
    read: (owner, work) =>
      tenancy.read(owner, async (within) => {
        // The counters of a connection go on from one transaction to the next.
        const before = await rowsOfBets(within);
        const answer = await work(within);
        read = (await rowsOfBets(within)) - before;
        return answer;
      }),
  });
}, 120_000);
afterAll(async () => {
  await connection?.close();
  await server?.stop();
});

async function rowsOfBets(database: Database): Promise<number> {
  const [counts] = await rowsOf<{ rows: number }>(
    { database },
    sql`select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'bets'`,
  );
  return counts?.rows ?? Number.NaN;
}

const spring = { text: '2026-Q2', since: new Date('2026-04-01'), until: new Date('2026-07-01') };
const ago = (days: number) => new Date(endsAt.getTime() - days * 86_400_000);

test.each<[string, () => Promise<unknown>]>([
  ['the ledger', () => record.ledger(place, reader, all, 50)],
  ['the ledger of a metric', () => record.ledger(place, reader, { ...all, metric: 'metric_7' }, 50)],
  ['the ledger of a key result', () => record.ledger(place, reader, { ...all, keyResult: 'KR1' }, 50)],
  ['the ledger of a period', () => record.ledger(place, reader, { ...all, period: spring }, 50)],
  ['the page of a metric', () => record.metric(ownerId, reader, { metric: 'metric_7' }, ago(90))],
  ['the page of a key result', () => record.metric(ownerId, reader, { keyResult: 'KR1' }, ago(90))],
])('%s reads a part of an owner’s bets', async (_, ask) => {
  read = 0;
  expect(await ask()).toBeDefined();
  expect(read).toBeGreaterThan(0);
  // Six of ten are the owner's.
  expect(read).toBeLessThan(bets * 0.6 * 0.25);
});

// A third of the bets have no decision: sorted here, on a large record read in their order up to the fortieth. The rest is of the period alone.
test.each(rhythms)('a %s digest reads each of an owner’s bets less than once', async (rhythm) => {
  read = 0;
  const edition = newestEdition(planOf({}), rhythm, endsAt)?.name ?? '';
  expect(await record.edition(ownerId, reader, { edition }, endsAt)).toBeDefined();
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(bets * 0.6 * 0.85);
});

test('a map is read once, until it says something else', async () => {
  const [first] = await record.maps(ownerId, reader);
  const [again] = await record.maps(ownerId, reader);
  expect(first?.map.metrics[0]?.title).toBeTypeOf('string');
  expect(again?.map).toBe(first?.map);
  await connection.database.execute(sql`
    update outcome_maps set last_good = jsonb_set(last_good::jsonb, '{map,metrics,0,title}', '"Sign-ups"')::json
    where repository_id = 1001`);
  const [changed] = await record.maps(ownerId, reader);
  expect(changed?.map.metrics[0]?.title).toBe('Sign-ups');
});
