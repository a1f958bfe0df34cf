import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { DatabaseConnection } from '../../../src/db/connect.ts';
import { textOf } from '../../../src/db/document.ts';
import { housekeeping } from '../../../src/db/housekeeping.ts';
import { createInbox } from '../../../src/db/inbox/inbox.ts';
import { ledgerOf } from '../../../src/db/ledger/ledger.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import { openTenancy } from '../../../src/db/tenancy.ts';
import { writeBudget } from '../../../src/db/write-budget.ts';
import type { BetRecord } from '../../../src/domain/bet/bet-record.ts';
import type { OutcomeMap } from '../../../src/domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import type { Store } from '../../../src/flows/ports/store.ts';
import { onBothDatabases } from '../../stage/database/databases.ts';
import { rowsOf, rowsThatSay, withRows } from '../../stage/database/rows.ts';

const noQueue = async () => {};

const repository = (id: number, ownerId = id): Repository => ({
  ...{ id, ownerId, owner: `owner-${ownerId}`, name: `shop-${id}`, defaultBranch: 'main', private: true },
  installationId: ownerId + 1000,
});

/** Nothing but a map says this. */
const mark = 'said by the map alone';

const mapWith = (metrics: number, title = mark): OutcomeMap => ({
  metrics: Array.from({ length: metrics }, (_, index) => ({
    ...{ name: `metric_${index}`, title: `${title}, ${index}`, unit: 'count', good: 'up', drives: [] },
  })),
  objectives: [],
  policy: {
    ...{ mode: 'enforce', issues: { mode: 'off', labels: [] }, require: 'reference', redact: false },
    exempt: { authors: [], labels: [], paths: [] },
  },
  release: { on: 'merge' },
  followUp: { afterDays: [7] },
});

const at = new Date('2026-11-03T10:00:00Z');

const betOf = (home: Repository, number: number, map: OutcomeMap, changes: Partial<BetRecord> = {}): BetRecord => ({
  ...{ id: `${home.id}-${number}`, repository: home, number, title: 'A shorter form', author: 'ada', state: 'shipped' },
  bet: {
    ...{ keyResults: [], hypotheses: [], guardrails: [], evidence: [] },
    movements: [{ metric: { name: 'signups', title: 'Sign-ups', unit: 'count', good: 'up', drives: [] } }],
  },
  ...{ mapVersion: 'v1', map, mergedAt: at, shippedAt: at, mergeSha: String(number).padStart(40, 'a') },
  ...changes,
});

