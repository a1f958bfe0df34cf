import { describe, expect, test } from 'vitest';
import { countedAmong, sharedWith } from '../../../src/domain/readout/shared-effect.ts';
import { effect, movement, other, readout, shippedAt } from '../../stage/samples/sample-bets.ts';

describe('shared with', () => {
  const measured = (sharedWith: string[], part = {}) =>
    movement({ answer: effect(0.0312, 0.1, 0.05, 0.15, { sharedWith, ...part }) });
  const others = [
    other({ betId: '1-118', shippedAt }),
    other({ betId: '1-121', number: 121, shippedAt }),
    other({ betId: '2-118', repository: { owner: 'acme', name: 'web' }, shippedAt }),
    other({ betId: '1-125', number: 125, state: 'open' }),
    other({ betId: '1-126', number: 126, relation: 'above', metrics: ['projects_completed'], shippedAt }),
  ];
  const shared = (names: string[], together: number[] = [], part = {}) =>
    sharedWith({ movements: [measured(names, part)], others, shippedTogether: together }, 'signup_rate');

  test.each<[string, string[], string[], number[]]>([
    ['what the analysis cannot part', ['1-118'], ['#118'], []],
    ['of another repository', ['2-118'], ['acme/web#118'], []],
    ['the same release, whatever the analysis was told', ['1-121'], [], [121, 126]],
    ['told apart', [], [], []],
  ])('%s', (_, ids, names, together) => expect(shared(names, together)).toEqual(ids));

  test('not without an effect, not on another metric, not for groups of an experiment', () => {
    expect(
      sharedWith({ ...readout, movements: [movement({ answer: { kind: 'no-data' } })], others }, 'signup_rate'),
    ).toEqual([]);
    expect(sharedWith({ movements: [measured(['#118'])], others, shippedTogether: [] }, 'revenue')).toEqual([]);
  });
});

describe('counted once', () => {
  const went = { relative: 0.1, low: 0.05, high: 0.15 };
  const day = (count: number) => new Date(Date.UTC(2026, 5, count));
  const concluded = (betId: string, part = {}) => ({
    ...{ betId, number: 1, shippedAt: day(10), mergedAt: day(9), sharedWith: [], counted: true, effect: went },
    ...part,
  });
  const own = (part = {}) => ({ ...concluded('a', { number: 2 }), ...part });
  const counted = { counted: true, insteadOf: [] };
  const not = { counted: false, insteadOf: [] };
  const insteadOf = (...ids: string[]) => ({ counted: true, insteadOf: ids });

  test.each([
    ['alone', own(), [concluded('b')], counted],
    ['after the one it names', own({ sharedWith: ['b'] }), [concluded('b')], not],
    ['after one that names it', own(), [concluded('b', { sharedWith: ['a'] })], not],
    ['one that was not counted itself', own({ sharedWith: ['b'] }), [concluded('b', { counted: false })], counted],
    ['one without data', own({ sharedWith: ['b'] }), [concluded('b', { effect: undefined })], counted],
    ['again', own({ sharedWith: ['a'] }), [concluded('a')], counted],
    ['shipped first', own({ sharedWith: ['b'], shippedAt: day(8) }), [concluded('b')], insteadOf('b')],
    ['merged first', own({ sharedWith: ['b'], mergedAt: day(8) }), [concluded('b')], insteadOf('b')],
    ['the lower number', own({ sharedWith: ['b'] }), [concluded('b', { number: 3 })], insteadOf('b')],
    [
      'before one of two',
      own({ sharedWith: ['b', 'c'], shippedAt: day(9) }),
      [concluded('b'), concluded('c', { shippedAt: day(7) })],
      not,
    ],
    [
      'first, and not measured',
      own({ sharedWith: ['b'], shippedAt: day(8), effect: undefined }),
      [concluded('b')],
      not,
    ],
  ])('%s', (_, outcome, before, expected) => expect(countedAmong(outcome, before)).toEqual(expected));
});
