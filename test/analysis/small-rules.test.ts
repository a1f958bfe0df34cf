import { expect, test } from 'vitest';
import { shortestWindow, smallestDetectable } from '../../src/analysis/detect.ts';
import type { Detectable } from '../../src/analysis/effect.ts';
import { holm } from '../../src/analysis/holm.ts';
import { lookSpending } from '../../src/analysis/look-spending.ts';
import { revisedSince } from '../../src/analysis/revised-since.ts';
import { dailySeries } from './daily-series.ts';

// R: p.adjust(c(.01, .04, .03), "holm") is .03 .06 .06
test.each([
  [
    [0.01, 0.04, 0.03],
    [0.03, 0.06, 0.06],
  ],
  [[0.2], [0.2]],
  [
    [0.6, 0.7],
    [1, 1],
  ],
  [[], []],
])('Holm: %j becomes %j', (ps, adjusted) => {
  expect(holm(ps)).toEqual(adjusted.map((p) => expect.closeTo(p, 12)));
});

test.each([
  [[28], [0.05]],
  [
    [7, 14, 28],
    [0.01, 0.015, 0.025],
  ],
  [
    [7, 28],
    [0.02, 0.03],
  ],
])('looks after %j days spend %j', (days, spent) => {
  expect(lookSpending(days)).toEqual(spent);
});

test('looks never spend more than one alone', () => {
  for (let n = 1; n < 12; n++)
    expect(lookSpending(Array.from({ length: n }, (_, i) => i + 1)).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(
      0.0501,
    );
});

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
  const days = shortestWindow(series, 0.04, 7);
  expect(days).toBeGreaterThan(7);
  expect((smallestDetectable(series, days ?? 0) as Detectable).relative).toBeLessThanOrEqual(0.04);
  expect(shortestWindow(series, 0.0001, 7)).toBeUndefined();
});

test('nothing should be promised on a metric that is mostly noise', () => {
  expect(smallestDetectable(dailySeries({ days: 60, noise: 1.5 }), 7)).toMatchObject({ hopeless: true });
});
