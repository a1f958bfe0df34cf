import { describe, expect, test } from 'vitest';
import type { BetRecord } from '../../../src/domain/bet/bet-record.ts';
import type { BetState, ShipSignal } from '../../../src/domain/bet/lifecycle.ts';
import {
  closed,
  learned,
  measured,
  merged,
  opened,
  reapplied,
  shipped,
  shippedEarlier,
  startsClock,
  undone,
} from '../../../src/domain/bet/transitions.ts';
import { shopMap, signups } from '../../stage/samples/outcome-map-of-a-shop.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 3, hour));
const release = (sha = 'c1'): ShipSignal => ({ on: 'release', name: 'v1', sha });
const words = { text: 'Fewer fields help.', by: 'ada', at: at(9) };
const decision = { what: 'keep', by: 'ada', at: at(9) } as const;

const stated = {
  ...{ id: '501-12', number: 12, title: 'Ask for less', author: 'ben', mapVersion: 'v1' },
  repository: {
    id: 501,
    ownerId: 7,
    owner: 'acme',
    name: 'shop',
    defaultBranch: 'main',
    private: true,
    installationId: 1,
  },
  bet: { keyResults: [], hypotheses: [], movements: [{ metric: signups }], guardrails: [], evidence: [] },
  map: shopMap(),
};
const merge = { frozenBody: 'Key result: KR1', mergedAt: at(10), mergeSha: 'm1' };

/** A bet in each state, as the transitions before it leave it. */
const bets: Record<BetState, BetRecord> = (() => {
  const open: BetRecord = { ...stated, state: 'open' };
  const frozen = merged(stated, undefined, merge);
  const out = shipped(frozen, release(), at(12));
  return {
    open,
    closed: { ...open, state: 'closed' },
    merged: frozen,
    shipped: { ...out, delayed: { metric: 'signups', cause: 'unreachable', since: at(13), until: at(20) } },
    reverted: undone(out, { by: 'commit', sha: 'r1', at: at(14) }) ?? out,
    concluded: measured(out, { verdict: 'moved', over: { at: at(20), recommended: 'keep' } }),
  };
})();
const states = Object.keys(bets) as BetState[];

const stays = Object.fromEntries(states.map((state) => [state, state])) as Record<BetState, BetState>;
const laterCommit = { by: 'commit', sha: 'r2', at: at(22) } as const;
const brought = { number: 15, sha: 'm2', at: at(23) };

describe('from each state', () => {
  test.each<[string, (bet: BetRecord) => BetRecord | undefined, Partial<Record<BetState, BetState>>]>([
    ['a description that is read anew', (bet) => opened(stated, bet), { closed: 'open' }],
    ['a closing', closed, { open: 'closed' }],
    ['a revert', (bet) => undone(bet, laterCommit), { merged: 'reverted', shipped: 'reverted' }],
    ['a revert of what was merged after it', (bet) => undone(bet, { ...laterCommit, at: at(9) }), {}],
    [
      'a revert within the second of the merge',
      (bet) => undone(bet, { ...laterCommit, at: at(10) }),
      { merged: 'reverted', shipped: 'reverted' },
    ],
    ['a revert of the revert', (bet) => reapplied(bet, brought), { reverted: 'merged', shipped: 'merged' }],
    ['a release', (bet) => (startsClock(bet) ? shipped(bet, release('c2'), at(15)) : undefined), { merged: 'shipped' }],
    ['words learned, where something is measured', (bet) => learned(bet, words), {}],
  ])('%s', (_, transition, changes) => {
    const ends = Object.fromEntries(states.map((state) => [state, (transition(bets[state]) ?? bets[state]).state]));
    expect(ends).toEqual({ ...stays, ...changes });
  });
});

