import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../src/db/connect.ts';
import { createStore } from '../../src/db/stores/store.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { Store } from '../../src/flows/ports/store.ts';
import { purgeInstallation, purgeRepository } from '../../src/flows/upkeep/purge.ts';
import { onBothDatabases } from '../stage/database/databases.ts';
import { rowsOf, rowsThatSay, withRows } from '../stage/database/rows.ts';

/** Ids that nothing else in a database looks like: a row that has one of them is a row of that owner. */
const owner = (digit: number) => ({
  ownerId: 770_010 + digit,
  installationId: 770_020 + digit,
  login: `owner-${digit}`,
  repositoryId: 770_030 + digit,
});
type Owner = ReturnType<typeof owner>;
const marks = (digit: number) => `7700[123]${digit}|owner-${digit}`;

/** Says nothing of an owner, or is what a purge leaves on purpose. */
const ofNobody = ['beats', 'first_owners', 'purges', 'rounds', 'sessions', 'write_probes'];

const json = (value: object) => sql`${JSON.stringify(value)}::json`;

/** A row of the owner in every table, so that a table that is added later is missed here until somebody thinks of its purge. */
async function fill(
  { database }: DatabaseConnection,
  { ownerId, installationId, login, repositoryId }: Owner,
): Promise<void> {
  const bet = `bet-${repositoryId}`;
  const of = sql`${repositoryId}, 1`;
  for (const statement of [
    sql`insert into repositories (id, installation_id, owner_id, owner, name, default_branch, private)
        values (${repositoryId}, ${installationId}, ${ownerId}, ${login}, 'shop', 'main', true)`,
    sql`insert into deliveries (id, event, installation_id, repository_id, owner_id, subject, payload)
        values (${`d-${repositoryId}`}, 'push', ${installationId}, ${repositoryId}, ${ownerId}, 's', '{}')`,
    sql`insert into parked_jobs (installation_id, job) values (${installationId}, '{}')`,
    sql`insert into sweeps values (${repositoryId}, now())`,
    sql`insert into content_writes values (${installationId}, now(), true)`,
    sql`insert into outcome_maps (repository_id) values (${repositoryId})`,
    sql`insert into checks values (${of}, 'sha', null, 'd')`,
    sql`insert into comments values (${of}, 'forecast', '', null, 'd')`,
    sql`insert into forecast_bases values (${of}, 'b')`,
    sql`insert into changed_paths values (${of}, 'sha', 'main', '[]')`,
    sql`insert into exemptions values (${of}, '{}')`,
    sql`insert into map_versions values (${repositoryId}, 'digest', '{}')`,
    sql`insert into bets (id, repository_id, number, state, metrics, key_results, map_digest, record)
        values (${bet}, ${of}, 'shipped', '{signups}', '{KR1}', 'digest', ${json({ title: login })})`,
    sql`insert into non_bets values (${of}, 'chore', '""', now())`,
    sql`insert into checkpoints (bet_id, kind, after_days, due_at, final) values (${bet}, 'readout', 7, now(), true)`,
    sql`insert into signals (repository_id, key, signal, at) values (${repositoryId}, 'k', '{}', now())`,
    sql`insert into deployments values (${repositoryId}, 'production', 'sha', now())`,
    sql`insert into gate_results (repository_id, number, result, merged_at) values (${of}, 'bet', now())`,
    sql`insert into carriers (repository_id, "by", target, at, carrier) values (${repositoryId}, '#2', '#1', now(), '{}')`,
    sql`insert into reverts (repository_id, "by", target, at, reverter) values (${repositoryId}, '1', '#2', now(), '{}')`,
    sql`insert into recollected values (${of}, 'comments')`,
    sql`insert into labellings (repository_id, number, label) values (${of}, 'soundings:testing')`,
    sql`insert into spoken_to values (${ownerId}, ${`somebody-${repositoryId}`}, ${repositoryId}, 'k', now())`,
    sql`insert into first_failures (owner_id, author_id, repository_id, number) values (${ownerId}, ${repositoryId}, ${of})`,
    sql`insert into hypotheses values (${of}, 'open', '{}')`,
    sql`insert into challenges (id, repository_id, owner_id, subject, challenge)
        values (${`c-${repositoryId}`}, ${repositoryId}, ${ownerId}, 's', '{}')`,
    sql`insert into outcomes (bet_id, metric, repository_id, owner_id, number, "primary", verdict, merged_at, shipped_at, concluded_at, shared_with, counted)
        values (${bet}, 'signups', ${repositoryId}, ${ownerId}, 1, true, 'moved', now(), now(), now(), '{}', true)`,
    sql`insert into hindsight values (${repositoryId}, 'signups', 'v1', now(), 28, 0.1, 0.05, 0.15, 'moved', now())`,
    sql`insert into edge_trials (bet_id, repository_id, owner_id, lower, upper, trial, at)
        values (${bet}, ${repositoryId}, ${ownerId}, 'a', 'b', '{}', now())`,
    sql`insert into edge_alarms (owner_id, lower, upper, repository_id, number, at) values (${ownerId}, ${`a-${repositoryId}`}, 'b', ${of}, now())`,
    sql`insert into digests (owner_id, home, rhythm, due_at) values (${ownerId}, ${`home-${repositoryId}`}, 'weekly', now())`,
    sql`insert into push_tokens (id, owner_id, hash, begins, metrics, live, expires_at)
        values (${`t-${repositoryId}`}, ${ownerId}, ${`h-${repositoryId}`}, 'snd_', '{}', false, now())`,
    sql`insert into metric_answers (owner_id, source) values (${ownerId}, ${`warehouse/${repositoryId}`})`,
    sql`insert into pushed_metrics (owner_id, metric, columns, dates, samples, until) values (${ownerId}, ${`m-${repositoryId}`}, 'value', true, 1, now())`,
    sql`insert into pushed_samples (owner_id, metric, at, arm, value) values (${ownerId}, ${`m-${repositoryId}`}, now(), '', 1)`,
  ])
    await database.execute(statement);
}

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
    for (const digit of [1, 2]) await fill(connection, owner(digit));
    const before = await rowsAbout(connection, 1);
    // Add a row of a new table to `fill`, or name the table in `ofNobody`.
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
    await fill(connection, from);
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
    await fill(connection, owner(8));
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
    await fill(connection, owner(5));
    await fill(connection, { ...owner(6), ownerId: owner(5).ownerId, installationId: owner(5).installationId });
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
    await fill(connection, owner(7));
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
