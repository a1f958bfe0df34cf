import { globSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { parseSync } from 'oxc-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database, type DatabaseConnection } from '../../src/db/connect.ts';
import { createInbox } from '../../src/db/inbox/inbox.ts';
import { ledgerOf } from '../../src/db/ledger/ledger.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';

let server: PostgresServer;
let connection: DatabaseConnection;
beforeAll(async () => {
  server = await startPostgresServer();
  connection = await connect({ databaseUrl: await server.createDatabase(), dataDir: '' });
  await migrate(connection);
});
afterAll(async () => {
  await connection?.close();
  await server?.stop();
});

const numbers = (length: number) => Array.from({ length }, (_, at) => at + 1);
const words = (length: number) => numbers(length).map((number) => `w${number}`);

/** Whatever takes a list. */
const taking: [string, (within: Database, length: number) => Promise<unknown>][] = [
  ['known deliveries', (within, length) => storeOf(within).knownDeliveries(words(length))],
  ['indexed merges', (within, length) => storeOf(within).indexedMerges(1, numbers(length))],
  [
    'standings of hypotheses',
    (within, length) =>
      storeOf(within).hypothesisStandings(
        1,
        numbers(length).map((number) => ({ owner: 'acme', repository: 'shop', number })),
      ),
  ],
  ['challenges by subject', (within, length) => storeOf(within).openChallenges(1, words(length))],
  [
    'deliveries that are done',
    async (within, length) => {
      const inbox = createInbox(within, { enqueue: async () => {} });
      await Promise.all(words(length).map((id) => inbox.complete(id)));
    },
  ],
  ['the ledger', (within) => ledgerOf(within).entries({}, 10)],
];

const storeOf = (within: Database) => createStore(within, async () => {});

test.each(taking)('statements do not grow with lists: %s', async (_, take) => {
  // One connection, which keeps what it has prepared.
  await connection.database.transaction(async (within) => {
    const prepared = async () => {
      const { rows } = (await within.execute(
        sql`select count(*)::int as count from pg_prepared_statements where ${1}::int = 1`,
      )) as unknown as { rows: { count: number }[] };
      return rows[0]?.count;
    };
    for (const length of [1, 2]) await take(within, length);
    await prepared();
    const before = await prepared();
    for (let length = 3; length <= 200; length += length < 20 ? 1 : 20) await take(within, length);
    expect(await prepared()).toBe(before);
  });
});

test('no query of ours has a parameter for each of a list', () => {
  const offenders = globSync('src/db/**/*.ts').flatMap((file) => {
    const { module } = parseSync(file, readFileSync(file, 'utf8'));
    const names = module.staticImports
      .filter(({ moduleRequest }) => moduleRequest.value.startsWith('drizzle-orm'))
      .flatMap(({ entries }) => entries.map(({ importName }) => importName.name));
    return names.filter((name) => /^(not)?inArray$/i.test(name ?? '')).map((name) => `${file}: ${name}; write anyOf`);
  });
  expect(offenders).toEqual([]);
});
