import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/analysis/verdict.ts';
import type { Readout } from '../../../src/domain/readout/readout.ts';
import { recommend } from '../../../src/domain/readout/recommend.ts';
import { endings, guard } from '../../stage/samples/sample-bets.ts';

/** Nothing else shipped in the same days. */
const alone = { others: [], shippedTogether: [] };
const what = (verdict: Verdict, part: Partial<Readout> = {}) =>
  recommend({ ...endings[verdict], ...alone, ...part }).what;

describe('what to do after the last readout', () => {
  test.each<[Verdict, string, string, string]>([
    ['moved', 'keep', 'iterate', 'keep'],
    ['moved-less', 'iterate', 'revert', 'iterate'],
    ['flat', 'revert', 'revert', 'stop'],
    ['inconclusive', 'iterate', 'revert', 'iterate'],
    ['backfired', 'revert', 'revert', 'stop'],
    ['no-data', 'iterate', 'revert', 'iterate'],
  ])(
    '%s: %s; with a guardrail breached: %s; where the hypothesis tested invalid: %s',
    (verdict, plain, breached, refuted) => {
      expect(what(verdict)).toBe(plain);
      expect(what(verdict, { guards: [guard({ state: 'breached' })] })).toBe(breached);
      expect(what(verdict, { refuted: true })).toBe(refuted);
    },
  );

  test('an effect that other changes share is said to be shared', () => {
    expect(recommend({ ...endings.moved, ...alone }).why).toBe('it moved as expected');
    const unexpected = (endings.moved.movements ?? []).map(({ expected: _, ...rest }) => rest);
    expect(recommend({ ...endings.moved, ...alone, movements: unexpected }).why).toBe('it moved');
    expect(recommend(endings.moved).why).toBe('it moved, though other changes share the effect');
  });
});
