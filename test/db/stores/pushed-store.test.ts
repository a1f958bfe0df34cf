import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../../src/db/connect.ts';
import {
  createToken,
  forgetEndedTokens,
  ownersCalled,
  pushTokensOf,
  revokeToken,
  tokensOf,
} from '../../../src/db/push-tokens.ts';
import { forgetPushedBefore, mostMetrics, mostSamples } from '../../../src/db/stores/pushed-store.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import { openTenancy } from '../../../src/db/tenancy.ts';
import type { Figures } from '../../../src/domain/metric/pushed.ts';
import type { Store } from '../../../src/flows/ports/store.ts';
import { onBothDatabases } from '../../stage/database/databases.ts';
import { rowsOf } from '../../stage/database/rows.ts';

const day = 86_400_000;
const first = Date.UTC(2026, 0, 1);
const noQueue = async () => {};
const [ours, theirs] = [7, 8];
const everything = { from: new Date(0), to: new Date('2027-01-01'), most: 100_000 };

const push = (values: (number | Figures)[], revise = false, from = first) => ({
  columns: Object.keys(typeof values[0] === 'object' ? values[0] : { value: 1 }),
  dates: true,
  revise,
  samples: values.map((one, i) => ({
    at: new Date(from + i * day),
    arm: '',
    figures: typeof one === 'object' ? one : { value: one },
  })),
});

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  let us: Store;
  let them: Store;
  beforeAll(async () => {
    connection = await databases.migrated();
    const tenancy = await openTenancy(connection, noQueue);
    [us, them] = [tenancy.storeOf(ours), tenancy.storeOf(theirs)];
    const all = createStore(connection.database, noQueue);
    for (const ownerId of [ours, theirs])
      await all.rememberRepository({
        ...{ id: ownerId, ownerId, owner: `Owner-${ownerId}`, name: 'shop', defaultBranch: 'main', private: true },
        installationId: ownerId + 1000,
      });
  });
  const valuesOf = async (store: Store, ownerId: number, metric: string) =>
    (await store.pushed(ownerId, metric, everything))?.samples.map(({ figures }) => figures.value);

  test('the same again changes nothing; other figures are refused whole, and taken to revise', async () => {
    expect(await us.keepPushed(ours, 'm', push([1, 2]))).toEqual({ kind: 'kept', fresh: 2, same: 0, revised: 0 });
    expect(await us.keepPushed(ours, 'm', push([1, 2]))).toEqual({ kind: 'kept', fresh: 0, same: 2, revised: 0 });
    expect(await us.keepPushed(ours, 'm', push([1, 3, 4]))).toEqual({ kind: 'differs', place: 1, kept: { value: 2 } });
    expect(await valuesOf(us, ours, 'm')).toEqual([1, 2]);
    expect(await us.keepPushed(ours, 'm', push([1, 3, 4], true))).toEqual({
      kind: 'kept',
      fresh: 1,
      same: 1,
      revised: 1,
    });
    expect(await valuesOf(us, ours, 'm')).toEqual([1, 3, 4]);
  });

  test('figures come back as they were given, also null and what is hard to write down', async () => {
    const figures = [0.1 + 0.2, 5e-324, 2 ** 53 - 1, -1e-7, 0];
    const rows = [
      ...figures.map((numerator, i) => ({ numerator, denominator: i })),
      { numerator: null, denominator: null },
    ];
    await us.keepPushed(ours, 'exact', push(rows));
    expect((await us.pushed(ours, 'exact', everything))?.samples.map((sample) => sample.figures)).toEqual(rows);
    expect(await us.keepPushed(ours, 'exact', push(rows))).toMatchObject({ same: 6 });
  });

  test('a series is of one kind', async () => {
    await us.keepPushed(ours, 'kind', push([1]));
    const known = { columns: ['value'], dates: true };
    expect(await us.keepPushed(ours, 'kind', push([{ numerator: 1, denominator: 2 }], true, first + day))).toEqual({
      kind: 'other-kind',
      known,
    });
    expect(await us.keepPushed(ours, 'kind', { ...push([1], true, first + day), dates: false })).toEqual({
      kind: 'other-kind',
      known,
    });
    expect(await valuesOf(us, ours, 'kind')).toEqual([1]);
  });

  test('an owner sees and writes their own alone, whatever a query forgets to say', async () => {
    await them.keepPushed(theirs, 'm', push([9]));
    expect(await valuesOf(them, theirs, 'm')).toEqual([9]);
    expect(await us.pushed(theirs, 'm', everything)).toBeUndefined();
    await expect(us.keepPushed(theirs, 'm', push([1], true))).rejects.toThrow();
    expect(await valuesOf(them, theirs, 'm')).toEqual([9]);
    const asUs = await connection.database.transaction(async (within) => {
      await within.execute(
        sql`select set_config('soundings.owner', '7', true), set_config('role', 'soundings_tenant', true)`,
      );
      return (await within.execute(sql`select (select count(*)::int from push_tokens) as tokens,
        (select count(*)::int from pushed_metrics where owner_id <> 7) as metrics, (select count(*)::int from pushed_samples where owner_id <> 7) as samples`)) as unknown as {
        rows: unknown[];
      };
    });
    expect(asUs.rows).toEqual([{ tokens: 0, metrics: 0, samples: 0 }]);
  });

  test('of many pushes of one sample at once one is new; with other figures one is kept and the others are told', async () => {
    const same = await Promise.all(Array.from({ length: 8 }, () => us.keepPushed(ours, 'race', push([1]))));
    expect(same.filter((kept) => kept.kind === 'kept' && kept.fresh === 1)).toHaveLength(1);
    const others = await Promise.all(
      Array.from({ length: 8 }, (_, i) => us.keepPushed(ours, 'race', push([i], false, first + day))),
    );
    expect(others.filter(({ kind }) => kind === 'kept')).toHaveLength(1);
    expect(others.filter(({ kind }) => kind === 'differs')).toHaveLength(7);
    expect(await valuesOf(us, ours, 'race')).toHaveLength(2);
  });

  test('a thousand samples take as many statements as one', async () => {
    const said: string[] = [];
    const counted = connection.database as unknown as {
      session: { prepareQuery: unknown; constructor: { prototype: object } };
    };
    const prototype = Object.getPrototypeOf(counted.session) as { prepareQuery(...given: unknown[]): unknown };
    const before = prototype.prepareQuery;
    prototype.prepareQuery = function (this: unknown, ...given) {
      said.push(String((given[0] as { sql: string }).sql));
      return before.apply(this, given);
    };
    const hours = (count: number) => ({
      ...{ columns: ['value'], dates: false, revise: false },
      samples: Array.from({ length: count }, (_, i) => ({
        at: new Date(first - i * 3_600_000),
        arm: '',
        figures: { value: i },
      })),
    });
    try {
      await us.keepPushed(ours, 'one', hours(1));
      const ofOne = said.splice(0).length;
      expect(await us.keepPushed(ours, 'many', hours(1_000))).toMatchObject({ fresh: 1_000 });
      expect(said.length).toBe(ofOne);
      expect(ofOne).toBeLessThan(12);
    } finally {
      prototype.prepareQuery = before;
    }
  });

  test('what is kept of an owner is bounded', async () => {
    const mark = sql`update pushed_metrics set samples = samples + ${mostSamples} where owner_id = ${ours} and metric = 'm'`;
    await connection.database.execute(mark);
    expect(await us.keepPushed(ours, 'm', push([1], false, first + 400 * day))).toEqual({
      kind: 'full',
      of: 'samples',
      most: mostSamples,
    });
    expect(await us.keepPushed(ours, 'm', push([1]))).toMatchObject({ kind: 'kept', same: 1 });
    await connection.database.execute(
      sql`update pushed_metrics set samples = 3 where owner_id = ${ours} and metric = 'm'`,
    );
    await connection.database.execute(sql`insert into pushed_metrics (owner_id, metric, columns, dates, samples, until)
      select ${ours}, 'filler-' || n, 'value', true, 1, now() from generate_series(1, ${mostMetrics}) n`);
    expect(await us.keepPushed(ours, 'one more', push([1]))).toEqual({
      kind: 'full',
      of: 'metrics',
      most: mostMetrics,
    });
    await connection.database.execute(sql`delete from pushed_metrics where metric like 'filler-%'`);
  });

  test('what is old is forgotten, and a series of which nothing is left', async () => {
    const old = Date.UTC(2020, 0, 1);
    await us.keepPushed(ours, 'old', push([1, 2], false, old));
    await us.keepPushed(ours, 'older', push([1], false, old));
    await us.keepPushed(ours, 'old', push([5]));
    await forgetPushedBefore(connection.database, new Date(old + 10 * day));
    expect(await valuesOf(us, ours, 'old')).toEqual([5]);
    expect(await us.pushed(ours, 'older', everything)).toBeUndefined();
    expect(await rowsOf(connection, sql`select samples from pushed_metrics where metric = 'old'`)).toEqual([
      { samples: 1 },
    ]);
  });

  test('a token is good until it expires or is revoked; only its hash is kept, and of ended ones nothing after 90 days', async () => {
    const { good } = pushTokensOf(connection.database);
    const [owner] = await ownersCalled(connection.database, 'OWNER-7');
    expect(owner).toEqual({ id: ours, login: 'Owner-7' });
    expect(await ownersCalled(connection.database, '7')).toEqual([owner]);
    const scope = { ownerId: ours, metrics: ['signup_*'], live: false };
    const { id, token } = await createToken(connection.database, { ...scope, expiresAt: new Date(Date.now() + day) });
    expect(token).toMatch(/^snd_[\w-]{43}$/);
    const kept = await rowsOf<object>(connection, sql`select * from push_tokens`);
    expect(JSON.stringify(kept)).not.toContain(token.slice(12));
    expect(await tokensOf(connection.database, ours)).toMatchObject([{ id, begins: token.slice(0, 12), usedAt: null }]);
    expect(await good(token)).toEqual({ id, ...scope, read: false, repositories: [], logins: ['owner-7'] });
    expect(await tokensOf(connection.database, ours)).toMatchObject([{ id, usedAt: expect.any(Date) }]);
    expect(await good(`${token.slice(0, -1)}A`)).toSatisfy((found) => token.endsWith('A') || found === undefined);
    const { token: expired } = await createToken(connection.database, {
      ...scope,
      expiresAt: new Date(Date.now() - 1),
    });
    expect(await good(expired)).toBeUndefined();
    const at = await revokeToken(connection.database, id);
    expect(await revokeToken(connection.database, id)).toEqual(at);
    expect(await revokeToken(connection.database, 'none')).toBeUndefined();
    expect(await good(token)).toBeUndefined();
    await forgetEndedTokens(connection.database, new Date());
    expect(await tokensOf(connection.database, ours)).toHaveLength(2);
    await forgetEndedTokens(connection.database, new Date(Date.now() + 91 * day));
    expect(await tokensOf(connection.database, ours)).toEqual([]);
  });
});