const mapsOf = (connection: DatabaseConnection, { id }: Repository) =>
  rowsOf<{ digest: string }>(connection, sql`select digest from map_versions where repository_id = ${id} order by 1`);

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  let store: Store;
  let nextId = 100;
  const someRepository = async (ownerId?: number) => {
    const one = repository(nextId++, ownerId);
    await store.rememberRepository(one);
    return one;
  };
  beforeAll(async () => {
    connection = await databases.migrated();
    store = createStore(connection.database, noQueue);
  });

  test('600 bets on one map store its text once, and each is read with it', async () => {
    const [home, map] = [await someRepository(), mapWith(50)];
    for (let number = 1; number <= 600; number += 1) await store.saveBet(betOf(home, number, map));
    const found = await rowsThatSay(connection, sql`strpos(told, ${mark}) > 0`);
    expect([withRows(found), found.map_versions]).toEqual([['map_versions'], 1]);
    expect(await store.betOf(home.id, 600)).toEqual(betOf(home, 600, map));
    expect(await store.bet(`${home.id}-1`)).toEqual(betOf(home, 1, map));
  });

  test('of one version the whole and what may be told of it are two texts, and neither takes the place of the other', async () => {
    const home = await someRepository();
    const [whole, part] = [mapWith(3), { ...mapWith(1), inPart: true as const }];
    await store.saveBet(betOf(home, 1, whole));
    await store.saveBet(betOf(home, 2, part));
    expect((await store.betOf(home.id, 1))?.map).toEqual(whole);
    expect((await store.betOf(home.id, 2))?.map).toEqual(part);
    await store.saveBet(betOf(home, 2, whole));
    expect((await store.betOf(home.id, 2))?.map).toEqual(whole);
  });

  test('a map is given back as it was, whatever is written in it', async () => {
    const home = await someRepository();
    const map = mapWith(1, 'NUL \u0000, half \ud800 of a pair, \\u0000, \\\\, "quoted", __proto__');
    await store.saveBet(betOf(home, 1, map, { title: '\\u0000 \u0000' }));
    expect(await store.betOf(home.id, 1)).toEqual(betOf(home, 1, map, { title: '\\u0000 \u0000' }));
  });

  test('what the version before writes over a bet of ours counts, its map too', async () => {
    const home = await someRepository();
    await store.saveBet(betOf(home, 1, mapWith(1)));
    const { repository: _, ...record } = betOf(home, 1, mapWith(2));
    await connection.database.execute(sql`update bets set record = ${textOf(record)}::json where id = ${record.id}`);
    expect((await store.betOf(home.id, 1))?.map).toEqual(mapWith(2));
    await store.saveBet(betOf(home, 1, mapWith(3)));
    expect((await store.betOf(home.id, 1))?.map).toEqual(mapWith(3));
  });

  test('another owner’s work neither sees a map nor refers to it', async () => {
    const [ours, theirs] = [await someRepository(), await someRepository()];
    await store.saveBet(betOf(ours, 1, mapWith(1)));
    const them = (await openTenancy(connection, noQueue)).storeOf(theirs.ownerId);
    expect(await them.bet(`${ours.id}-1`)).toBeUndefined();
    await expect(them.saveBet(betOf(ours, 2, mapWith(1)))).rejects.toThrow();
    await connection.database.transaction(async (within) => {
      await within.execute(
        sql`select set_config('soundings.owner', ${String(theirs.ownerId)}, true), set_config('role', 'soundings_tenant', true)`,
      );
      expect(await rowsOf({ database: within }, sql`select * from map_versions`)).toEqual([]);
    });
    await them.saveBet(betOf(theirs, 1, mapWith(1)));
    expect(await them.betOf(theirs.id, 1)).toEqual(betOf(theirs, 1, mapWith(1)));
  });

  describe('housekeeping', () => {
    const house = () =>
      housekeeping({
        connection,
        inbox: createInbox(connection.database, { enqueue: noQueue }),
        budget: writeBudget(connection.database),
      });

    test('maps that no bet refers to any more are removed within the hour, however many; the others stay', async () => {
      const home = await someRepository();
      const keep = house();
      await keep(at);
      await store.saveBet(betOf(home, 1, mapWith(0), { state: 'open' }));
      // Open bets follow the map.
      for (let version = 1; version <= 5; version += 1) await store.saveBet(betOf(home, 1, mapWith(version)));
      await connection.database.execute(sql`insert into map_versions (repository_id, digest, map)
        select ${home.id}, 'left-' || n, '{}' from generate_series(1, 250) n`);
      expect(await mapsOf(connection, home)).toHaveLength(256);
      await keep(new Date(at.getTime() + 59 * 60_000));
      expect(await mapsOf(connection, home)).toHaveLength(256);
      await keep(new Date(at.getTime() + 60 * 60_000));
      expect(await mapsOf(connection, home)).toHaveLength(1);
      expect(await store.betOf(home.id, 1)).toEqual(betOf(home, 1, mapWith(5)));
    });

    if (databases.kind === 'postgres')
      test('one that a bet is just being saved with stays', async () => {
        const home = await someRepository();
        await store.saveBet(betOf(home, 1, mapWith(1)));
        await store.deleteBet(`${home.id}-1`);
        const [kept, tidied] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        const saving = store.transaction(async (tx) => {
          await tx.saveBet(betOf(home, 2, mapWith(1)));
          kept.resolve();
          await tidied.promise;
        });
        await kept.promise;
        await house()(at);
        tidied.resolve();
        await saving;
        expect(await store.betOf(home.id, 2)).toEqual(betOf(home, 2, mapWith(1)));
      });
  });

  test('the maps that lie in records are moved, with whatever people wrote beside them and in them', async () => {
    const old = await databases.empty();
    await migrateUpTo(old, 12);
    const [home, other] = [repository(1), repository(2)];
    const odd = 'NUL \u0000, half \ud800 of a pair, \\u0000 \\\u0000 \\b \b \\\\b "map":{} \u2028 \ud83d\ude00';
    const was = [
      betOf(home, 1, mapWith(20)),
      betOf(home, 2, mapWith(20), {
        title: odd,
        frozenBody: `"map":${JSON.stringify(mapWith(20))}`,
        decidedBefore: [],
      }),
      betOf(home, 3, mapWith(2, odd), { learned: { text: odd, by: 'ada', at } }),
      betOf(other, 4, mapWith(20)),
    ];
    for (const { id, owner, ownerId, name, installationId } of [home, other])
      await old.database.execute(sql`insert into repositories (id, installation_id, owner_id, owner, name, default_branch, private)
        values (${id}, ${installationId}, ${ownerId}, ${owner}, ${name}, 'main', true)`);
    for (const {
      repository: { id: repositoryId },
      ...record
    } of was)
      await old.database.execute(sql`insert into bets (id, repository_id, number, state, metrics, record)
        values (${record.id}, ${repositoryId}, ${record.number}, 'shipped', '{signups}', ${textOf(record)}::json)`);
    await migrate(old);
    const after = createStore(old.database, noQueue);
    for (const bet of was) expect(await after.bet(bet.id)).toEqual(bet);
    const homes = async () =>
      rowsOf(
        old,
        sql`select repository_id::int as home, count(*)::int as maps from map_versions group by 1 order by 1`,
      );
    expect(await homes()).toEqual([
      { home: 1, maps: 2 },
      { home: 2, maps: 1 },
    ]);
    // Of the map's own text nothing is left; what somebody quoted is.
    expect(
      await rowsOf(old, sql`select id from bets where strpos(record::text, '"title":"said by the map') > 0`),
    ).toEqual([]);
    // What is saved again finds its text there.
    for (const bet of was) await after.saveBet(bet);
    expect(await homes()).toEqual([
      { home: 1, maps: 2 },
      { home: 2, maps: 1 },
    ]);
  });

  if (databases.kind === 'embedded')
    describe('what goes to the database and comes from it', () => {
      /** Characters of the parameters, and of the rows. */
      async function traffic(
        work: (within: Store) => Promise<unknown>,
      ): Promise<{ sent: number; got: number; statements: number }> {
        if (connection.kind !== 'embedded') throw new Error('It has a client of its own');
        const spy = vi.spyOn(connection.client, 'query');
        try {
          await work(store);
          const answers = await Promise.all(spy.mock.results.map(({ value }) => value as Promise<{ rows: unknown[] }>));
          return {
            sent: JSON.stringify(spy.mock.calls.map(([, parameters]) => parameters)).length,
            got: JSON.stringify(answers.map(({ rows }) => rows)).length,
            statements: spy.mock.calls.length,
          };
        } finally {
          spy.mockRestore();
        }
      }

      const map = mapWith(2_000);
      const size = JSON.stringify(map).length;
      let home: Repository;
      beforeAll(async () => {
        home = await someRepository();
        for (let number = 1; number <= 30; number += 1) await store.saveBet(betOf(home, number, map));
      });

      test('a bet on a map that is there sends none of its text', async () => {
        expect(size).toBeGreaterThan(150_000);
        const { sent } = await traffic((within) => within.saveBet(betOf(home, 31, map)));
        expect(sent).toBeLessThan(3_000);
      });

      test('a bet is read with one map, in one statement', async () => {
        const { got, statements } = await traffic((within) => within.betOf(home.id, 1));
        expect([statements, Math.round(got / size)]).toEqual([1, 1]);
      });

      test.each<[string, (within: Store) => Promise<unknown>]>([
        ['a release', (within) => within.betsMergedSince(home.id, new Date(0), ['shipped'])],
        [
          'what reverts name',
          (within) =>
            within.betsNumbered(
              home.id,
              Array.from({ length: 20 }, (_, n) => n + 1),
            ),
        ],
        ['a commit', (within) => within.betByMergeSha(home.id, '1'.padStart(40, 'a'))],
        ['what ships into silence', () => ledgerOf(connection.database).silent({}, new Date('2027-01-01'), 100)],
      ])('a list of bets is read in few statements, and without a map: %s', async (_, read) => {
        const { got, statements } = await traffic(read);
        expect(got).toBeLessThan(30 * 2_000);
        expect(statements).toBeLessThan(6);
      });
    });
});

/** As far as the version was that had so many migrations. */
async function migrateUpTo({ database }: DatabaseConnection, last: number): Promise<void> {
  const before = readMigrationFiles({ migrationsFolder: 'drizzle' }).slice(0, last + 1);
  await database.execute(sql`create schema drizzle`);
  await database.execute(
    sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  );
  for (const { sql: statements, hash, folderMillis } of before) {
    for (const statement of statements) await database.execute(sql.raw(statement));
    await database.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`,
    );
  }
}
