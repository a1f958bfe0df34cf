import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { shortestWindow, smallestDetectable } from '../../../src/analysis/detect.ts';
import type { Detectable, Effect, Question } from '../../../src/analysis/effect.ts';
import { lastingSteps } from '../../../src/analysis/model/lasting-steps.ts';
import type { Series } from '../../../src/analysis/samples.ts';
import { dailySeries, day } from '../../stage/series/daily-series.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

const history = 180;
const window = 28;

/** In noises, as the filter sees them. */
function stepsIn(of: (i: number, normal: () => number) => number, seed: number): number[] {
  const { normal } = randomFrom(seed);
  const values = Float64Array.from({ length: history }, (_, i) => of(i, normal));
  return lastingSteps({ values, season: 7, before: history });
}
const seeds = Array.from({ length: 10 }, (_, i) => i + 1);

describe('lasting steps of the history', () => {
  test.each([20, 60, 120, 165])('one on slot %i is found', (at) => {
    for (const seed of seeds) expect(stepsIn((i, normal) => normal() + (i >= at ? 6 : 0), seed)).toEqual([at]);
  });

  test('two are found, of three none: the metric moves like that', () => {
    const at = (...slots: number[]) => stepsIn((i, n) => n() + 7 * slots.filter((slot) => i >= slot).length, 5);
    expect(at(50, 120)).toEqual([50, 120]);
    expect(at(40, 90, 140)).toEqual([]);
  });

  test('a level that walks by itself, grows, or comes back has none', () => {
    for (const seed of seeds) {
      let level = 0;
      const walked = stepsIn((_, normal) => {
        level += normal();
        return level + 0.3 * normal();
      }, seed);
      expect(walked).toEqual([]);
      expect(stepsIn((i, normal) => 0.3 * i + normal(), seed)).toEqual([]);
      expect(stepsIn((i, normal) => normal() + (i >= 90 && i < 94 ? 6 : 0), seed)).toEqual([]);
    }
  });
});

describe('after a lasting step the forecast promises what the readout keeps', () => {
  const past = ({ samples }: Series): Series => ({ bucket: 'day', samples: samples.slice(0, history) });
  const asked = (series: Series, more: Partial<Question> = {}): Question => ({
    series,
    releaseFrom: history * day,
    releaseTo: history * day,
    until: (history + window) * day,
    ...more,
  });
  const wish = (seed: number) => ({ days: history + window, noise: 0.04, seed });
  const promised = (series: Series, more: Parameters<typeof smallestDetectable>[2] = {}) =>
    (smallestDetectable(series, window, more) as Detectable).relative;

  test.each([
    { step: 0.2, ago: 20 },
    { step: 0.5, ago: 45 },
    { step: -0.3, ago: 90 },
  ])('of $step, $ago days ago: as small as without it, and seen 4 times of 5', ({ step, ago }) => {
    let [found, all, sum, sumOfUsual] = [0, 0, 0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const series = dailySeries({ ...wish(seed), step, stepAt: history - ago });
      const forecast = promised(past(series));
      const usual = promised(past(dailySeries(wish(seed))));
      sum += forecast;
      sumOfUsual += usual;
      const size = seed % 2 ? forecast : -forecast;
      const samples = series.samples.map((s) => (s.t < history * day ? s : { ...s, value: s.value * (1 + size) }));
      const effect = analyse(asked({ bucket: 'day', samples })) as Effect;
      all++;
      found += Number(size > 0 ? effect.low > 0 : effect.high < 0);
      expect(effect.detectable).toBeLessThan(1.25 * forecast);
      expect(effect.detectable).toBeGreaterThan(forecast / 1.35);
    }
    expect(sum).toBeLessThan(1.3 * sumOfUsual);
    expect(found / all).toBeGreaterThan(0.7);
  });

  test('a window that would do is named, as it is without the step', () => {
    const series = past(dailySeries({ ...wish(3), step: 0.4, stepAt: history - 60 }));
    expect(shortestWindow(0.06, 7, (days) => smallestDetectable(series, days))).toBeLessThanOrEqual(28);
  });

  test('a release of others that is known has its own step in the forecast, too, however small', () => {
    const known = { otherReleases: [{ name: '#7', at: (history - 30) * day }] };
    for (const seed of [1, 2, 3]) {
      const series = past(dailySeries({ ...wish(seed), step: 0.06, stepAt: history - 30 }));
      expect(promised(series, known)).toBeLessThan(0.8 * promised(series));
    }
  });
});
