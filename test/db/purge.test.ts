import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../src/db/connect.ts';
import { createStore } from '../../src/db/stores/store.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { Store } from '../../src/flows/ports/store.ts';
import { purgeInstallation, purgeRepository } from '../../src/flows/upkeep/purge.ts';
import { onBothDatabases } from '../stage/database/databases.ts';
import { fillTables, owner } from '../stage/database/fill-tables.ts';
import { rowsOf, rowsThatSay, withRows } from '../stage/database/rows.ts';

const marks = (digit: number) => `7700[123]${digit}|owner-${digit}`;

/** Says nothing of an owner, or is what a purge leaves on purpose. */
const ofNobody = ['beats', 'first_owners', 'purges', 'rounds', 'sessions', 'source_reads', 'write_probes'];

/** How many rows of each table have something of the owner; tables without are left out. */
async function rowsAbout(connection: DatabaseConnection, digit: number): Promise<Record<string, number>> {
  const found = await rowsThatSay(connection, sql`told ~ ${marks(digit)}`);
  return Object.fromEntries(Object.entries(found).filter(([name]) => !ofNobody.includes(name)));
}

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  let store: Store;
  beforeAll(async () => {
    connection = await databases.migrated();
    store = createStore(connection.database, async () => {});
  });

  test('a purge leaves no row of the owner in any table, and all of another’s', async () => {
    for (const digit of [1, 2]) await fillTables(connection, owner(digit));
    const before = await rowsAbout(connection, 1);
    // Add a row of a new table to `fillTables`, or name the table in `ofNobody`.
    expect(withRows(before)).toEqual(Object.keys(before));
    const others = await rowsAbout(connection, 2);
    await purgeInstallation(store, owner(1).installationId, true);
    expect(withRows(await rowsAbout(connection, 1))).toEqual([]);
    expect(await rowsAbout(connection, 2)).toEqual(others);
  });

  test.each([
    ['the installation says whose it was', undefined],
    ['the event says whose it was', owner(3).ownerId],
  ])('an owner whose last repository was transferred is purged all the same: %s', async (_, ownerId) => {
    const [from, to] = [owner(3), owner(4)];
    await fillTables(connection, from);
    const [repository] = [(await store.repository(from.repositoryId)) as Repository];
    await store.rememberRepository({
      ...repository,
      ownerId: to.ownerId,
      owner: to.login,
      installationId: to.installationId,
    });
    if (ownerId !== undefined)
      await connection.database.execute(sql`delete from installations where id = ${from.installationId}`);
    else expect(await store.installationsOf('Owner-3')).toEqual([{ id: from.installationId, repositories: [] }]);
    await purgeInstallation(store, from.installationId, false, ownerId);
    const ofOldOwner = await rowsOf<{ rows: number }>(
      connection,
      sql`select (select count(*) from outcomes where owner_id = ${from.ownerId})
        + (select count(*) from edge_trials where owner_id = ${from.ownerId})
        + (select count(*) from edge_alarms where owner_id = ${from.ownerId})
        + (select count(*) from challenges where owner_id = ${from.ownerId})
        + (select count(*) from installations where owner_id = ${from.ownerId})
        + (select count(*) from deliveries where installation_id = ${from.installationId}) as rows`,
    );
    expect(ofOldOwner.map(({ rows }) => Number(rows))).toEqual([0]);
    // What moved is the new owner's.
    expect(await store.repository(from.repositoryId)).toMatchObject({ ownerId: to.ownerId });
    await purgeInstallation(store, to.installationId, false);
    expect(withRows(await rowsAbout(connection, 4))).toEqual([]);
    await connection.database.execute(sql`delete from purges`);
  });

  test.each([
    ['heard of late', true],
    ['noticed by a sweep', false],
  ])('an uninstalling that is %s takes nothing of an owner who has installed the App again', async (_, isTold) => {
    const { installationId, ownerId } = owner(8);
    await connection.database.execute(sql`delete from purges`);
    await fillTables(connection, owner(8));
    const before = await rowsAbout(connection, 8);
    const earlier = installationId - 1;
    if (!isTold)
      await connection.database.execute(sql`insert into installations (id, owner_id) values (${earlier}, ${ownerId})`);
    await purgeInstallation(store, earlier, true, isTold ? ownerId : undefined);
    expect(await rowsAbout(connection, 8)).toEqual(before);
    await purgeInstallation(store, installationId, true);
    expect(withRows(await rowsAbout(connection, 8))).toEqual([]);
  });

  test('one repository of several is purged by itself', async () => {
    await fillTables(connection, owner(5));
    await fillTables(connection, { ...owner(6), ownerId: owner(5).ownerId, installationId: owner(5).installationId });
    await purgeRepository(store, owner(5).repositoryId);
    expect(await store.repository(owner(5).repositoryId)).toBeUndefined();
    expect(await store.repository(owner(6).repositoryId)).toBeDefined();
    const [row] = await rowsOf<{ rows: number }>(
      connection,
      sql`select count(*)::int as rows from deliveries where repository_id = ${owner(5).repositoryId}`,
    );
    expect(row?.rows).toBe(0);
  });

  test('what is much is removed in portions: one that breaks off leaves what is gone gone, and the next goes on', async () => {
    const { repositoryId, installationId, ownerId } = owner(7);
    await fillTables(connection, owner(7));
    await connection.database.execute(sql`insert into signals (repository_id, key, signal, at)
      select ${repositoryId}, 'release:' || n, '{}', now() from generate_series(1, 2500) n`);
    const signalsLeft = async () =>
      (
        await rowsOf<{ rows: number }>(
          connection,
          sql`select count(*)::int as rows from signals where repository_id = ${repositoryId}`,
        )
      )[0]?.rows;
    await store.startPurge(installationId, true);
    const portions = [await signalsLeft()];
    while (await store.purgeSome(installationId)) portions.push(await signalsLeft());
    expect(portions.filter((left, at) => left !== portions[at - 1])).toEqual([2501, 1501, 501]);
    expect(await rowsOf(connection, sql`select id from repositories where owner_id = ${ownerId}`)).toEqual([]);
  });

  test('every foreign key has an index to be followed back by', async () => {
    const without = await rowsOf<{ key: string }>(
      connection,
      sql`select conrelid::regclass || ': ' || conname as key from pg_constraint c
        where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
          select from pg_index i where i.indrelid = c.conrelid and i.indpred is null
            and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`,
    );
    expect(without).toEqual([]);
  });
});
