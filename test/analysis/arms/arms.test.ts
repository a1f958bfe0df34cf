import { describe, expect, test } from 'vitest';
import { analyseArms } from '../../../src/analysis/arms/analyse-arms.ts';
import { anytimeReach, sequenceRho } from '../../../src/analysis/arms/confidence-sequence.ts';
import { adjustForPast } from '../../../src/analysis/arms/cuped.ts';
import { alwaysValidP } from '../../../src/analysis/arms/mixture-sprt.ts';
import { sampleRatio } from '../../../src/analysis/arms/sample-ratio.ts';
import { scoreInterval } from '../../../src/analysis/arms/score-interval.ts';
import { compareMeans } from '../../../src/analysis/arms/two-means.ts';
import { compareProportions } from '../../../src/analysis/arms/two-proportions.ts';
import { compareRatios, ratioOf } from '../../../src/analysis/arms/two-ratios.ts';

const control = { n: 20_000, successes: 1000 };
const treatment = { n: 20_000, successes: 1100 };

describe('1,100 against 1,000 of 20,000 each', () => {
  const d = compareProportions(treatment, control);
  test('two-proportion z', () => {
    expect(d.z).toBeCloseTo(2.24182, 5);
    expect(d.p).toBeCloseTo(0.024973, 6);
    expect(d.low).toBeCloseTo(0.000629, 6);
    expect(d.high).toBeCloseTo(0.009371, 6);
    expect(d.relative.value).toBeCloseTo(0.1, 12);
    expect(d.relative.error).toBeCloseTo(0.046787, 6);
  });
  test('confidence sequence', () => {
    expect(sequenceRho(5000)).toBeCloseTo(0.0398401, 7);
    expect(anytimeReach(d.error, 40_000, 5000)).toBeCloseTo(0.0071637, 6);
    expect(anytimeReach(d.error, 40_000, 40_000)).toBeCloseTo(0.0067691, 6);
  });
  test('mixture sequential test', () => {
    const { lambda, p } = alwaysValidP(d.value, d.error ** 2, 1e-4);
    expect(lambda).toBeCloseTo(2.38536, 4);
    expect(p).toBeCloseTo(0.41922, 4);
  });
});

// (1 - d)^2 = 1.96^2 (1 - d^2) / 20
test('all against none: the interval of the score test', () => {
  const [from, to] = scoreInterval({ n: 10, successes: 10 }, { n: 10, successes: 0 }, 1.959964);
  expect(from).toBeCloseTo(0.67775, 5);
  expect(to).toBeCloseTo(1, 9);
});

// Newcombe 1998, Interval estimation for the difference between independent proportions, table II, method 5
test.each([
  [[56, 70], [48, 80], 0.0533, 0.3377],
  [[9, 10], [3, 10], 0.1821, 0.837],
])('%j against %j: the interval of the score test', ([t = 0, nT = 0], [c = 0, nC = 0], low, high) => {
  const [from, to] = scoreInterval({ n: nT, successes: t }, { n: nC, successes: c }, 1.959964);
  expect(from).toBeCloseTo(low, 4);
  expect(to).toBeCloseTo(high, 4);
});

describe('arms in which few did it', () => {
  test.each([
    [0, 3, 2, 4],
    [0, 5, 4, 5],
    [3, 40, 10, 40],
    [5000, 5000, 4990, 5000],
    [30, 300, 0, 300],
  ])('%i of %i against %i of %i: the interval says what p says, and goes nowhere a share cannot', (c, nC, t, nT) => {
    const d = compareProportions({ n: nT, successes: t }, { n: nC, successes: c });
    expect(d.low > 0 || d.high < 0).toBe(d.p < 0.05);
    expect(d.relative.low > 0 || d.relative.high < 0).toBe(d.p < 0.05);
    expect(d.low).toBeLessThan(d.high);
    expect(d.low).toBeGreaterThanOrEqual(-1);
    expect(d.high).toBeLessThanOrEqual(1);
  });
});

test('sample ratio', () => {
  const { chiSquare, p, mismatch } = sampleRatio([20_000, 20_500]);
  expect(chiSquare).toBeCloseTo(6.17284, 5);
  expect(p).toBeCloseTo(0.012973, 6);
  expect(mismatch).toBe(false);
  expect(sampleRatio([20_000, 21_000]).mismatch).toBe(true);
  expect(sampleRatio([10_000, 30_000], [1, 3])).toMatchObject({ chiSquare: 0, mismatch: false });
});

// scipy 1.17: stats.ttest_ind_from_stats(10.5, 4, 1000, 10, 5, 900, equal_var=False)
test('Welch', () => {
  const d = compareMeans({ n: 1000, mean: 10.5, stddev: 4 }, { n: 900, mean: 10, stddev: 5 });
  expect(d.error).toBeCloseTo(Math.sqrt(16 / 1000 + 25 / 900), 12);
  expect(d.freedom).toBeCloseTo(1719.5244740806652, 6);
  expect(d.p).toBeCloseTo(0.016969350023988073, 9);
});

test('a ratio of sums has the variance of the delta method', () => {
  const arm = {
    n: 1000,
    numerator: { mean: 1, stddev: Math.sqrt(1.2) },
    denominator: { mean: 5, stddev: 2 },
    covariance: 0.8,
  };
  expect(ratioOf(arm).mean).toBeCloseTo(0.2, 12);
  expect(ratioOf(arm).variance).toBeCloseTo(0.0000416, 12);
  expect(compareRatios(arm, arm)).toMatchObject({ value: 0, p: 1 });
});

test('what was so before is taken out: correlation 0.8 leaves 0.6 of the spread', () => {
  const past = { mean: 100, stddev: 10 };
  const { arms, theta } = adjustForPast([
    { n: 500, mean: 50, stddev: 5, past, covariance: 40 },
    { n: 500, mean: 53, stddev: 5, past: { ...past, mean: 102 }, covariance: 40 },
  ]);
  expect(theta).toBeCloseTo(0.4, 12);
  expect(arms.map(({ stddev }) => stddev)).toEqual([expect.closeTo(3, 9), expect.closeTo(3, 9)]);
  // Two of the three points of difference... 0.8 of them were there before.
  expect((arms[1]?.mean ?? 0) - (arms[0]?.mean ?? 0)).toBeCloseTo(3 - 0.4 * 2, 12);
});

describe('an experiment', () => {
  test('that moved', () => {
    expect(analyseArms({ kind: 'proportion', good: 'up', control, treatment })).toMatchObject({ verdict: 'moved' });
  });
  test('cannot be told yet when people peek', () => {
    const answer = analyseArms({ kind: 'proportion', good: 'up', control, treatment, looksUntil: 40_000 });
    expect(answer).toMatchObject({ verdict: 'inconclusive', anytime: true });
  });
  test('is not judged when its arms are of the wrong size', () => {
    expect(analyseArms({ kind: 'proportion', good: 'up', control, treatment: { n: 21_000, successes: 1100 } })).toEqual(
      {
        kind: 'unanswerable',
        reason: 'sample-ratio',
        text: 'The arms did not get the shares of units that they were meant to: something apart from the change tells them apart.',
      },
    );
  });
  test('without any success has no answer', () => {
    const none = { n: 100, successes: 0 };
    expect(analyseArms({ kind: 'proportion', good: 'up', control: none, treatment: none })).toMatchObject({
      kind: 'unanswerable',
      reason: 'not-finite',
    });
  });
});
