import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Sample, Series } from '../../src/analysis/samples.ts';
import { samplingVariance, slotNoise } from '../../src/analysis/sampling-noise.ts';
import { day } from '../stage/series/daily-series.ts';
import { normal, uniform } from '../stage/series/seeded-random.ts';

test.each<[string, Partial<Sample>, number | undefined]>([
  ['a share', { value: 0.03, numerator: 30, denominator: 1000 }, 0.97 / 30],
  ['a ratio of counts', { value: 2, numerator: 200, denominator: 100 }, 0.005 + 0.01],
  ['a mean with spread', { value: 10, stddev: 5, n: 100 }, 25 / (100 * 100)],
  ['a quantile with n', { value: 241, n: 500 }, 1 / 500],
  ['nothing of nothing', { value: 0, numerator: 0, denominator: 10 }, undefined],
  ['a plain value', { value: 7 }, undefined],
])('%s', (_, sample, variance) => {
  expect(samplingVariance({ t: 0, value: 1, ...sample })).toEqual(
    variance === undefined ? undefined : expect.closeTo(variance, 12),
  );
});

test('a day of a quarter of the size is noisier, by as much as its size explains', () => {
  const noise = slotNoise(Float64Array.of(0.002, 0.002, 0.008, 0.004, Number.NaN), false, 0.1);
  expect([...(noise ?? [])]).toEqual([0.8, 0.8, 1.4, 1, 1].map((value) => expect.closeTo(value, 12)));
  expect(slotNoise(undefined, false, 0.1)).toBeUndefined();
});

/** A conversion rate of 5%, thousands of visits on weekdays, forty a day at weekends: those days are mostly chance. */
function rate(seed: number, sized: boolean): Series {
  const random = uniform(seed);
  const noise = normal(random);
  return {
    bucket: 'day',
    samples: Array.from({ length: 84 }, (_, i) => {
      const denominator = i % 7 < 5 ? 4000 : 40 + Math.floor(20 * random());
      const p = 0.05 * (i > 56 ? 1.08 : 1);
      const numerator = Math.max(1, Math.round(denominator * p + Math.sqrt(denominator * p * (1 - p)) * noise()));
      return { t: i * day, value: numerator / denominator, ...(sized ? { numerator, denominator } : {}) };
    }),
  };
}

test('days with few visits count for less', () => {
  const widths = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
    [true, false].map((sized) => {
      const answer = analyse({
        series: rate(seed, sized),
        releaseFrom: 56 * day,
        releaseTo: 57 * day,
        until: 84 * day,
      });
      return answer.kind === 'effect' ? answer.high - answer.low : Number.NaN;
    }),
  );
  expect(widths.filter(([sized = 0, plain = 0]) => sized < plain).length).toBeGreaterThanOrEqual(6);
});
