import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Connection, connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createStore } from '../../src/db/store.ts';
import { openTenancy } from '../../src/db/tenancy.ts';
import type { Repository } from '../../src/domain/facts.ts';
import type { Store } from '../../src/flows/ports.ts';
import { onBothDatabases } from '../fixtures/databases.ts';

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
    await all.saveCheck(one.id, 5, { headSha: 'a', digest: 'd' });
    await all.saveComment(one.id, 5, { kind: 'forecast', key: '', digest: `of ${one.owner}` });
    await all.saveHypothesisStanding(one.id, 9, standing(one.owner));
    await all.saveChallenge(one.ownerId, challenge(`of-${one.ownerId}`, one));
    await all.recordSignal(one.id, 'release:1', { on: 'merge', sha: 's' }, new Date('2026-11-03T10:00:00Z'));
  }
}

onBothDatabases((databases) => {
  let connection: Connection;
  let us: Store;
  beforeAll(async () => {
    connection = await databases.migrated();
    await fill(createStore(connection.database, noQueue));
    const tenancy = await openTenancy(connection, noQueue);
    expect(tenancy.enforced).toBe(true);
    us = tenancy.storeOf(ours.ownerId);
  });

  test('replicas that start in the same moment do not get into each other’s way', async () => {
    // Any schema that is there: what is granted is of no matter.
    for (let round = 0; round < 5; round += 1)
      await Promise.all(
        Array.from({ length: 10 }, () =>
          openTenancy(connection, noQueue, { schema: 'drizzle', jobIsHeld: () => undefined }),
        ),
      );
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
    expect(await refusal(us.saveCheck(theirs.id, 6, { headSha: 'a', digest: 'd' }))).toMatch(refused);
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
        await tx.saveCheck(ours.id, 77, { headSha: 'b', digest: 'd' });
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
    // Instants and counts alone.
    expect(rows.map(({ name }) => name)).toEqual(['content_writes', 'rounds', 'sweeps', 'write_probes']);
  });

  if (databases.kind === 'postgres')
    describe('without superuser', () => {
      test.each([
        ['allowed to make roles', 'createrole'],
        ['allowed nothing', 'nocreaterole'],
      ])('a database user that is %s is held by the policies', async (_, right) => {
        const { databaseUrl = '' } = await databases.whereabouts();
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
        } finally {
          await plain.close();
        }
      });
    });
});
