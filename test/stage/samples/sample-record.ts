import type { BetRecord } from '../../../src/domain/bet/bet-record.ts';
import type { Outcome } from '../../../src/domain/ledger/track-record.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import type { Store } from '../../../src/flows/ports/store.ts';

/*
 * A small record of two owners, for the tests of the ledger: bets in every state, of which some share an effect, were amended, stay
 * silent, or hold what a terminal or a spreadsheet would act upon.
 */

const repository = (id: number, owner: string, name: string): Repository => ({
  id,
  ownerId: owner === 'acme' ? 1 : 2,
  owner,
  name,
  defaultBranch: 'main',
  private: true,
  installationId: 9,
});
const shop = repository(11, 'acme', 'shop');
const api = repository(12, 'acme', 'api');
const web = repository(21, 'Zenith', 'web');

/** Somebody is to read it a good while after the last bet concluded. */
export const readAt = new Date('2026-12-01T12:00:00Z');

/** What a terminal, a spreadsheet and a CSV reader would each take for more than text. */
export const hostile = '=HYPERLINK("x"), \u001b[31mred\u202e\nand "more"';

function betOf(home: Repository, number: number, part: Partial<BetRecord> & { metric: string }): BetRecord {
  const { metric: name, ...rest } = part;
  const metric = { name, title: name, unit: 'count', good: 'up' as const, drives: [] };
  return {
    id: `${home.id}-${number}`,
    repository: home,
    number,
    title: 'A shorter form',
    author: 'ada-lovelace',
    state: 'concluded',
    bet: { keyResults: [], hypotheses: [], movements: [{ metric }], guardrails: [], evidence: [] },
    mapVersion: 'v1',
    map: {
      metrics: [metric],
      objectives: [],
      policy: {
        mode: 'enforce',
        issues: { mode: 'off', labels: [] },
        require: 'reference',
        exempt: { authors: [], labels: [], paths: [] },
        redact: false,
      },
      release: { on: 'merge' },
      followUp: { afterDays: [7, 28] },
    },
    ...rest,
  };
}

const at = (text: string) => new Date(`${text}T00:00:00Z`);

interface Concluded {
  metric: string;
  on: string;
  verdict: Outcome['verdict'];
  expected?: [low: number, high: number];
  effect?: [relative: number, low: number, high: number];
  team?: string;
  sharedWith?: string[];
  hypothesisAt?: Date;
  more?: Partial<BetRecord>;
}

async function conclude(store: Store, home: Repository, number: number, what: Concluded): Promise<void> {
  const concludedAt = at(what.on);
  const shippedAt = new Date(concludedAt.getTime() - 28 * 86_400_000);
  const mergedAt = new Date(shippedAt.getTime() - 2 * 86_400_000);
  const { metric, verdict, expected, effect, more = {} } = what;
  const record = betOf(home, number, { metric, verdict, mergedAt, shippedAt, concludedAt, ...more });
  await store.saveBet(record);
  await store.saveOutcomes(home.ownerId, [
    {
      betId: record.id,
      repositoryId: home.id,
      number,
      metric,
      primary: true,
      verdict,
      mergedAt,
      shippedAt,
      concludedAt,
      sharedWith: what.sharedWith ?? [],
      counts: true,
      ...(what.team ? { team: what.team } : {}),
      ...(what.hypothesisAt ? { hypothesisAt: what.hypothesisAt } : {}),
      ...(expected ? { expected: { low: expected[0], high: expected[1] } } : {}),
      ...(effect ? { effect: { relative: effect[0], low: effect[1], high: effect[2] } } : {}),
    },
  ]);
}

const decided = (what: 'keep' | 'stop', learned: string): Partial<BetRecord> => ({
  decision: { what, learned, by: 'ada-lovelace', at: at('2026-11-20') },
});

