import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { shortestWindow, smallestDetectable } from '../../src/analysis/detect.ts';
import type { Detectable, Effect } from '../../src/analysis/effect.ts';
import { revisedSince } from '../../src/analysis/revised-since.ts';
import type { Series } from '../../src/analysis/samples.ts';
import { dailySeries, day } from '../stage/series/daily-series.ts';
import { normal, uniform } from '../stage/series/seeded-random.ts';

test('values that were revised are noticed, the newest two are still settling', () => {
  const kept = dailySeries({ days: 60 });
  const changed = (from: number) => ({
    ...kept,
    samples: kept.samples.map((s, i) => (i >= from ? { ...s, value: s.value * 1.05 } : s)),
  });
  expect(revisedSince(kept, kept)).toBeUndefined();
  expect(revisedSince(kept, changed(58))).toBeUndefined();
  expect(revisedSince(kept, changed(50))).toEqual({
    kind: 'revised',
    text: 'The source has revised 8 of 58 values since they were first read.',
  });
});

test('quieter metrics and longer windows show smaller changes', () => {
  const detectable = (noise: number, days: number) =>
    (smallestDetectable(dailySeries({ days: 180, noise }), days) as Detectable).relative;
  expect(detectable(0.02, 14)).toBeLessThan(detectable(0.08, 14));
  expect(detectable(0.04, 28)).toBeLessThan(detectable(0.04, 7));
});

test('the shortest window that would do', () => {
  const series = dailySeries({ days: 180 });
  const days = shortestWindow(0.045, 7, (days) => smallestDetectable(series, days));
  expect(days).toBeGreaterThan(7);
  expect((smallestDetectable(series, days ?? 0) as Detectable).relative).toBeLessThanOrEqual(0.045);
  expect(shortestWindow(0.0001, 7, (days) => smallestDetectable(series, days))).toBeUndefined();
});

test('a fall is seen like the rise that is as large on logarithms, and without a direction between the two', () => {
  const detectable = (more = {}) =>
    (smallestDetectable(dailySeries({ days: 60, noise: 0.2 }), 14, more) as Detectable).relative;
  const [rise, fall] = [detectable({ towards: 0.3 }), detectable({ towards: -0.1 })];
  expect(1 - fall).toBeCloseTo(1 / (1 + rise), 10);
  expect(detectable()).toBeGreaterThan(fall);
  expect(detectable()).toBeLessThan(rise);
});

test('after wild weeks less can be promised than when they are long over', () => {
  const promised = (wildFrom: number) => {
    const { bucket, samples } = dailySeries({ days: 90 });
    const isWild = (i: number) => i >= wildFrom && i < wildFrom + 14;
    const wild = samples.map((one, i) => (isWild(i) ? { ...one, value: one.value * 1.1 ** (i % 2 ? 1 : -1) } : one));
    return (smallestDetectable({ bucket, samples: wild }, 14) as Detectable).relative;
  };
  expect(promised(76)).toBeGreaterThan(1.25 * promised(20));
});

test('of a metric that walks at random as much is promised as is kept', () => {
  let [found, all] = [0, 0];
  for (let seed = 1; seed <= 40; seed++) {
    const draw = normal(uniform(seed));
    let level = 7;
    const values = Array.from({ length: 104 }, () => {
      level += 0.03 * draw();
      return Math.exp(level + 0.005 * draw());
    });
    const samples = values.map((value, i) => ({ t: i * day, value }));
    const history: Series = { bucket: 'day', samples: samples.slice(0, 90) };
    const { relative } = smallestDetectable(history, 14, { towards: 1 }) as Detectable;
    const lifted = samples.map((one, i) => (i < 90 ? one : { ...one, value: one.value * (1 + relative) }));
    const at = 90 * day;
    const question = { series: { ...history, samples: lifted }, releaseFrom: at, releaseTo: at, until: 104 * day };
    const effect = analyse(question) as Effect;
    found += Number(effect.low > 0);
    all++;
  }
  expect(found / all).toBeGreaterThanOrEqual(0.72);
});

test('nothing should be promised on a metric that is mostly noise', () => {
  expect(smallestDetectable(dailySeries({ days: 60, noise: 1.5 }), 7)).toMatchObject({ hopeless: true });
});
