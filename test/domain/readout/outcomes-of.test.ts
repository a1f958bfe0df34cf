import { describe, expect, test } from 'vitest';
import { outcomesOf } from '../../../src/domain/readout/outcomes-of.ts';
import {
  effect,
  endings,
  latency,
  movement,
  projects,
  readout,
  shippedAt,
  signups,
} from '../../stage/samples/sample-bets.ts';

const mergedAt = new Date('2026-11-01T09:00:00Z');
const concludedAt = new Date('2026-11-18T00:00:00Z');
const bet = { id: '5-12', repository: { id: 5 }, number: 12, bet: { movements: [] }, mergedAt, shippedAt };
const outcomes = (part: Partial<typeof readout>, hypothesisAt?: Date) =>
  outcomesOf(bet, { ...readout, ...part }, concludedAt, hypothesisAt);

describe('what came of a bet', () => {
  test('as it stands in the record', () => {
    expect(outcomes({ others: [], shippedTogether: [] })).toEqual([
      {
        betId: '5-12',
        repositoryId: 5,
        number: 12,
        metric: 'signup_rate',
        team: '@acme/growth',
        primary: true,
        expected: { low: 0.1, high: 0.1 },
        effect: { relative: 0.118, low: 0.079, high: 0.159 },
        verdict: 'moved',
        mergedAt,
        shippedAt,
        concludedAt,
        sharedWith: [],
        counts: true,
      },
    ]);
  });

  test('good is positive: a latency that falls as expected', () => {
    const falls = movement({
      movement: { metric: latency },
      expected: { low: -0.2, high: -0.1 },
      answer: effect(241, -0.15, -0.22, -0.08),
    });
    expect(outcomes({ movements: [falls] })).toMatchObject([
      { metric: 'p95_latency', expected: { low: 0.1, high: 0.2 }, effect: { relative: 0.15, low: 0.08, high: 0.22 } },
    ]);
  });

  test('without data there is a row without an effect', () => {
    const [none] = outcomesOf(bet, endings['no-data'], concludedAt);
    expect(none).toMatchObject({ verdict: 'no-data', expected: { low: 0.1, high: 0.1 } });
    expect(none).not.toHaveProperty('effect');
  });

  test('a metric without a finite effect has none', () => {
    const [row] = outcomes({ movements: [movement({ answer: effect(1, Number.NaN, Number.NaN, Number.NaN) })] });
    expect(row).not.toHaveProperty('effect');
  });

  test('the first movement is the primary one; a metric twice is one row', () => {
    const later = movement({ movement: { metric: signups, windowDays: 28 }, verdict: 'flat' });
    const other = movement({ movement: { metric: projects }, verdict: 'inconclusive' });
    expect(
      outcomes({ movements: [movement(), later, other] }).map(({ metric, primary, verdict }) => [
        metric,
        primary,
        verdict,
      ]),
    ).toEqual([
      ['signup_rate', true, 'moved'],
      ['projects_completed', false, 'inconclusive'],
    ]);
  });

  test('since when it was a hypothesis', () => {
    const at = new Date('2026-09-01T00:00:00Z');
    expect(outcomes({}, at)[0]?.hypothesisAt).toEqual(at);
  });
});