export async function saveSampleRecord(store: Store): Promise<void> {
  for (const home of [shop, api, web]) await store.rememberRepository(home);
  const growth = { metric: 'signup_rate', team: '@acme/growth' };
  await conclude(store, shop, 10, {
    ...growth,
    on: '2026-10-05',
    verdict: 'moved',
    expected: [0.1, 0.1],
    effect: [0.118, 0.079, 0.159],
    hypothesisAt: at('2026-08-06'),
    more: decided('keep', 'Fewer fields help.'),
  });
  await conclude(store, shop, 11, {
    ...growth,
    on: '2026-10-20',
    verdict: 'flat',
    expected: [0.05, 0.1],
    effect: [0.02, -0.01, 0.045],
    sharedWith: ['11-12'],
  });
  await conclude(store, shop, 12, {
    ...growth,
    on: '2026-10-21',
    verdict: 'flat',
    expected: [0.04, 0.04],
    effect: [0.02, -0.01, 0.045],
    sharedWith: ['11-11'],
    more: { amendedAt: at('2026-10-01'), ...decided('stop', '同じ効果を分け合った') },
  });
  await conclude(store, api, 3, {
    metric: 'p95_latency',
    team: '@acme/platform',
    on: '2026-11-02',
    verdict: 'no-data',
  });
  await conclude(store, web, 1, {
    metric: 'signups',
    on: '2026-11-03',
    verdict: 'backfired',
    expected: [0.02, 0.04],
    effect: [-0.08, -0.12, -0.04],
    more: decided('stop', hostile),
  });

  const shippedAt = at('2026-11-01');
  const shipped = (number: number, part: Partial<BetRecord> = {}) =>
    betOf(shop, number, { metric: 'signup_rate', state: 'shipped', mergedAt: shippedAt, shippedAt, ...part });
  const overdue = { kind: 'readout' as const, afterDays: 7, dueAt: at('2026-11-08'), final: false };
  const delayed = { metric: 'signup_rate', cause: 'timeout', since: at('2026-11-28'), until: at('2026-12-05') };
  await store.saveBet(shipped(13));
  await store.saveCheckpoints('11-13', [overdue, { ...overdue, afterDays: 28, dueAt: at('2026-11-29') }]);
  await store.saveBet(shipped(14, { delayed }));
  await store.saveCheckpoints('11-14', [overdue]);
  await store.saveBet(shipped(15));
  await store.saveCheckpoints('11-15', [{ ...overdue, afterDays: 40, dueAt: at('2026-12-11') }]);
  await store.saveBet(shipped(16, { shippedAt: at('2026-11-04') }));
  await store.saveBet(betOf(shop, 17, { metric: 'signup_rate', state: 'merged', mergedAt: at('2026-11-05') }));
  await store.saveBet(betOf(shop, 18, { metric: 'signup_rate', state: 'open' }));
  await store.saveBet(betOf(shop, 19, { metric: 'signup_rate', state: 'reverted', mergedAt: at('2026-09-01') }));
  for (const number of [20, 21]) {
    const learned = { text: 'Nobody reads it.', by: 'ada-lovelace', at: at('2026-10-20') };
    const spike = betOf(shop, number, { metric: 'signup_rate', state: 'merged', mergedAt: at('2026-10-01') });
    spike.bet.movements = [];
    await store.saveBet(number === 21 ? { ...spike, learned } : spike);
    await store.saveCheckpoints(spike.id, [{ kind: 'learning', afterDays: 14, dueAt: at('2026-10-15'), final: false }]);
  }

  const gate = [
    { result: 'bet' as const },
    { result: 'bet' as const },
    { result: 'non-bet' as const, detail: 'chore' },
    { result: 'exempt' as const, detail: 'author' },
    { result: 'no-reference' as const },
  ];
  for (const [index, result] of gate.entries())
    await store.saveGateResult(shop.id, 100 + index, { ...result, mergedAt: at('2026-10-10') });
  await store.saveGateResult(web.id, 1, { result: 'non-bet', detail: 'bugfix', mergedAt: at('2026-11-10') });

  const challenge = { by: 'ada-lovelace', from: { repositoryId: shop.id, number: 10 } };
  await store.saveChallenge(1, {
    ...challenge,
    id: 'c1',
    subject: { kind: 'metric', name: 'signup_rate' },
    why: 'It counts robots.',
    at: at('2026-11-07'),
    issue: { repositoryId: api.id, number: 77 },
  });
  await store.saveChallenge(1, {
    ...challenge,
    id: 'c2',
    subject: { kind: 'key-result', name: 'KR1' },
    why: 'Too easy.',
    at: at('2026-11-06'),
    answer: { text: 'Agreed.', by: 'ada-lovelace', at: at('2026-11-08') },
  });

  const trial = (number: number, lower: number, upper: number) => ({
    betId: `11-${number}`,
    repositoryId: shop.id,
    number,
    lower: 'signup_rate',
    upper: 'revenue',
    lowerEffect: { relative: lower, low: lower - 0.02, high: lower + 0.02 },
    upperEffect: { relative: upper, low: upper - 0.02, high: upper + 0.02 },
    sharedWith: [],
    at: at('2026-11-01'),
  });
  await store.saveEdgeTrials(1, [trial(10, 0.118, 0.06), trial(11, 0.01, 0)]);
}
