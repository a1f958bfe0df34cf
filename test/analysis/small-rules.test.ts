import { expect, test } from 'vitest';
import { shortestWindow, smallestDetectable } from '../../src/analysis/detect.ts';
import type { Detectable } from '../../src/analysis/effect.ts';
import { revisedSince } from '../../src/analysis/revised-since.ts';
import { dailySeries } from '../stage/series/daily-series.ts';

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

test('nothing should be promised on a metric that is mostly noise', () => {
  expect(smallestDetectable(dailySeries({ days: 60, noise: 1.5 }), 7)).toMatchObject({ hopeless: true });
});
