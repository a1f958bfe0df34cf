import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { shapesOf } from '../../../src/analysis/model/shapes.ts';
import { cleanCase, cleanKinds } from '../../stage/series/clean-series.ts';
import { day } from '../../stage/series/daily-series.ts';

test('a window knows only the turns that lie within it', () => {
  const turnsIn = (slots: number) =>
    shapesOf(slots, 'day').flatMap(({ kind, slots: turn }) => (kind === 'passing' ? [turn] : []));
  expect(turnsIn(7)).toEqual([2, 3, 4, 5]);
  expect(turnsIn(28)).toEqual([2, 3, 4, 5, 7, 10, 14, 21]);
});

test('no shape is more than all of an effect, nor less than none', () => {
  for (const bucket of ['day', 'hour'] as const)
    for (const { share } of shapesOf(72, bucket))
      for (const value of share) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
});

/** `npm run calibrate` has a thousand of each. */
describe('the interval holds the mean of the window', () => {
  test.each(cleanKinds)('%s', (kind) => {
    const seeds = Array.from({ length: 30 }, (_, i) => i + 1);
    const held = seeds.filter((seed) => {
      const { before, after, truth } = cleanCase(kind, seed);
      const samples = [...before, ...after].map((value, i) => ({ t: i * day, value }));
      const release = before.length * day;
      const answer = analyse({
        series: { bucket: 'day', samples },
        releaseFrom: release,
        releaseTo: release,
        until: samples.length * day,
      });
      return answer.kind === 'effect' && answer.low <= truth && truth <= answer.high;
    });
    expect(held.length).toBeGreaterThanOrEqual(27);
  });
});
