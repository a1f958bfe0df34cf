import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../src/db/connect.ts';
import { homesOf } from '../../src/db/map-homes.ts';
import { pageRecord } from '../../src/db/pages/page-record.ts';
import { createStore } from '../../src/db/stores/store.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { Store } from '../../src/flows/ports/store.ts';
import { onBothDatabases } from '../stage/database/databases.ts';
import { mapWith, openBet } from '../stage/pages/page-samples.ts';

/*
 * What Postgres takes in JSON, and does not take out of it again. One text with it is not to spoil what is read together with others.
 */

const odd = 'half \ud83d of a pair \u0000\u0000 and \\u0000, \\\\u0000, \\\ud83d \\ud83d, "quoted", \u0007 😀';
const shop: Repository = {
  ...{ id: 11, ownerId: 7, owner: 'acme', name: 'Shop', defaultBranch: 'main', private: false, installationId: 70 },
};
const at = (minute: number) => new Date(Date.UTC(2026, 10, 3, 10, minute));

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  let store: Store;
  beforeAll(async () => {
    connection = await databases.migrated();
    store = createStore(connection.database, async () => {});
    await store.rememberRepository(shop, at(0));
    const map = { ...mapWith({ vision: odd }) };
    const policy = { ...map.policy, portfolio: 'public' as const };
    await store.saveMapState(shop.id, { lastGood: { map: { ...map, policy }, version: odd, home: { name: 'Shop' } } });
    const bet = openBet(shop, 12, map, odd);
    const issue = { owner: 'acme', repository: 'shop', number: 42, title: odd, body: odd, labels: [] };
    const hypotheses = [{ ...issue, state: 'open' as const }];
    await store.saveBet({ ...bet, bet: { ...bet.bet, hypotheses, track: 'discovery', because: odd } });
    await store.saveHypothesisStanding(shop.id, 42, {
      state: 'proposed',
      history: [{ state: 'proposed', at: at(1), by: 'ada', evidence: odd }],
      stopped: { at: at(2), by: 'ada', why: odd, on: 'acme/shop#1' },
    });
    for (const minute of [2, 1])
      await store.saveChallenge(shop.ownerId, {
        ...{ id: `${minute}`, subject: { kind: 'metric', name: 'signup_rate' }, why: odd, by: 'sam', at: at(minute) },
        from: { repositoryId: shop.id, number: 12 },
      });
  });

  test('challenges, the earliest first', async () => {
    const open = await store.openChallenges(shop.ownerId);
    expect(open.map(({ id, why }) => [id, why])).toEqual([
      ['1', odd],
      ['2', odd],
    ]);
  });

  test('pages', async () => {
    const record = pageRecord(connection.database, { read: (_, work) => work(connection.database) });
    const reader = new Map([[shop.id, { name: 'Shop', private: false }]]);
    const { maps, attention } = await record.portfolio(shop.ownerId, reader, {}, at(9));
    expect(maps).toMatchObject([{ home: 'Shop', map: { vision: odd } }]);
    expect(attention.challenges).toHaveLength(2);
    expect(await record.openTo(shop.ownerId)).toEqual({ ids: [shop.id], homes: ['shop'] });
    expect(await record.hypotheses(shop.ownerId, reader, at(0), 10)).toMatchObject({
      counts: [{ word: 'stopped', count: 1 }],
      rows: [{ word: 'stopped', bets: [{ number: 12, track: 'discovery', title: odd }] }],
    });
  });

  test('whose map it is', async () => {
    expect(await homesOf(connection.database, shop.ownerId)).toEqual(['shop']);
    expect(await store.governedBy(shop.ownerId, 'shop')).toMatchObject([{ id: shop.id }]);
  });
});

describe('a field of a document', () => {
  test('is read in one place', () => {
    const readsJson = /(?:#>>?|->>?)\s*(?:'|\$\{)/;
    const offenders = globSync('src/{db,jobs}/**/*.ts').filter((file) => readsJson.test(readFileSync(file, 'utf8')));
    // The queue's is jsonb, which takes in nothing that it does not give out.
    expect(offenders.sort()).toEqual(['src/db/field-of.ts', 'src/db/purge-jobs.ts']);
  });
});
