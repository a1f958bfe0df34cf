import { eq, sql, TransactionRollbackError } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { methodVersion, sameMeaningSince } from '../../../src/analysis/model/method.ts';
import type { Database } from '../../../src/db/connect.ts';
import { keepHindsight } from '../../../src/db/ledger/hindsight.ts';
import { ledgerOf } from '../../../src/db/ledger/ledger.ts';
import { bets } from '../../../src/db/schema/bets.ts';
import { hindsight } from '../../../src/db/schema/hindsight.ts';
import { outcomes } from '../../../src/db/schema/outcomes.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import type { Ledger, LedgerFilter } from '../../../src/domain/ledger/ledger.ts';
import type { Store } from '../../../src/flows/ports/store.ts';
import { onBothDatabases } from '../../stage/database/databases.ts';
import { hostile, readAt, saveSampleRecord } from '../../stage/samples/sample-record.ts';

onBothDatabases((databases) => {
  let database: Database;
  let ledger: Ledger;
  let store: Store;
  beforeAll(async () => {
    ({ database } = await databases.migrated());
    store = createStore(database, async () => {});
    await saveSampleRecord(store);
    ledger = ledgerOf(database);
  });
  const listed = async (filter: LedgerFilter, limit?: number) =>
    (await ledger.entries(filter, limit)).map(({ repository, number }) => `${repository}#${number}`);

  describe('hindsight', () => {
    const shippedAt = new Date('2026-05-01T09:00:00Z');
    const row = (release: string, metric = 'signup_rate', at = shippedAt) => ({
      ...{ metric, release, shippedAt: at, windowDays: 28, verdict: 'moved' as const },
      effect: { relative: 0.1, low: 0.05, high: 0.15 },
    });
    const told = async (filter: LedgerFilter) => (await ledger.hindsight(filter)).map(({ release }) => release);

    test('is kept apart: a later backtest replaces what it says again, and no calibration counts it', async () => {
      const [entry] = await ledger.entries({ repository: 'acme/shop' });
      const [all, shop] = [await ledger.calibration({}, 'all'), 11];
      const [since, at] = [new Date('2026-01-01'), new Date('2026-06-01')];
      const earlier = row('v0', 'signup_rate', new Date('2025-12-01'));
      await keepHindsight(database, shop, { since: new Date('2025-11-01'), rows: [earlier, row('v1')], at });
      expect(await keepHindsight(database, shop, { since, rows: [row('v2'), row('v2', 'only_here')], at })).toBe(true);
      expect(await keepHindsight(database, 4_000_000, { since, rows: [row('v3')], at })).toBe(false);

      expect(await told({ repository: 'acme/shop' })).toEqual(['v2', 'v2', 'v0']);
      expect(await ledger.hindsight({ metric: 'only_here' })).toEqual([
        { ...row('v2', 'only_here'), owner: 'acme', repository: 'shop', judgedAt: at },
      ]);
      expect(await told({ since: new Date('2026-05-02') })).toEqual([]);
      expect(await ledger.names('metric')).toContain('only_here');
      expect(await ledger.calibration({}, 'all')).toEqual(all);
      expect((await ledger.entries({ repository: 'acme/shop' }))[0]).toEqual(entry);
      await database.delete(hindsight);
    });
  });

  describe('bets', () => {
    test('latest first, and none that was not merged', async () => {
      expect(await listed({})).toEqual([
        'shop#17',
        'shop#16',
        'web#1',
        'api#3',
        'shop#15',
        'shop#14',
        'shop#13',
        'shop#12',
        'shop#11',
        'shop#10',
        'shop#21',
        'shop#20',
        'shop#19',
      ]);
      expect(await listed({}, 2)).toEqual(['shop#17', 'shop#16']);
    });

    test('one that concluded, and shares its effect', async () => {
      const [entry] = await ledger.entries({ since: new Date('2026-10-21'), until: new Date('2026-10-22') });
      expect(entry).toEqual({
        at: new Date('2026-10-21T00:00:00Z'),
        owner: 'acme',
        repository: 'shop',
        number: 12,
        state: 'concluded',
        title: 'A shorter form',
        keyResults: [],
        metric: 'signup_rate',
        team: '@acme/growth',
        primary: true,
        expected: { low: 0.04, high: 0.04 },
        effect: { relative: 0.02, low: -0.01, high: 0.045 },
        verdict: 'flat',
        method: methodVersion,
        decision: 'stop',
        learned: '同じ効果を分け合った',
        amended: true,
        sharedWith: [{ owner: 'acme', repository: 'shop', number: 11 }],
        counted: false,
      });
    });

    test('what people wrote comes back as they wrote it', async () => {
      const [entry] = await ledger.entries({ owner: 'zenith' });
      expect(entry?.learned).toBe(hostile);
    });

    test.each<[string, LedgerFilter, string[]]>([
      ['of an owner, whatever the case', { owner: 'ZENITH' }, ['web#1']],
      ['of a repository', { repository: 'API' }, ['api#3']],
      ['of the repositories that a reader may see', { among: [12, 21] }, ['web#1', 'api#3']],
      ['of none', { among: [] }, []],
      ['of a pull request', { repository: 'shop', number: 12 }, ['shop#12']],
      ['on a key result that nobody names', { keyResult: 'KR9' }, []],
      ['of a repository of an owner', { repository: 'zenith/web' }, ['web#1']],
      ['of a repository of another owner', { repository: 'acme/web' }, []],
      ['of a team', { team: '@acme/platform' }, ['api#3']],
      ['on a metric', { metric: 'signups' }, ['web#1']],
      ['with a verdict', { verdict: 'flat' }, ['shop#12', 'shop#11']],
      ['decided on', { decision: 'stop' }, ['web#1', 'shop#12']],
      ['not decided on', { decision: 'none' }, ['api#3', 'shop#11']],
      ['in a time', { since: new Date('2026-11-03'), until: new Date('2026-11-05') }, ['shop#16', 'web#1']],
      ['several at once', { metric: 'signup_rate', verdict: 'moved', owner: 'acme' }, ['shop#10']],
    ])('%s', async (_, filter, expected) => {
      expect(await listed(filter)).toEqual(expected);
    });
  });

  describe('predicted against actual', () => {
    test('a shared effect is counted once', async () => {
      expect(await ledger.calibration({ team: '@acme/growth' }, 'all')).toEqual([
        {
          group: 'all',
          concluded: 2,
          asExpected: 1,
          withoutData: 0,
          compared: 2,
          compatible: 1,
          ranges: 1,
          within: 0,
          meanDifference: expect.closeTo((0.018 - 0.03) / 2),
          spread: expect.closeTo(0.048 / Math.SQRT2),
          medianDifference: expect.closeTo(-0.006),
          medianRatio: expect.closeTo(0.79),
          lowRatio: expect.closeTo(0.4),
          highRatio: expect.closeTo(1.18),
        },
      ]);
    });
    test.each<[Parameters<Ledger['calibration']>[1], [string, number][]]>([
      [
        'month',
        [
          ['2026-10', 2],
          ['2026-11', 2],
        ],
      ],
      [
        'metric',
        [
          ['p95_latency', 1],
          ['signup_rate', 2],
          ['signups', 1],
        ],
      ],
      [
        'team',
        [
          ['', 1],
          ['@acme/growth', 2],
          ['@acme/platform', 1],
        ],
      ],
      [
        'repository',
        [
          ['Zenith/web', 1],
          ['acme/api', 1],
          ['acme/shop', 2],
        ],
      ],
    ])('by %s', async (by, groups) => {
      const found = (await ledger.calibration({}, by)).map(({ group, concluded }): [string, number] => [
        group,
        concluded,
      ]);
      expect(found.sort()).toEqual(groups.sort());
    });
    test('figures of an older meaning are counted, and not compared', async () => {
      const all = async () => (await ledger.calibration({ team: '@acme/growth' }, 'all'))[0];
      await database.execute(sql`update outcomes set method = 1`);
      expect(await all()).toMatchObject({ concluded: 2, asExpected: 1, compared: 0, compatible: 0, ranges: 0 });
      expect(await all()).not.toHaveProperty('medianRatio');
      for (const method of [sameMeaningSince, methodVersion]) {
        await database.execute(sql`update outcomes set method = ${sql.raw(String(method))}`);
        expect(await all()).toMatchObject({ compared: 2 });
      }
    });
    test('of those that were decided on alone', async () => {
      expect(await ledger.calibration({ decision: 'stop' }, 'all')).toMatchObject([{ concluded: 1 }]);
      expect(await ledger.calibration({ verdict: 'moved-less' }, 'month')).toEqual([]);
    });
  });

  describe('pace', () => {
    test('of everything', async () => {
      expect(await ledger.pace({})).toEqual({
        hypothesisToReadout: { count: 1, median: 60, low: 60, high: 60 },
        mergeToShip: { count: 5, median: 2, low: 2, high: 2 },
        shipToReadout: { count: 5, median: 28, low: 28, high: 28 },
        concluded: 5,
        withoutExpectation: 1,
        firstConcluded: new Date('2026-10-05'),
        lastConcluded: new Date('2026-11-03'),
        merged: [
          { result: 'bet', count: 2 },
          { result: 'exempt', detail: 'author', count: 1 },
          { result: 'no-reference', count: 1 },
          { result: 'non-bet', detail: 'bugfix', count: 1 },
          { result: 'non-bet', detail: 'chore', count: 1 },
        ],
      });
    });
    test('of an owner and a quarter; of a metric, without what has none', async () => {
      expect((await ledger.pace({ owner: 'Zenith', since: new Date('2027-01-01') })).concluded).toBe(0);
      expect((await ledger.pace({ owner: 'Zenith' })).merged).toEqual([
        { result: 'non-bet', detail: 'bugfix', count: 1 },
      ]);
      expect((await ledger.pace({ metric: 'signups' })).merged).toEqual([]);
    });
  });

  describe('what is silent', () => {
    const silent = async (filter: LedgerFilter = {}, limit?: number) =>
      (await ledger.silent(filter, readAt, limit)).map(({ silence, number, since }) => [
        silence,
        number,
        since.toISOString().slice(0, 10),
      ]);
    test('longest first: late without a word, never planned, without data, undecided, unanswered', async () => {
      expect(await silent()).toEqual([
        ['unanswered', 20, '2026-10-15'],
        ['undecided', 11, '2026-10-20'],
        ['no-data', 3, '2026-11-02'],
        ['no-readout', 16, '2026-11-04'],
        ['no-readout', 13, '2026-11-08'],
      ]);
      expect(await silent({}, 1)).toHaveLength(1);
    });
    test('of a metric, a repository, a time', async () => {
      expect(await silent({ metric: 'p95_latency' })).toEqual([['no-data', 3, '2026-11-02']]);
      expect(await silent({ repository: 'acme/api' })).toHaveLength(1);
      expect(await silent({ since: new Date('2026-11-08') })).toEqual([['no-readout', 13, '2026-11-08']]);
    });
    test('not yet: a fortnight is given to decide, and a day to a tick', async () => {
      const early = await ledger.silent({}, new Date('2026-11-03T00:00:00Z'));
      expect(early.map(({ silence, number }) => [silence, number])).toEqual([
        ['unanswered', 20],
        ['no-data', 3],
      ]);
    });
    test('nothing that came later', async () => {
      const before = await ledger.silent({}, new Date('2026-11-01T00:00:00Z'));
      expect(before.map(({ silence, number }) => [silence, number])).toEqual([['unanswered', 20]]);
    });
    test('of those silent since the same instant the order is the same, whatever the database reads first', async () => {
      const within = database.transaction(async (tx) => {
        const silentOnes = async () =>
          (await ledgerOf(tx).silent({ repository: 'acme/shop' }, readAt)).map(({ number }) => number).slice(0, 3);
        await tx.execute(sql`
          insert into bets (id, repository_id, number, state, metrics, merged_at, record)
          select number::text, 11, number, 'merged', '{signup_rate}', '2026-09-01', record
          from unnest(array[95, 91, 93]) number, (select record from bets limit 1) one`);
        const before = await silentOnes();
        await tx.update(bets).set({ windowDays: 15 }).where(eq(bets.id, '91'));
        expect([before, await silentOnes()]).toEqual([
          [91, 93, 95],
          [91, 93, 95],
        ]);
        tx.rollback();
      });
      await expect(within).rejects.toThrow(TransactionRollbackError);
    });
    test('an explanation holds until the day that it names', async () => {
      const late = await ledger.silent({}, new Date('2026-12-06T00:00:00Z'));
      expect(late.map(({ number }) => number)).toContain(14);
    });
  });

  test('challenges that nobody has answered', async () => {
    expect(await ledger.challenges({})).toEqual([
      {
        owner: 'acme',
        repository: 'shop',
        number: 10,
        subject: { kind: 'metric', name: 'signup_rate' },
        why: 'It counts robots.',
        at: new Date('2026-11-07'),
        issue: { owner: 'acme', repository: 'api', number: 77 },
      },
    ]);
    expect(await ledger.challenges({ metric: 'revenue' })).toEqual([]);
    expect(await ledger.challenges({ until: new Date('2026-11-07') })).toEqual([]);
  });

  test('trials of edges, by either end', async () => {
    const numbers = async (filter: LedgerFilter) => (await ledger.edgeTrials(filter)).map(({ trial }) => trial.number);
    expect(await numbers({})).toEqual([10, 11]);
    expect(await numbers({ metric: 'revenue' })).toEqual([10, 11]);
    expect(await numbers({ metric: 'signups' })).toEqual([]);
    expect(await numbers({ owner: 'zenith' })).toEqual([]);
  });

  test('names that a filter may hold', async () => {
    expect(await ledger.names('metric')).toEqual(['p95_latency', 'signup_rate', 'signups']);
    expect(await ledger.names('team')).toEqual(['@acme/growth', '@acme/platform']);
    expect((await ledger.names('owner')).sort()).toEqual(['Zenith', 'acme']);
    expect((await ledger.names('repository')).sort()).toEqual(['Zenith/web', 'acme/api', 'acme/shop']);
  });

  describe('what a forecast asks of the same record', () => {
    const recordOf = async (
      ownerId: number,
      of: { metric: string } | { team: string } | { repositoryId: number },
      before?: Date,
    ) => (await store.trackRecords(ownerId, [of], 3, before))[0];

    test('of a metric, by then', async () => {
      expect(await recordOf(1, { metric: 'signup_rate' })).toEqual({
        concluded: 2,
        asExpected: 1,
        measured: 2,
        moved: 1,
        withoutData: 0,
        reached: { median: expect.closeTo(0.79), low: expect.closeTo(0.4), high: expect.closeTo(1.18), count: 2 },
      });
      expect(await recordOf(1, { metric: 'signup_rate' }, new Date('2026-10-20'))).toMatchObject({
        concluded: 1,
      });
      expect(await recordOf(2, { metric: 'signup_rate' })).toEqual({
        concluded: 0,
        asExpected: 0,
        measured: 0,
        moved: 0,
        withoutData: 0,
      });
    });
    test('of a team and a repository', async () => {
      expect(await recordOf(1, { team: '@acme/platform' })).toEqual({
        concluded: 1,
        asExpected: 0,
        measured: 0,
        moved: 0,
        withoutData: 1,
      });
      expect(await recordOf(1, { repositoryId: 11 })).toMatchObject({ concluded: 2 });
    });
    test('of wider ones, as long as the narrower are too short', async () => {
      const of = [{ team: '@acme/platform' }, { metric: 'signup_rate' }, { repositoryId: 11 }];
      const concluded = async (enough: number) =>
        (await store.trackRecords(1, of, enough)).map((record) => record.concluded);
      expect(await concluded(1)).toEqual([1]);
      expect(await concluded(2)).toEqual([1, 2]);
      expect(await concluded(3)).toEqual([1, 2, 2]);
    });
    test('of bets that share an effect and conclude at once, one is counted: the first, however they race', async () => {
      const now = new Date('2026-11-20');
      const raced = (number: number, other: number) => ({
        betId: `11-${number}`,
        repositoryId: 11,
        number,
        metric: 'races',
        primary: false,
        effect: { relative: 0.1, low: 0.05, high: 0.15 },
        verdict: 'moved' as const,
        mergedAt: now,
        shippedAt: now,
        concludedAt: now,
        sharedWith: [`11-${other}`],
        counts: true,
      });
      await Promise.all([
        store.transaction((tx) => tx.saveOutcomes(1, [raced(12, 11)])),
        store.transaction((tx) => tx.saveOutcomes(1, [raced(11, 12)])),
      ]);
      const both = await database.select().from(outcomes).where(eq(outcomes.metric, 'races'));
      expect(both.filter(({ counted }) => counted).map(({ number }) => number)).toEqual([11]);
    });
  });
});
