import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { localVarianceOf } from '../../src/analysis/local-variance.ts';
import { type Method, soundingsMethod } from '../../src/analysis/model/method.ts';
import { dailySeries, day } from '../stage/series/daily-series.ts';
import { normal, uniform } from '../stage/series/seeded-random.ts';

const even = (size: number) => Float64Array.from({ length: size }, (_, i) => (i % 2 ? 1 : -1));

test('even noise is usual everywhere, to its ends and beside gaps', () => {
  const values = even(30);
  values[12] = Number.NaN;
  for (const localVariance of localVarianceOf(values, 1)) expect(localVariance).toBeCloseTo(1, 12);
});

test('one wild day is restless, its neighbours a little, those a week away not', () => {
  const values = even(30);
  values[15] = 3;
  const localVariance = localVarianceOf(values, 1);
  // (3 + 9 + the neighbours' 1.5) / (3 + 1 + 1.5), the bell's weights written out.
  const neighbours = 2 * [1, 2, 3].reduce((sum, k) => sum + Math.exp(-(k ** 2) / 2), 0);
  expect(localVariance[15]).toBeCloseTo((12 + neighbours) / (4 + neighbours), 12);
  expect(localVariance[17]).toBeCloseTo(1 + (8 * Math.exp(-2)) / (4 + neighbours), 12);
  expect(localVariance[22]).toBeCloseTo(1, 12);
});

test('a step in a calm stretch is surer than the same step with the wild weeks just past', () => {
  const width = (weighsLocalVariance: boolean, wild: (i: number) => boolean) => {
    const noise = normal(uniform(4));
    const samples = dailySeries({ days: 90, noise: 0.02 }).samples.map((sample, i) => {
      const extra = 0.15 * noise();
      return { ...sample, value: sample.value * Math.exp(wild(i) ? extra : 0) };
    });
    const answer = analyse(
      { series: { bucket: 'day', samples }, releaseFrom: 60 * day, releaseTo: 61 * day, until: 90 * day },
      { ...soundingsMethod, weighsLocalVariance },
    );
    if (answer.kind !== 'effect') throw new Error(answer.text);
    return answer.high - answer.low;
  };
  const ratio = (heeds: boolean) => width(heeds, (i) => i < 20) / width(heeds, (i) => i >= 40 && i < 60);
  expect(ratio(true)).toBeLessThan(0.8 * ratio(false));
});

test('a lift that takes a week to arrive mostly lies in the interval of a random walk', () => {
  const held = (method: Method) =>
    Array.from({ length: 100 }, (_, seed) => {
      const noise = normal(uniform(seed + 1));
      let level = 0;
      const samples = Array.from({ length: 84 }, (_, i) => {
        level += 0.02 * noise();
        return { t: i * day, value: 1000 * Math.exp(level) * (i < 56 ? 1 : 1 + 0.1 * Math.min(1, (i - 55) / 7)) };
      });
      const release = 56 * day;
      const answer = analyse(
        { series: { bucket: 'day', samples }, releaseFrom: release, releaseTo: release, until: 84 * day },
        method,
      );
      const truth = 0.1 * (1 - 3 / 28);
      return answer.kind === 'effect' && answer.low <= truth && truth <= answer.high;
    }).filter(Boolean).length;
  expect(held(soundingsMethod)).toBeGreaterThanOrEqual(80);
});

test('one wild day costs next to nothing, an absurd one does not hide a tenth', () => {
  const answerWith = (factor: number) => {
    const samples = dailySeries({ days: 90, noise: 0.02 }).samples.map((sample, i) => ({
      ...sample,
      value: sample.value * (i === 40 ? factor : i > 60 ? 1.1 : 1),
    }));
    const release = { releaseFrom: 60 * day, releaseTo: 61 * day, until: 90 * day };
    const answer = analyse({ series: { bucket: 'day', samples }, ...release });
    if (answer.kind !== 'effect') throw new Error(answer.text);
    return answer;
  };
  const [usual, wild, absurd] = [answerWith(1), answerWith(3), answerWith(30)];
  expect(wild.high - wild.low).toBeLessThan(1.2 * (usual.high - usual.low));
  expect(wild.relative).toBeCloseTo(usual.relative, 1);
  expect(absurd.low).toBeGreaterThan(0);
});