describe('what is taken along', () => {
  test('what people said stays when the description changes, and at the merge', () => {
    const known = { ...bets.open, decision, learned: words, title: 'as it was' };
    const said = { decision, learned: words, title: 'Ask for less' };
    expect(opened(stated, known)).toMatchObject(said);
    expect(merged(stated, known, merge)).toMatchObject({ ...said, ...merge });
  });

  test('a release that is dated before the merge ships at the merge', () => {
    expect(shipped(bets.merged, release(), at(8)).shippedAt).toEqual(at(10));
  });

  test('of two releases the earlier one counts, whichever is heard of first', () => {
    expect(shippedEarlier(bets.shipped, release(), at(11))).toBe(true);
    expect(shippedEarlier(bets.shipped, release(), at(13))).toBe(false);
    expect(shippedEarlier(bets.shipped, { on: 'merge', sha: 'c1' }, at(11))).toBe(false);
    expect(shippedEarlier(bets.merged, release(), at(11))).toBe(false);
  });

  test('a rollback ends with the next release; a revert does not', () => {
    const back = undone(bets.shipped, { by: 'rollback', environment: 'production', sha: 'c0', at: at(14) });
    expect(back && startsClock(back)).toBe(true);
    expect(back && shipped(back, release('c2'), at(15))).not.toHaveProperty('undoing');
    expect(startsClock(bets.reverted)).toBe(false);
  });

  test('a revert is known by its pull request, in whatever order it is heard of', () => {
    const pull = { by: 'revert', number: 14, sha: 'r1', at: at(14) } as const;
    const first = undone(bets.shipped, pull);
    expect(first && undone(first, { by: 'commit', sha: 'r1', at: at(14) })?.undoing).toEqual(pull);
    expect(undone(bets.reverted, pull)?.undoing).toEqual(pull);
    expect(first).not.toHaveProperty('delayed');
  });

  test('what was brought back waits for its release again, and says by what', () => {
    const back = reapplied(bets.reverted, brought);
    expect(back).toMatchObject({
      state: 'merged',
      mergeSha: 'm2',
      mergedAt: at(23),
      reapplied: { number: 15, at: at(23) },
    });
    for (const gone of ['undoing', 'shippedAt', 'signal']) expect(back).not.toHaveProperty(gone);
    expect(back && reapplied(back, brought)).toBe(back);
    expect(reapplied(bets.reverted, { ...brought, at: at(13) })).toBeUndefined();
  });

  test('merged, reverted and brought back within a second, and each heard of twice, in any order', () => {
    const revert = { by: 'revert', number: 14, sha: 'r1', at: at(10) } as const;
    const again = { number: 15, sha: 'm2', at: at(10) };
    const steps = [(bet: BetRecord) => undone(bet, revert), (bet: BetRecord) => reapplied(bet, again)];
    for (const order of [
      [0, 1],
      [0, 0, 1, 1],
      [0, 1, 0, 1],
      [0, 1, 1, 0],
      [1, 0],
      [1, 1, 0, 0],
      [1, 0, 1, 0],
    ]) {
      const end = order.reduce((bet, step) => steps[step]?.(bet) ?? bet, bets.merged);
      expect({ order, state: end.state, by: end.reapplied?.number }).toEqual({ order, state: 'merged', by: 15 });
    }
  });

  test('heard of as a commit, then as a pull request: it gets its number', () => {
    const commit = reapplied(bets.reverted, { sha: 'm2', at: at(23) });
    expect(commit && reapplied(commit, brought)?.reapplied).toEqual({ number: 15, at: at(23) });
  });

  test('a readout that is not the last one leaves the bet measured, and ends a delay', () => {
    expect(measured(bets.shipped, {})).toMatchObject({ state: 'shipped' });
    expect(measured(bets.shipped, { verdict: 'no-data' })).toMatchObject({ state: 'shipped', verdict: 'no-data' });
    expect(measured(bets.shipped, {})).not.toHaveProperty('delayed');
  });

  test('where nothing is measured, what was learned ends it; before the merge it only is kept', () => {
    const unmeasured = { ...stated, bet: { ...stated.bet, movements: [], track: 'discovery' as const } };
    const out = merged(unmeasured, undefined, merge);
    expect(startsClock(out)).toBe(false);
    expect(learned(out, words)).toMatchObject({ state: 'concluded', concludedAt: at(9), learned: words });
    expect(learned({ ...unmeasured, state: 'open' }, words)).toMatchObject({ state: 'open', learned: words });
  });
});
