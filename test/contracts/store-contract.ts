import { beforeAll, describe, expect, test } from 'vitest';
import type { BetRecord } from '../../src/domain/bet/bet-record.ts';
import type { Challenge } from '../../src/domain/commands/challenge.ts';
import type { HypothesisStanding } from '../../src/domain/hypothesis/hypothesis-standing.ts';
import type { EdgeTrial } from '../../src/domain/ledger/track-record.ts';
import type { Metric } from '../../src/domain/metric/metric.ts';
import type { SourceAnswer } from '../../src/domain/metric/source-answer.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { Job } from '../../src/flows/ports/job.ts';
import type { Store } from '../../src/flows/ports/store.ts';
import { purgeInstallation } from '../../src/flows/upkeep/purge.ts';

export interface StoreUnderTest {
  store: Store;
  /** What waits in the queue. */
  enqueued(): Promise<Job[]>;
}

/** What every Store has to do. Each test has a repository of its own. */
export function storeContract(open: () => Promise<StoreUnderTest>): void {
  let store: Store;
  let enqueued: StoreUnderTest['enqueued'];
  let nextId = 9_007_000_000;
  const someRepository = async (changes: Partial<Repository> = {}): Promise<Repository> => {
    nextId += 10;
    const repository = {
      id: nextId,
      ownerId: nextId + 1,
      owner: 'acme',
      name: 'shop',
      defaultBranch: 'main',
      private: false,
      installationId: nextId + 2,
      ...changes,
    };
    await store.rememberRepository(repository);
    return repository;
  };
  beforeAll(async () => {
    ({ store, enqueued } = await open());
  });

  describe('repositories', () => {
    test('one that was never heard of is undefined', async () => {
      expect(await store.repository(1)).toBeUndefined();
    });
    test('a rename and a transfer reach the bets that were made before', async () => {
      const repository = await someRepository();
      await store.saveBet(betOf(repository, 7));
      const moved = { ...repository, owner: 'zenith', ownerId: 5, name: 'store', installationId: 6 };
      await store.rememberRepository(moved);
      expect(await store.repository(repository.id)).toEqual(moved);
      expect((await store.betOf(repository.id, 7))?.repository).toEqual(moved);
    });
  });

  test('a repository is found by its present name within its owner; case does not matter', async () => {
    const shop = await someRepository();
    const other = await someRepository({ ownerId: shop.ownerId, name: 'ideas' });
    await store.rememberRepository({ ...other, name: 'Bets' });
    expect(await store.repositoryNamed(shop.ownerId, 'bets')).toMatchObject({ id: other.id });
    expect(await store.repositoryNamed(shop.ownerId, 'ideas')).toBeUndefined();
    expect(await store.repositoryNamed(shop.ownerId + 1, 'shop')).toBeUndefined();
  });

  test('where hypotheses stand, in the order asked for, by the present name of their repository', async () => {
    const shop = await someRepository();
    const at = new Date('2026-11-03T10:00:00.123Z');
    const validated: HypothesisStanding = {
      state: 'validated',
      history: [{ state: 'validated', at, by: 'ada', evidence: '9 of 10', comment: 9_999_999_999 }],
    };
    const stopped: HypothesisStanding = {
      state: 'testing',
      history: [{ state: 'stopped', at, by: 'ada' }],
      stopped: { at, by: 'ada', why: '', on: 'acme/shop#12' },
    };
    await store.saveHypothesisStanding(shop.id, 42, validated);
    await store.saveHypothesisStanding(shop.id, 43, stopped);
    const issue = (number: number, repository = 'Shop') => ({ owner: 'Acme', repository, number });
    const asked = [issue(43), issue(44), issue(42), issue(42, 'ideas')];
    expect(await store.hypothesisStandings(shop.ownerId, asked)).toEqual([stopped, undefined, validated, undefined]);
    expect(await store.keptHypotheses(shop.id)).toEqual([
      { number: 43, state: 'stopped' },
      { number: 42, state: 'validated' },
    ]);
    await store.rememberRepository({ ...shop, name: 'store' });
    await store.deleteHypothesisStanding(shop.id, 43);
    expect(await store.hypothesisStandings(shop.ownerId, [issue(42, 'store'), issue(43, 'store')])).toEqual([
      validated,
      undefined,
    ]);
    expect(await store.hypothesisStandings(shop.ownerId + 1, [issue(42, 'store')])).toEqual([undefined]);
  });

  test('challenges are open until they are answered, and known by their issue', async () => {
    const { id, ownerId } = await someRepository();
    const challenge = (name: string, day: number): Challenge => ({
      id: `${id}-${name}`,
      subject: { kind: 'metric', name },
      why: 'it counts bots',
      by: 'eve',
      at: new Date(Date.UTC(2026, 10, day)),
      from: { repositoryId: id, number: 12 },
    });
    const [late, early] = [challenge('Signups', 5), challenge('churn', 3)];
    await store.saveChallenge(ownerId, late);
    await store.saveChallenge(ownerId, early);
    expect(await store.openChallenges(ownerId)).toEqual([early, late]);
    expect(await store.openChallenges(ownerId, ['signups', 'kr1'])).toEqual([late]);
    expect(await store.openChallenges(ownerId, [])).toEqual([]);
    expect(await store.openChallenges(ownerId + 1)).toEqual([]);
    const opened = { ...late, issue: { repositoryId: id, number: 77 } };
    await store.saveChallenge(ownerId, opened);
    expect(await store.challengeByIssue(id, 77)).toEqual(opened);
    await store.saveChallenge(ownerId, { ...opened, answer: { text: 'no', by: 'ada', at: late.at } });
    expect(await store.openChallenges(ownerId)).toEqual([early]);
    expect((await store.challenge(late.id))?.answer?.by).toBe('ada');
  });

  test('what sources have told: the most that they ever did, of the owner alone', async () => {
    const { ownerId } = await someRepository();
    const told = (answers: [string, SourceAnswer][]) => store.saveSourceAnswers(ownerId, new Map(answers));
    expect(await store.sourceAnswers(ownerId)).toEqual(new Map());
    await told([]);
    await told([
      ['w/failing', 'failed'],
      ['w/empty', 'nothing'],
      ['w/full', 'value'],
    ]);
    await told([
      ['w/full', 'failed'],
      ['w/failing', 'nothing'],
      ['w/empty', 'value'],
    ]);
    expect(Object.fromEntries(await store.sourceAnswers(ownerId))).toEqual({
      'w/failing': 'nothing',
      'w/empty': 'value',
      'w/full': 'value',
    });
    expect(await store.sourceAnswers(ownerId + 1)).toEqual(new Map());
  });

  describe('transactions', () => {
    test('all of it, or nothing: state and job', async () => {
      const repository = await someRepository();
      const job: Job = { kind: 'evaluate', repositoryId: repository.id, number: 1 };
      const failing = store.transaction(async (within) => {
        await within.saveBet(betOf(repository, 1));
        await within.enqueue(job);
        throw new Error('the power went');
      });
      await expect(failing).rejects.toThrow('the power went');
      expect(await store.betOf(repository.id, 1)).toBeUndefined();
      expect(await enqueued()).not.toContainEqual(job);

      await store.transaction(async (within) => {
        await within.saveBet(betOf(repository, 1));
        await within.enqueue(job);
      });
      expect(await store.betOf(repository.id, 1)).toBeDefined();
      expect(await enqueued()).toContainEqual(job);
    });
    test('one inside another is undone alone', async () => {
      const repository = await someRepository();
      await store.transaction(async (outer) => {
        await outer.saveComment(repository.id, 1, { kind: 'forecast', key: '', digest: 'kept' });
        await outer
          .transaction(async (inner) => {
            await inner.saveComment(repository.id, 1, { kind: 'forecast', key: '', digest: 'lost' });
            throw new Error('no');
          })
          .catch(() => {});
      });
      expect(await store.comment(repository.id, 1, 'forecast', '')).toMatchObject({ digest: 'kept' });
    });
    test('its value comes out', async () => {
      expect(await store.transaction(async () => 42)).toBe(42);
    });
  });

  describe('checks', () => {
    test('the latest one of a pull request, found by number and by head', async () => {
      const { id } = await someRepository();
      expect(await store.check(id, 3)).toBeUndefined();
      await store.saveOnHead(id, { number: 3, headSha: 'aaa', isOpen: true, fromFork: false });
      expect(await store.check(id, 3)).toEqual({ headSha: 'aaa', digest: '' });
      await store.saveRun(id, 3, { headSha: 'aaa', checkRunId: 1, digest: 'd1' });
      expect(await store.check(id, 3)).toEqual({ headSha: 'aaa', checkRunId: 1, digest: 'd1' });
      await store.saveOnHead(id, { number: 3, headSha: 'bbb', isOpen: true, fromFork: false, conclusion: 'failure' });
      expect(await store.check(id, 3)).toEqual({ headSha: 'bbb', digest: '' });
      await store.saveRun(id, 3, { headSha: 'bbb', checkRunId: 9_999_999_999, digest: 'd2' });
      expect(await store.check(id, 3)).toEqual({ headSha: 'bbb', checkRunId: 9_999_999_999, digest: 'd2' });
      expect(await store.numberByHead(id, 'bbb')).toBe(3);
      expect(await store.numberByHead(id, 'ccc')).toBeUndefined();
      expect(await store.numberByHead(id + 1, 'bbb')).toBeUndefined();
    });
    test('a head has one run, which shows what one of those on it says; closed ones are not on it', async () => {
      const { id } = await someRepository();
      const on = { headSha: 'aaa', isOpen: true, fromFork: false };
      await store.saveOnHead(id, { ...on, number: 3, conclusion: 'failure' });
      await store.saveRun(id, 3, { headSha: 'aaa', checkRunId: 1, digest: 'd3' });
      await store.saveOnHead(id, { ...on, number: 2, fromFork: true });
      await store.saveRun(id, 2, { headSha: 'aaa', checkRunId: 1, digest: 'd2' });
      await store.saveOnHead(id, { ...on, number: 4, headSha: 'bbb' });
      expect(await store.openOn(id, 'aaa')).toEqual([
        { ...on, number: 2, fromFork: true, checkRunId: 1, digest: 'd2' },
        { ...on, number: 3, conclusion: 'failure', checkRunId: 1, digest: '' },
      ]);
      await store.saveOnHead(id, { ...on, number: 3, isOpen: false });
      expect((await store.openOn(id, 'aaa')).map(({ number }) => number)).toEqual([2]);
      await store.saveOnHead(id, { ...on, number: 3 });
      expect(await store.openOn(id, 'aaa')).toMatchObject([{ number: 2 }, { number: 3, checkRunId: 1 }]);
    });
    test('a first failure is one a person and owner, and stays with its pull request', async () => {
      const one = await someRepository();
      const other = await someRepository();
      expect(await store.claimFirstFailure(one, 9, 3)).toBe(true);
      expect(await store.claimFirstFailure(one, 9, 3)).toBe(true);
      expect(await store.claimFirstFailure(one, 9, 4)).toBe(false);
      expect(await store.claimFirstFailure(one, 8, 4)).toBe(true);
      expect(await store.claimFirstFailure(other, 9, 3)).toBe(other.ownerId !== one.ownerId);
    });
    test('a head is also known from the paths that were asked for', async () => {
      const { id } = await someRepository();
      await store.saveChangedPaths(id, 4, { headSha: 'ddd', baseRef: 'main', paths: ['a.ts'] });
      expect(await store.numberByHead(id, 'ddd')).toBe(4);
    });
  });

  test('changed paths come with their head and base', async () => {
    const { id } = await someRepository();
    expect(await store.changedPaths(id, 4)).toBeUndefined();
    const changed = { headSha: 'ddd', baseRef: 'main', paths: ['docs/a.md', 'src/ü.ts'] };
    await store.saveChangedPaths(id, 4, changed);
    expect(await store.changedPaths(id, 4)).toEqual(changed);
    expect(await store.changedPaths(id, 5)).toBeUndefined();
    await store.saveChangedPaths(id, 4, { headSha: 'eee', baseRef: 'main', paths: [] });
    expect(await store.changedPaths(id, 4)).toEqual({ headSha: 'eee', baseRef: 'main', paths: [] });
  });

  test('other bets of a repository, the latest first: what they named, changed, and what could be seen', async () => {
    const { id, ...rest } = await someRepository();
    const repository = { id, ...rest };
    const named = (number: number, keyResult: string, changes: Partial<BetRecord> = {}) => {
      const one = betOf(repository, number, changes);
      const on = {
        objective: { id: 'O1', title: 'Grow' },
        keyResult: { id: keyResult, metric: 'signups', from: 1, to: 2, by: '2026-12-31' },
      };
      return store.saveBet({
        ...one,
        bet: { ...one.bet, keyResults: [{ ...on, objective: { ...on.objective, keyResults: [on.keyResult] } }] },
      });
    };
    const mergedAt = new Date('2026-11-03T10:00:00Z');
    await named(4, 'KR1', { state: 'merged', mergedAt, mergeSha: 'm4' });
    await named(5, 'KR2');
    await named(6, 'KR3', { state: 'merged', mergedAt, mergeSha: 'm6' });
    await named(7, 'KR4');
    await store.saveChangedPaths(id, 4, { headSha: 'ddd', baseRef: 'main', paths: ['src/a.ts'] });
    const everywhere = Array.from({ length: 301 }, (_, at) => `src/${at}.ts`);
    await store.saveChangedPaths(id, 6, { headSha: 'eee', baseRef: 'main', paths: everywhere });
    await store.saveForecastBasis(id, 4, 'b4', { metric: 'signups', days: 14, relative: 0.041 });
    const shows = { metric: 'signups', source: 'warehouse/signups', days: 28, relative: 0.03 };
    await store.saveForecastBasis(id, 5, 'b5', shows);
    await store.saveForecastBasis(id, 6, 'b6', shows);
    await store.saveForecastBasis(id, 6, 'withdrawn');
    expect(await store.earlierBets(id, 7)).toEqual([
      { merged: true, keyResults: ['KR3'], paths: [] },
      { merged: false, keyResults: ['KR2'], paths: [], shows },
      {
        ...{ merged: true, keyResults: ['KR1'], paths: ['src/a.ts'] },
        shows: { metric: 'signups', days: 14, relative: 0.041 },
      },
    ]);
    expect(await store.earlierBets(id + 1, 7)).toEqual([]);
  });

  test('comments are told apart by kind and key', async () => {
    const { id } = await someRepository();
    await store.saveComment(id, 1, { kind: 'alarm', key: 'latency', digest: 'x' });
    await store.saveComment(id, 1, { kind: 'alarm', key: 'errors', commentId: 12, digest: 'y' });
    await store.saveComment(id, 1, { kind: 'alarm', key: 'latency', commentId: 11, digest: 'z' });
    expect(await store.comment(id, 1, 'alarm', 'latency')).toEqual({
      kind: 'alarm',
      key: 'latency',
      commentId: 11,
      digest: 'z',
    });
    expect(await store.comment(id, 1, 'final', 'latency')).toBeUndefined();
    expect(await store.comment(id, 2, 'alarm', 'latency')).toBeUndefined();
  });

  test('what is kept of a pull request comes at once, whichever parts of it there are', async () => {
    const repository = await someRepository();
    const { id } = repository;
    expect(await store.keptOfPullRequest(id, 4)).toEqual({ map: {}, hypotheses: 0 });
    expect(await store.keptOfForecast(id, 4)).toBeUndefined();
    const changed = { headSha: 'aaa', baseRef: 'main', paths: ['src/a.ts'] };
    await store.saveChangedPaths(id, 4, changed);
    await store.saveBet(betOf(repository, 4));
    const bet = await store.betOf(id, 4);
    expect(await store.keptOfPullRequest(id, 4)).toEqual({ map: {}, hypotheses: 0, changed, bet });
    expect(await store.keptOfPullRequest(id, 5)).toEqual({ map: {}, hypotheses: 0 });
    expect(await store.keptOfForecast(id, 4)).toEqual({ map: {}, bet, isWritten: false });
    await store.saveComment(id, 4, { kind: 'forecast', key: '', commentId: 7, digest: 'd' });
    await store.saveForecastBasis(id, 4, 'basis');
    expect(await store.keptOfForecast(id, 4)).toEqual({ map: {}, bet, isWritten: true, basis: 'basis' });
  });

  test('an exemption comes back with its date, whatever a person wrote as its reason', async () => {
    const { id } = await someRepository();
    const exemption = { by: 'ada', reason: 'nul \u0000 and half a pair \ud800, {"$date":"x"}', at: new Date(1e12) };
    await store.saveExemption(id, 1, exemption);
    expect((await store.keptOfPullRequest(id, 1)).exemption).toEqual(exemption);
    expect((await store.keptOfPullRequest(id, 2)).exemption).toBeUndefined();
  });

  describe('bets', () => {
    test('everything in a record comes back as it was, dates as dates', async () => {
      const repository = await someRepository();
      const bet: BetRecord = {
        ...betOf(repository, 1, { state: 'shipped' }),
        frozenBody: 'Key result: KR1\u0000\ud800 \u202e',
        amendedAt: new Date('2026-01-02T03:04:05.678Z'),
        signal: { on: 'release', name: 'v1.4.0', sha: 'f'.repeat(40) },
        undoing: { by: 'revert', number: 9, at: new Date(5) },
        reapplied: { number: 10, at: new Date(6) },
        baseline: { signups: { kind: 'samples', series: { bucket: 'day', samples: [{ t: 1, value: 0.1 }] } } },
        delayed: { metric: 'signups', cause: 'timeout', since: new Date(7), until: new Date(8) },
        verdict: 'moved-less',
        concludedAt: new Date(9),
      };
      await store.saveBet(bet);
      expect(await store.betOf(repository.id, 1)).toEqual(bet);
      expect(await store.bet(bet.id)).toEqual(bet);
    });
    test('saving again replaces; what is gone from the record is gone', async () => {
      const repository = await someRepository();
      const bet = betOf(repository, 1, { state: 'shipped' });
      await store.saveBet({ ...bet, delayed: { metric: 'm', cause: 'c', since: new Date(1), until: new Date(2) } });
      await store.saveBet({ ...bet, state: 'concluded' });
      const found = await store.bet(bet.id);
      expect(found?.state).toBe('concluded');
      expect(found).not.toHaveProperty('delayed');
    });
    test('a deleted one takes its checkpoints along', async () => {
      const repository = await someRepository();
      const bet = betOf(repository, 1);
      await store.saveBet(bet);
      await store.saveCheckpoints(bet.id, [{ kind: 'readout', afterDays: 7, dueAt: new Date(1), final: true }]);
      await store.deleteBet(bet.id);
      expect(await store.bet(bet.id)).toBeUndefined();
      expect(await store.checkpoints(bet.id)).toEqual([]);
    });
    test('merged since, by state, oldest merge first', async () => {
      const repository = await someRepository();
      const other = await someRepository();
      const day = (n: number) => new Date(Date.UTC(2026, 0, n));
      await store.saveBet(betOf(repository, 1, { state: 'merged', mergedAt: day(5) }));
      await store.saveBet(betOf(repository, 2, { state: 'merged', mergedAt: day(3) }));
      await store.saveBet(betOf(repository, 3, { state: 'shipped', mergedAt: day(4) }));
      await store.saveBet(betOf(repository, 4, { state: 'merged', mergedAt: day(1) }));
      await store.saveBet(betOf(repository, 5, { state: 'open' }));
      await store.saveBet(betOf(other, 6, { state: 'merged', mergedAt: day(5) }));
      const numbers = async (...states: BetRecord['state'][]) =>
        (await store.betsMergedSince(repository.id, day(3), states)).map((bet) => bet.number);
      expect(await numbers('merged')).toEqual([2, 1]);
      expect(await numbers('merged', 'shipped')).toEqual([2, 3, 1]);
      expect(await numbers()).toEqual([]);
    });
    test('merged since: what a release asks of hundreds of bets, and neither their maps nor their baselines', async () => {
      const repository = await someRepository();
      const at = new Date(Date.UTC(2026, 0, 5));
      const metrics = Array.from({ length: 200 }, (_, number) => `metric_${number}`);
      const told = {
        ...{ state: 'reverted' as const, mergedAt: at, shippedAt: at, mergeSha: 'a'.repeat(40), branch: 'release/1' },
        ...{ signal: { on: 'merge' as const, sha: 'a'.repeat(40) }, undoing: { by: 'revert' as const, number: 7, at } },
        reapplied: { number: 8, at },
      };
      // NUL is what people may write.
      const bet = betOf(repository, 1, { ...told, metrics, title: 'odd \u0000', frozenBody: 'a\u0000b' });
      await store.saveBet(bet);
      const found = await store.betsMergedSince(repository.id, at, ['reverted']);
      expect(found).toEqual([{ id: bet.id, repository, number: 1, ...told }]);
      expect(JSON.stringify(bet).length).toBeGreaterThan(20_000);
      expect(JSON.stringify(found).length).toBeLessThan(1_000);
    });
    test.each([
      ['the whole SHA', 'abcdef1234567890abcdef1234567890abcdef12', 1],
      ['its beginning', 'abcdef1', 1],
      ['another one', 'bbbbbbb', undefined],
      ['a beginning of two', 'ccccccc', undefined],
      ['too short', 'abcdef', undefined],
      ['a pattern', 'abcdef%', undefined],
      ['nothing', '', undefined],
    ])('by merge commit: %s', async (_, sha, number) => {
      const repository = await someRepository();
      const merged = (at: number, mergeSha: string) => betOf(repository, at, { state: 'merged', mergeSha });
      await store.saveBet(merged(1, 'abcdef1234567890abcdef1234567890abcdef12'));
      await store.saveBet(merged(2, `ccccccc${'1'.repeat(33)}`));
      await store.saveBet(merged(3, `ccccccc${'2'.repeat(33)}`));
      expect((await store.betByMergeSha(repository.id, sha))?.number).toBe(number);
    });
    describe('others on the same metrics', () => {
      test('what is under way names its key results and metrics, guarded ones too; what has concluded does not', async () => {
        const repository = await someRepository();
        const sibling = await someRepository({ ownerId: repository.ownerId });
        const objective = { id: 'O1', title: 'O1', keyResults: [] };
        const on = (of: Repository, number: number, id: string, metric: string, state: BetRecord['state']) => {
          const bet = betOf(of, number, { state, metrics: [metric] });
          bet.bet.keyResults = [{ objective, keyResult: { id, metric, from: 1, to: 2, by: '2026-12-31' } }];
          bet.bet.guardrails = [
            { metric: metricNamed('latency'), limit: { kind: 'relative', low: 0.05, high: 0.05 }, line: '' },
          ];
          return store.saveBet(bet);
        };
        await on(repository, 1, 'KR1', 'signups', 'open');
        await on(repository, 2, 'KR2', 'orders', 'concluded');
        await on(sibling, 1, 'KR3', 'visits', 'shipped');
        const own = { keyResults: ['KR1'], metrics: ['latency', 'signups'] };
        expect(await store.inPlay({ repositoryIds: [repository.id] })).toEqual(own);
        expect(await store.inPlay({ repositoryIds: [repository.id, sibling.id] })).toEqual({
          keyResults: ['KR1', 'KR3'],
          metrics: ['latency', 'signups', 'visits'],
        });
        expect((await store.inPlay({ owner: 'ACME' })).keyResults).toEqual(expect.arrayContaining(['KR1', 'KR3']));
        expect(await store.inPlay({ repositoryIds: [1] })).toEqual({ keyResults: [], metrics: [] });
        await on(await someRepository({ ownerId: repository.ownerId }), 1, 'KR4', 'orders', 'concluded');
        expect(await store.repositoriesInPlay(repository.ownerId)).toEqual([repository, sibling]);
      });
      test('not yet concluded, not the one who asks; with the end of their measuring', async () => {
        const here = await someRepository();
        const asking = betOf(here, 1, { metrics: ['signups', 'revenue'] });
        const waiting = betOf(here, 2, { metrics: ['revenue', 'latency'], state: 'merged' });
        const shippedAt = new Date('2026-11-03T10:00:00Z');
        const measuring = { ...betOf(here, 3, { metrics: ['signups'], state: 'shipped' }), shippedAt };
        for (const bet of [asking, waiting, measuring]) await store.saveBet(bet);
        await store.saveBet(betOf(here, 4, { metrics: ['latency'] }));
        await store.saveBet(betOf(here, 5, { metrics: ['signups'], state: 'concluded' }));
        await store.saveBet(betOf(await someRepository(), 6, { metrics: ['signups'] }));
        const dueAt = new Date('2026-12-01T10:00:00Z');
        await store.saveCheckpoints(measuring.id, [
          { kind: 'readout', afterDays: 7, dueAt: new Date('2026-11-10T10:00:00Z'), final: false },
          { kind: 'readout', afterDays: 28, dueAt, final: true },
        ]);
        const of = ({ id, number }: BetRecord) => ({
          ...{ betId: id, repositoryId: here.id, there: here, number, windowDays: 7 },
        });
        expect(await store.otherBets(asking)).toEqual([
          {
            ...of(measuring),
            relation: 'same',
            state: 'shipped',
            metrics: ['signups'],
            shippedAt,
            measuringUntil: dueAt,
          },
          { ...of(waiting), relation: 'same', state: 'merged', metrics: ['revenue'] },
        ]);
        expect(await store.otherBets(betOf(here, 9, { metrics: [] }))).toEqual([]);
      });

      test('on metrics above and below by the map of the one who asks, in all repositories of the owner', async () => {
        const here = await someRepository();
        const open = await someRepository({ ownerId: here.ownerId, name: 'web' });
        const secret = await someRepository({ ownerId: here.ownerId, name: 'vault', private: true });
        const asking = betOf(here, 1, { metrics: ['signups'] });
        asking.map.metrics = [
          { ...metricNamed('visits'), drives: ['signups'] },
          { ...metricNamed('signups'), drives: ['projects'] },
          { ...metricNamed('projects'), drives: ['revenue'] },
          metricNamed('revenue'),
          metricNamed('latency'),
        ];
        for (const [repository, number, metrics] of [
          [open, 2, ['revenue', 'latency']],
          [secret, 3, ['visits']],
          [open, 4, ['signups']],
          [here, 5, ['latency']],
          [here, 6, ['projects', 'visits']],
        ] as const)
          await store.saveBet(betOf(repository, number, { metrics: [...metrics] }));
        const found = await store.otherBets(asking);
        expect(found.map(({ number, relation, metrics, there }) => [number, relation, metrics, there])).toEqual([
          [4, 'same', ['signups'], open],
          [6, 'above', ['projects', 'visits'], here],
          [3, 'below', ['visits'], secret],
          [2, 'above', ['revenue'], open],
        ]);
      });

      test('with an instant: those that shipped since then, concluded ones too', async () => {
        const here = await someRepository();
        const shipped = (number: number, state: BetRecord['state'], day: string) => ({
          ...betOf(here, number, { metrics: ['signups'], state }),
          shippedAt: new Date(day),
        });
        await store.saveBet(shipped(2, 'concluded', '2026-11-03'));
        await store.saveBet(shipped(3, 'shipped', '2026-11-20'));
        await store.saveBet(shipped(4, 'concluded', '2026-09-01'));
        await store.saveBet(betOf(here, 5, { metrics: ['signups'] }));
        const found = await store.otherBets(betOf(here, 1, { metrics: ['signups'] }), new Date('2026-11-01'));
        expect(found.map(({ number }) => number)).toEqual([3, 2]);
      });
    });
    describe('edges of the metric tree', () => {
      const effect = { relative: 0.1, low: 0.05, high: 0.15 };
      const trialOf = (bet: BetRecord, lower: string, upper: string, at: string): EdgeTrial => ({
        betId: bet.id,
        repositoryId: bet.repository.id,
        number: bet.number,
        lower,
        upper,
        lowerEffect: effect,
        upperEffect: effect,
        sharedWith: [],
        at: new Date(at),
      });

      test('trials of an owner, oldest first, by where they go up from; a repeat replaces', async () => {
        const here = await someRepository();
        const [one, two] = [betOf(here, 1), betOf(here, 2)];
        for (const bet of [one, two]) await store.saveBet(bet);
        const trials = [
          trialOf(two, 'signups', 'revenue', '2026-11-02'),
          trialOf(one, 'signups', 'projects', '2026-11-01'),
          trialOf(one, 'visits', 'signups', '2026-11-03'),
        ];
        await store.saveEdgeTrials(here.ownerId, trials);
        await store.saveEdgeTrials(here.ownerId, trials.slice(1));
        expect(await store.edgeTrials(here.ownerId, ['signups'])).toEqual([trials[1], trials[0]]);
        expect(await store.edgeTrials(here.ownerId)).toEqual([trials[1], trials[0], trials[2]]);
        expect(await store.edgeTrials(here.ownerId + 1)).toEqual([]);
      });

      test('an alarm is raised on one pull request, and on another one only after a bet was followed', async () => {
        const here = await someRepository();
        const alarm = {
          lower: 'signups',
          upper: 'projects',
          repositoryId: here.id,
          number: 1,
          at: new Date('2026-11-01'),
        };
        const later = { ...alarm, number: 2, at: new Date('2026-12-01') };
        expect(await store.claimEdgeAlarm(here.ownerId, alarm)).toBe(true);
        expect(await store.claimEdgeAlarm(here.ownerId, alarm)).toBe(true);
        expect(await store.claimEdgeAlarm(here.ownerId, later)).toBe(false);
        expect(await store.claimEdgeAlarm(here.ownerId, later, new Date('2026-10-01'))).toBe(false);
        expect(await store.claimEdgeAlarm(here.ownerId, { ...later, upper: 'revenue' })).toBe(true);
        expect(await store.claimEdgeAlarm(here.ownerId, later, new Date('2026-11-15'))).toBe(true);
        expect(await store.claimEdgeAlarm(here.ownerId, alarm)).toBe(false);
      });
    });
    test('shipped together: by the very same signal', async () => {
      const repository = await someRepository();
      const shipped = (number: number, signal: BetRecord['signal']) =>
        betOf(repository, number, { state: 'shipped', shippedAt: new Date(1), ...(signal && { signal }) });
      const asking = shipped(1, { on: 'release', name: 'v1', sha: 'a' });
      await store.saveBet(asking);
      await store.saveBet(shipped(2, { on: 'release', name: 'v1', sha: 'a', url: 'https://example.com' }));
      await store.saveBet(shipped(3, { on: 'release', name: 'v2', sha: 'a' }));
      await store.saveBet(shipped(4, { on: 'deployment', environment: 'v1', sha: 'a' }));
      expect(await store.shippedTogether(asking)).toEqual([2]);
      expect(await store.shippedTogether(betOf(repository, 9))).toEqual([]);
    });
    test('two bets on one pull request are refused', async () => {
      const repository = await someRepository();
      await store.saveBet(betOf(repository, 1));
      await expect(store.saveBet({ ...betOf(repository, 1), id: 'another' })).rejects.toThrow();
    });
  });

  test('a non-bet can be stated twice', async () => {
    const { id } = await someRepository();
    await store.saveNonBet(id, 1, { reason: 'chore', note: '\u0000' }, new Date(1));
    await store.saveNonBet(id, 1, { reason: 'learning', note: 'spike' }, new Date(2));
  });

  describe('signals and deployments', () => {
    test('a signal counts once, as it was first heard', async () => {
      const { id } = await someRepository();
      await store.recordSignal(id, 'release 2', { on: 'release', name: 'v2', sha: 'b' }, new Date(2000));
      await store.recordSignal(id, 'release 1', { on: 'release', name: 'v1', sha: 'a' }, new Date(1000));
      await store.recordSignal(id, 'release 1', { on: 'release', name: 'renamed', sha: 'c' }, new Date(3000));
      expect(await store.signalsSince(id, new Date(0))).toEqual([
        { signal: { on: 'release', name: 'v1', sha: 'a' }, at: new Date(1000) },
        { signal: { on: 'release', name: 'v2', sha: 'b' }, at: new Date(2000) },
      ]);
      expect(await store.signalsSince(id, new Date(2000))).toHaveLength(1);
    });
    test('the last deployment is the latest, not the one heard of last', async () => {
      const { id } = await someRepository();
      expect(await store.lastDeployed(id, 'production')).toBeUndefined();
      await store.saveDeployed(id, 'production', 'new', new Date(2000));
      await store.saveDeployed(id, 'production', 'old', new Date(1000));
      await store.saveDeployed(id, 'staging', 'other', new Date(9000));
      expect(await store.lastDeployed(id, 'production')).toEqual({ sha: 'new', at: new Date(2000) });
    });
  });

  describe('checkpoints', () => {
    const day = (n: number) => new Date(Date.UTC(2026, 2, n));
    const planned = [
      { kind: 'readout' as const, afterDays: 28, dueAt: day(29), final: true },
      { kind: 'guard' as const, afterDays: 1, dueAt: day(2), final: false },
      { kind: 'readout' as const, afterDays: 7, dueAt: day(8), final: false },
    ];
    const shippedBet = async (number: number) => {
      const bet = betOf(await someRepository(), number, { state: 'shipped' });
      await store.saveBet(bet);
      return bet;
    };

    test('saved twice they are there once, earliest first, untouched', async () => {
      const bet = await shippedBet(1);
      await store.saveCheckpoints(bet.id, planned);
      const [first] = await store.checkpoints(bet.id);
      if (!first) throw new Error('no checkpoint');
      await store.updateCheckpoint({ ...first, status: 'done', attempts: 1, posted: 'moved' });
      await store.saveCheckpoints(bet.id, planned);
      const found = await store.checkpoints(bet.id);
      expect(found.map(({ kind, afterDays, status, final }) => [kind, afterDays, status, final])).toEqual([
        ['guard', 1, 'done', false],
        ['readout', 7, 'pending', false],
        ['readout', 28, 'pending', true],
      ]);
      expect(found[0]).toEqual({ ...first, status: 'done', attempts: 1, posted: 'moved' });
      expect(found[1]).not.toHaveProperty('notBefore');
    });
    test('a window begun anew stands beside the cancelled one', async () => {
      const bet = await shippedBet(1);
      await store.saveCheckpoints(bet.id, planned);
      await store.cancelCheckpoints(bet.id);
      await store.saveCheckpoints(
        bet.id,
        planned.map((checkpoint) => ({ ...checkpoint, dueAt: new Date(checkpoint.dueAt.getTime() + 3_600_000) })),
      );
      const statuses = (await store.checkpoints(bet.id)).map((checkpoint) => checkpoint.status);
      expect(statuses).toEqual(['cancelled', 'pending', 'cancelled', 'pending', 'cancelled', 'pending']);
    });
    test('due: each bet once, earliest first; who insists does not wait for notBefore', async () => {
      const late = await shippedBet(1);
      const early = await shippedBet(2);
      const done = await shippedBet(3);
      const mine = new Set([late.id, early.id, done.id]);
      const due = async (now: Date) => (await store.betsDue(now)).filter((one) => mine.has(one.betId));
      const claimed = async (now: Date) => {
        const found = await store.claimDue(now, 1_000);
        return [early, late]
          .filter(({ repository, number }) =>
            found.some((it) => it.repositoryId === repository.id && it.number === number),
          )
          .map(({ id }) => id);
      };
      await store.saveCheckpoints(late.id, [{ kind: 'readout', afterDays: 7, dueAt: day(10), final: true }]);
      await store.saveCheckpoints(early.id, planned);
      await store.saveCheckpoints(done.id, planned);
      await store.cancelCheckpoints(done.id);

      expect(await due(day(1))).toEqual([]);
      expect(await claimed(day(1))).toEqual([]);
      const both = [
        { betId: early.id, repositoryId: early.repository.id, number: 2, dueAt: day(2) },
        { betId: late.id, repositoryId: late.repository.id, number: 1, dueAt: day(10) },
      ];
      expect(await due(day(10))).toEqual(both);
      expect(await claimed(day(10))).toEqual([early.id, late.id]);

      const [checkpoint] = await store.checkpoints(late.id);
      if (!checkpoint) throw new Error('no checkpoint');
      await store.updateCheckpoint({ ...checkpoint, notBefore: day(12), attempts: 1, firstTriedAt: day(10) });
      expect(await claimed(day(11))).toEqual([early.id]);
      expect(await due(day(11))).toEqual(both);
      expect(await claimed(day(12))).toEqual([early.id, late.id]);
    });
    test('due: a portion at a time, each installation in its turn, and for an hour not again', async () => {
      const [large, small] = [await someRepository(), await someRepository()];
      const shipped = async (repository: Repository, number: number, hour: number) => {
        const bet = betOf(repository, number, { state: 'shipped' });
        await store.saveBet(bet);
        const dueAt = new Date(Date.UTC(2020, 0, 1, hour));
        await store.saveCheckpoints(bet.id, [{ kind: 'readout', afterDays: 7, dueAt, final: true }]);
      };
      for (const number of [1, 2, 3, 4]) await shipped(large, number, number);
      await shipped(small, 9, 20);
      const claim = async (minutes: number, most: number) =>
        (await store.claimDue(new Date(Date.UTC(2020, 0, 2, 0, minutes)), most)).map(({ number }) => number);
      expect((await claim(0, 3)).sort()).toEqual([1, 2, 9]);
      expect(await claim(1, 3)).toEqual([3, 4]);
      expect(await claim(2, 3)).toEqual([]);
      expect(await claim(60, 2)).toEqual([1, 9]);
      // The clock is set back by a month.
      expect(await store.claimDue(new Date(Date.UTC(2020, 1, 2)), 9)).toHaveLength(5);
      expect(await claim(120, 9)).toHaveLength(5);
    });
    test('due: whose jobs are given up rests longer each time, a week at most, until one comes to an end', async () => {
      const bet = await shippedBet(1);
      const dueAt = new Date(Date.UTC(2019, 0, 1));
      await store.saveCheckpoints(bet.id, [{ kind: 'readout', afterDays: 7, dueAt, final: true }]);
      const hours: number[] = [];
      let last = 0;
      for (let hour = 0; hours.length < 13; hour += 1) {
        const now = new Date(dueAt.getTime() + hour * 3_600_000);
        if ((await store.claimDue(now, 1_000)).length === 0) continue;
        await store.restDue(bet.repository.id, bet.number, now);
        hours.push(hour - last);
        last = hour;
      }
      expect(hours).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 168, 168, 168, 168]);
      const [checkpoint] = await store.checkpoints(bet.id);
      if (!checkpoint) throw new Error('no checkpoint');
      await store.updateCheckpoint({ ...checkpoint, attempts: 1 });
      expect(await store.claimDue(new Date(dueAt.getTime() + last * 3_600_000), 1_000)).toHaveLength(1);
      await store.updateCheckpoint({ ...checkpoint, status: 'done' });
    });
    test('nothing is due for a suspended installation', async () => {
      const bet = await shippedBet(1);
      await store.saveCheckpoints(bet.id, planned);
      const isDue = async () => (await store.betsDue(day(30))).some((one) => one.betId === bet.id);
      await store.suspendInstallation(bet.repository.installationId, true);
      expect(await isDue()).toBe(false);
      await store.suspendInstallation(bet.repository.installationId, false);
      expect(await isDue()).toBe(true);
    });
  });

  test('the state of the map is what was saved last', async () => {
    const { id } = await someRepository();
    expect(await store.mapFiles(id)).toEqual({});
    const { map } = betOf(await someRepository(), 1);
    const broken = { version: 'v2', commit: 'c' };
    await store.saveMapState(id, { lastGood: { map, version: 'v1' }, broken });
    expect(await store.mapFiles(id)).toEqual({ lastGood: { map, version: 'v1' }, broken });
    await store.saveMapState(id, { lastGood: { map, version: 'v3' } });
    expect(await store.mapFiles(id)).toEqual({ lastGood: { map, version: 'v3' } });
  });

  test('a purge takes all of an installation and nothing else', async () => {
    const gone = await someRepository();
    const kept = await someRepository();
    for (const repository of [gone, kept]) {
      const bet = betOf(repository, 1, { state: 'shipped' });
      await store.saveBet(bet);
      await store.saveCheckpoints(bet.id, [{ kind: 'readout', afterDays: 7, dueAt: new Date(1), final: true }]);
      await store.saveOnHead(repository.id, { number: 1, headSha: 'a', isOpen: true, fromFork: false });
      await store.saveComment(repository.id, 1, { kind: 'forecast', key: '', digest: 'd' });
      await store.saveMapState(repository.id, { broken: { version: 'v', commit: 'c' } });
    }
    await purgeInstallation(store, gone.installationId, true);
    await purgeInstallation(store, gone.installationId, true);
    expect(await store.repository(gone.id)).toBeUndefined();
    expect(await store.betOf(gone.id, 1)).toBeUndefined();
    expect(await store.checkpoints(`bet-${gone.id}-1`)).toEqual([]);
    expect(await store.check(gone.id, 1)).toBeUndefined();
    expect(await store.comment(gone.id, 1, 'forecast', '')).toBeUndefined();
    expect(await store.mapFiles(gone.id)).toEqual({});
    expect(await store.betOf(kept.id, 1)).toBeDefined();
    expect(await store.checkpoints(`bet-${kept.id}-1`)).toHaveLength(1);
  });
}

function metricNamed(name: string): Metric {
  return { name, title: name, unit: 'count', good: 'up', drives: [] };
}

function betOf(
  repository: Repository,
  number: number,
  { metrics = ['signups'], ...changes }: Partial<BetRecord> & { metrics?: string[] } = {},
): BetRecord {
  return {
    id: `bet-${repository.id}-${number}`,
    repository,
    number,
    title: 'A shorter form',
    author: 'ada',
    state: 'open',
    bet: {
      keyResults: [],
      hypotheses: [],
      movements: metrics.map((name) => ({ metric: metricNamed(name) })),
      guardrails: [],
      evidence: [],
    },
    mapVersion: 'v1',
    map: {
      metrics: metrics.map(metricNamed),
      objectives: [],
      policy: {
        mode: 'enforce',
        issues: { mode: 'off', labels: [] },
        require: 'reference',
        exempt: { authors: [], labels: [], paths: [] },
        redact: false,
      },
      release: { on: 'merge' },
      followUp: { afterDays: [7] },
    },
    ...changes,
  };
}
