import { describe, expect, test } from 'vitest';
import { edgeRecords } from '../../../src/domain/ledger/edge-record.ts';
import { tinyBoxOf } from '../../../src/domain/ledger/tiny-box.ts';
import type { EdgeTrial } from '../../../src/domain/ledger/track-record.ts';

let day = 0;
/** Effects in percent, each with its interval two to either side. */
const trial = (lower: number, upper: number, part: Partial<EdgeTrial> = {}): EdgeTrial => {
  const effect = (percent: number) => ({
    relative: percent / 100,
    low: (percent - 2) / 100,
    high: (percent + 2) / 100,
  });
  day += 1;
  return {
    betId: `bet-${day}`,
    repositoryId: 1,
    number: day,
    lower: 'signups',
    upper: 'projects',
    lowerEffect: effect(lower),
    upperEffect: effect(upper),
    sharedWith: [],
    at: new Date(2026, 0, day),
    ...part,
  };
};
const record = (...trials: EdgeTrial[]) => {
  const [one] = edgeRecords(trials);
  if (!one) throw new Error('there is a record');
  const { ratio, ...rest } = one;
  return {
    ...rest,
    ...(ratio ? { ratio: [ratio.low, ratio.value, ratio.high].map((value) => Number(value.toFixed(2))) } : {}),
  };
};

describe('the record of an edge', () => {
  test('of the bets that moved the lower metric, how often the upper one followed, and by how much', () => {
    expect(record(trial(10, 5), trial(1, 4), trial(8, 4), trial(10, 1))).toEqual({
      lower: 'signups',
      upper: 'projects',
      trials: 4,
      moved: 3,
      followed: 2,
      ratio: [0.1, 0.36, 0.67],
      doubtful: false,
    });
  });

  test('tried three times without support: an assumption to challenge', () => {
    expect(record(trial(10, 0), trial(8, 1), trial(12, -1))).toMatchObject({ moved: 3, followed: 0, doubtful: true });
    expect(record(trial(10, 0), trial(8, 1), trial(1, 0))).toMatchObject({ moved: 2, doubtful: false });
    expect(record(trial(10, 0), trial(8, 5), trial(12, -1))).toMatchObject({ followed: 1, doubtful: false });
  });

  test('none showed it alone, all together do: no assumption to challenge', () => {
    expect(record(...Array.from({ length: 6 }, () => trial(10, 1.5)))).toMatchObject({
      followed: 0,
      doubtful: false,
      ratio: [0.07, 0.15, 0.23],
    });
  });

  test('nothing has moved the lower metric: no ratio', () => {
    expect(record(trial(1, 5), trial(-10, -5))).toEqual({
      lower: 'signups',
      upper: 'projects',
      trials: 2,
      moved: 0,
      followed: 0,
      doubtful: false,
    });
  });

  test('bets that share an effect are one trial, each edge for itself', () => {
    const one = trial(10, 5);
    const other = trial(10, 5, { sharedWith: [one.betId] });
    const edges = edgeRecords([other, one, { ...other, upper: 'revenue' }]);
    expect(edges.map(({ upper, trials }) => [upper, trials])).toEqual([
      ['projects', 1],
      ['revenue', 1],
    ]);
  });
});

describe('a tiny box', () => {
  test('two bets moved the metric, and the one above did not follow', () => {
    const trials = [trial(10, 0), trial(0, 0), trial(8, 1)];
    expect(tinyBoxOf(trials)).toEqual({ trials: [trials[0], trials[2]] });
  });

  test.each<[string, EdgeTrial[]]>([
    ['one bet', [trial(10, 0)]],
    ['it followed', [trial(10, 0), trial(8, 5)]],
    ['one since it followed', [trial(10, 0), trial(8, 0), trial(8, 5), trial(9, 0)]],
    ['two bets of one effect', [trial(10, 0, { betId: 'a' }), trial(10, 0, { sharedWith: ['a'] })]],
    ['nothing', []],
  ])('not: %s', (_, trials) => expect(tinyBoxOf(trials)).toBeUndefined());

  test('two since it followed last', () => {
    const trials = [trial(8, 5), trial(9, 0), trial(9, 1)];
    expect(tinyBoxOf(trials)).toEqual({ trials: trials.slice(1), followedAt: trials[0]?.at });
  });
});
