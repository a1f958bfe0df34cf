import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type DatabaseConnection } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openReplica } from '../../src/db/replica.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { openTenancy } from '../../src/db/tenancy.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { Store } from '../../src/flows/ports/store.ts';
import { queueSchema } from '../../src/jobs/boss-tables.ts';
import { type Queue, startQueue } from '../../src/jobs/queue.ts';
import { onBothDatabases } from '../stage/database/databases.ts';
import { rowsOf } from '../stage/database/rows.ts';
import { within } from '../stage/run/crowding.ts';
import { silent } from '../stage/world/silent-log.ts';

const repository = (id: number, ownerId: number): Repository => ({
  ...{ id, ownerId, owner: `owner-${ownerId}`, name: 'shop', defaultBranch: 'main', private: true },
  installationId: ownerId + 1000,
});
const ours = repository(1, 7);
const theirs = repository(2, 8);
const noQueue = async () => {};

const standing = (why: string) => ({
  state: 'testing' as const,
  history: [{ state: 'testing' as const, at: new Date(), by: why }],
});
const challenge = (id: string, { id: repositoryId }: Repository) => ({
  ...{ id, why: 'why', by: 'ann', at: new Date() },
  ...{ subject: { kind: 'metric' as const, name: 'signups' }, from: { repositoryId, number: 1 } },
});

