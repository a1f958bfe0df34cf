import { describe, expect, test } from 'vitest';
import { isCounted, sharedWith } from '../../../src/domain/readout/shared-effect.ts';
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
  const concluded = (betId: string, part = {}) => ({ betId, sharedWith: [], counted: true, effect: went, ...part });

  test.each([
    ['alone', { betId: 'a', sharedWith: [] }, [concluded('b')], true],
    ['after the one it names', { betId: 'a', sharedWith: ['b'] }, [concluded('b')], false],
    ['after one that names it', { betId: 'a', sharedWith: [] }, [concluded('b', { sharedWith: ['a'] })], false],
    [
      'after one that was not counted itself',
      { betId: 'a', sharedWith: ['b'] },
      [concluded('b', { counted: false })],
      true,
    ],
    ['after one without data', { betId: 'a', sharedWith: ['b'] }, [concluded('b', { effect: undefined })], true],
    ['again', { betId: 'a', sharedWith: ['a'] }, [concluded('a')], true],
  ])('%s', (_, outcome, before, counted) => expect(isCounted(outcome, before)).toBe(counted));
});