async function fill(all: Store): Promise<void> {
  for (const one of [ours, theirs]) {
    await all.rememberRepository(one);
    await all.saveOnHead(one.id, { number: 5, headSha: 'a', isOpen: true, fromFork: false });
    await all.saveComment(one.id, 5, { kind: 'forecast', key: '', digest: `of ${one.owner}` });
    await all.saveHypothesisStanding(one.id, 9, standing(one.owner));
    await all.saveChallenge(one.ownerId, challenge(`of-${one.ownerId}`, one));
    await all.recordSignal(one.id, 'release:1', { on: 'merge', sha: 's' }, new Date('2026-11-03T10:00:00Z'));
  }
}

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  let us: Store;
  beforeAll(async () => {
    connection = await databases.migrated();
    await fill(createStore(connection.database, noQueue));
    const tenancy = await openTenancy(connection, noQueue);
    expect(tenancy.enforced).toBe(true);
    us = tenancy.storeOf(ours.ownerId);
  });

  describe('the queue', () => {
    let queue: Queue;
    let tenant: Store;
    const forecast = (repositoryId: number, number: number) => ({ kind: 'forecast' as const, repositoryId, number });
    const open = () => openTenancy(connection, queue.send, { schema: queueSchema, jobIsHeld: () => undefined });
    /** As the work of an owner, whatever it is that it asks. */
    const as = (ownerId: number, statement: string) =>
      connection.database
        .transaction(async (within) => {
          await within.execute(
            sql`select set_config('soundings.owner', ${String(ownerId)}, true), set_config('role', 'soundings_tenant', true)`,
          );
          return (await within.execute(sql.raw(statement))) as unknown as { rows: unknown[] };
        })
        .then(
          ({ rows }) => rows,
          (error) => String(error.cause?.message ?? error.message),
        );
    beforeAll(async () => {
      queue = await startQueue(connection, silent);
      tenant = (await open()).storeOf(ours.ownerId);
      for (const { id } of [ours, theirs]) await queue.send(forecast(id, 1));
      await connection.database.execute(
        sql`insert into content_writes (installation_id, at, creates) values (${theirs.installationId}, now(), true)`,
      );
    });
    afterAll(() => queue.close());

    test('replicas that start in the same moment do not get into each other’s way', async () => {
      for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 10 }, open));
    });

    const newestPartition = async () => {
      const [row] = await rowsOf<{ name: string }>(
        connection,
        sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = ${`${queueSchema}.job`}::regclass order by inhrelid desc limit 1`,
      );
      return String(row?.name);
    };
    /** Whether somebody waits for a table. */
    const waiting = async () =>
      (await rowsOf(connection, sql`select 1 from pg_locks where not granted and locktype = 'relation'`)).length > 0;

    test('a job of our own is put in, by whatever changes with it, and not twice', async () => {
      for (let time = 0; time < 2; time += 1) await tenant.enqueue(forecast(ours.id, 2));
      expect(await as(ours.ownerId, `select data ->> 'number' as number from ${queueSchema}.job order by 1`)).toEqual([
        { number: '1' },
        { number: '2' },
      ]);
    });

    test('none of another owner’s can be', async () => {
      await expect(tenant.enqueue(forecast(theirs.id, 3))).rejects.toMatchObject({
        cause: { message: expect.stringContaining('row-level security') },
      });
    });

    test('of each table of the queue an owner sees none of others’ rows, and deletes none', async () => {
      const { rows } = (await connection.database.execute(
        sql`select tablename as name from pg_tables where schemaname = ${queueSchema} order by 1`,
      )) as unknown as { rows: { name: string }[] };
      expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['job', 'queue']));
      const denied = /permission denied/;
      for (const { name } of rows) {
        const table = `${queueSchema}.${name}`;
        const seen = await as(999_999, `select count(*)::int as seen from ${table}`);
        // Names and settings of queues are nobody's.
        if (name !== 'queue' && !denied.test(String(seen))) expect([name, seen]).toEqual([name, [{ seen: 0 }]]);
        expect(await as(999_999, `delete from ${table}`)).toMatch(denied);
        expect(await as(999_999, `truncate ${table}`)).toMatch(denied);
      }
      expect(await as(ours.ownerId, `delete from ${queueSchema}.job`)).toMatch(denied);
      expect(await as(ours.ownerId, `update ${queueSchema}.job set data = '{}'`)).toMatch(denied);
      expect(await as(999_999, 'delete from content_writes returning 1')).toEqual([]);
      expect(await as(theirs.ownerId, 'select * from content_writes')).toEqual([]);
    });

    if (databases.kind === 'postgres')
      test('partitions that the queue makes later are looked after at the next start', async () => {
        await connection.database.execute(
          sql.raw(`select ${queueSchema}.create_queue('apart', '{"policy": "standard", "partition": true}'::jsonb)`),
        );
        const partition = async () => {
          const { rows } = (await connection.database.execute(
            sql`select inhrelid::regclass::text as name, relrowsecurity as confined from pg_inherits, pg_class c where inhparent = ${`${queueSchema}.job`}::regclass and c.oid = inhrelid`,
          )) as unknown as { rows: { name: string; confined: boolean }[] };
          return rows;
        };
        expect((await partition()).length).toBeGreaterThan(1);
        await open();
        for (const { name, confined } of await partition()) {
          expect([name, confined]).toEqual([name, true]);
          expect(await as(999_999, `select count(*)::int as seen from ${name}`)).toEqual([{ seen: 0 }]);
        }
      });

    if (databases.kind === 'postgres')
      test('who is at work on a table of the queue meanwhile is waited for, and nobody is in a deadlock', async () => {
        await connection.database.execute(
          sql.raw(`select ${queueSchema}.create_queue('busy', '{"policy": "standard", "partition": true}'::jsonb)`),
        );
        const table = sql.raw(await newestPartition());
        const [locked, waitedFor] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        const atWork = connection.database.transaction(async (within) => {
          await within.execute(sql`lock table ${table} in share update exclusive mode`);
          locked.resolve();
          await waitedFor.promise;
          await within.execute(sql`alter table ${table} set (fillfactor = 90)`);
        });
        await locked.promise;
        const opening = open();
        await expect.poll(waiting, within(60)).toBe(true);
        waitedFor.resolve();
        await Promise.all([atWork, opening]);
        expect(await as(999_999, `select count(*)::int as seen from ${await newestPartition()}`)).toEqual([
          { seen: 0 },
        ]);
      });
  });

  test('our own is there', async () => {
    expect(await us.repository(ours.id)).toEqual(ours);
    expect(await us.check(ours.id, 5)).toMatchObject({ headSha: 'a' });
    expect(await us.openChallenges(ours.ownerId)).toHaveLength(1);
  });

  test('what is theirs is not there, even when it is asked for by its id', async () => {
    expect(await us.repository(theirs.id)).toBeUndefined();
    expect(await us.check(theirs.id, 5)).toBeUndefined();
    expect(await us.comment(theirs.id, 5, 'forecast', '')).toBeUndefined();
    expect(await us.openChallenges(theirs.ownerId)).toEqual([]);
    expect(await us.challenge('of-8')).toBeUndefined();
    expect(await us.signalsSince(theirs.id, new Date(0))).toEqual([]);
    const issue = { owner: theirs.owner, repository: 'shop', number: 9 };
    expect(await us.hypothesisStandings(theirs.ownerId, [issue])).toEqual([undefined]);
  });

  test('nothing can be written there', async () => {
    const refused = /row-level security|foreign key/;
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => 'it was written',
        (error) => `${error.message} ${error.cause?.message}`,
      );
    expect(await refusal(us.saveOnHead(theirs.id, { number: 6, headSha: 'a', isOpen: true, fromFork: false }))).toMatch(
      refused,
    );
    expect(await refusal(us.saveComment(theirs.id, 5, { kind: 'forecast', key: '', digest: 'ours now' }))).toMatch(
      refused,
    );
    expect(await refusal(us.rememberRepository({ ...theirs, ownerId: ours.ownerId }))).toMatch(refused);
    expect(await refusal(us.saveChallenge(theirs.ownerId, challenge('of-7-for-8', theirs)))).toMatch(refused);
    await us.deleteHypothesisStanding(theirs.id, 9);
    const all = createStore(connection.database, noQueue);
    expect(await all.comment(theirs.id, 5, 'forecast', '')).toMatchObject({ digest: 'of owner-8' });
    expect(
      await all.hypothesisStandings(theirs.ownerId, [{ owner: theirs.owner, repository: 'shop', number: 9 }]),
    ).toHaveLength(1);
  });

  test('a transaction is one, and the next caller of its connection is nobody’s', async () => {
    await expect(
      us.transaction(async (tx) => {
        await tx.saveOnHead(ours.id, { number: 77, headSha: 'b', isOpen: true, fromFork: false });
        expect(await tx.repository(theirs.id)).toBeUndefined();
        throw new Error('back');
      }),
    ).rejects.toThrow('back');
    expect(await us.check(ours.id, 77)).toBeUndefined();
    expect(await createStore(connection.database, noQueue).repository(theirs.id)).toEqual(theirs);
  });

  test('every table that holds something of an owner has a policy, which holds for the owner of the table too', async () => {
    const answer = await connection.database.execute(sql`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
      order by 1`);
    const rows = (Array.isArray(answer) ? answer : (answer as unknown as { rows: { name: string }[] }).rows) as {
      name: string;
    }[];
    expect(rows.map(({ name }) => name)).toEqual([]);
  });

  if (databases.kind === 'postgres')
    describe('without superuser', () => {
      test.each([
        ['allowed to make roles', 'createrole'],
        ['allowed nothing', 'nocreaterole'],
      ])('a database user that is %s is held by the policies', async (_, right) => {
        const empty = await databases.empty();
        const databaseUrl = 'url' in empty ? empty.url : '';
        const root = postgres(databaseUrl, { max: 1, onnotice: () => {} });
        const user = `plain_${right}`;
        await root.unsafe(`create role ${user} login ${right} password 'x'; alter schema public owner to ${user};`);
        await root.unsafe(`grant create on database "${new URL(databaseUrl).pathname.slice(1)}" to ${user}`);
        await root.end();
        const url = new URL(databaseUrl);
        [url.username, url.password] = [user, 'x'];
        const plain = await connect({ databaseUrl: url.href, dataDir: '' });
        try {
          await migrate(plain);
          await fill(createStore(plain.database, noQueue));
          const tenancy = await openTenancy(plain, noQueue);
          expect(tenancy.enforced).toBe(true);
          const store = tenancy.storeOf(ours.ownerId);
          expect(await store.repository(ours.id)).toEqual(ours);
          expect(await store.repository(theirs.id)).toBeUndefined();
          expect(await store.check(theirs.id, 5)).toBeUndefined();
          for (const [standby, told] of [
            [databaseUrl, 1],
            [url.href, 0],
          ] as const) {
            const warnings: string[] = [];
            const log = { info() {}, error() {}, warn: (_: unknown, what: string) => warnings.push(what) };
            const replica = openReplica(standby, plain.database, log);
            await replica.read(async () => {});
            await replica.close();
            expect(warnings.filter((what) => what.includes('bypasses row-level security'))).toHaveLength(told);
          }
        } finally {
          await plain.close();
        }
      });
    });
});
