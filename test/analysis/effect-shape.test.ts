import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EffectShape, Size } from '../../src/analysis/effect.ts';
import { effectShape } from '../../src/analysis/effect-shape.ts';
import { type Shape, shapesOf } from '../../src/analysis/model/shapes.ts';
import { shapeInWords } from '../../src/render/words/shape-in-words.ts';
import { runs } from '../stage/run/property-runs.ts';

const sized = (relative: number, error = 0.001): Size => ({
  relative,
  low: relative - error,
  high: relative + error,
  absolute: { value: relative, low: relative - error, high: relative + error },
});

/** The shape that is told where all the weight lies in one, and the effect of each day is as given. */
function shapeWith(likeliest: Shape, effects: number[], error?: number): EffectShape | undefined {
  const mean = (from: number, to: number) =>
    effects.slice(from, to).reduce((sum, effect) => sum + effect, 0) / (to - from);
  const shapes = [{ shape: likeliest, weight: 1 }];
  return effectShape({ shapes }, (from, to) => sized(mean(from, to), error), effects.length, 7);
}

const changing = shapesOf(28, 'day').filter(({ kind }) => kind !== 'at-once');
const effects = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 28, maxLength: 28 });

test('whatever the shape that fits best, what is told is true of the figures beside it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...changing), effects, (likeliest, each) => {
      const shape = shapeWith(likeliest, each);
      if (!shape || shape.kind === 'at-once') return;
      const [peak, rest] = [Math.abs(shape.peak.relative), Math.abs(shape.rest?.relative ?? Number.NaN)];
      expect(peak).toBeGreaterThanOrEqual(rest);
      const said = shapeInWords(shape, 'day');
      if (said.includes('fad')) expect(Math.abs(shape.recent.relative)).toBeLessThanOrEqual(peak);
      if (said.includes('back since')) expect(Math.abs(shape.recent.relative)).toBeLessThan(0.15 * peak);
    }),
    runs(),
  );
});

const of = (kind: Shape['kind'], slots?: number) =>
  changing.find((shape) => shape.kind === kind && (slots === undefined || shape.slots === slots)) as Shape;
const days = (...parts: [count: number, effect: number][]) =>
  parts.flatMap(([count, effect]) => Array<number>(count).fill(effect));

test.each([
  ['fading', of('fading'), days([14, 0.1], [14, 0.2]), ' It is still on its way: +20% in the last 7 days.'],
  ['arrived', of('rising', 7), days([6, 0.1], [22, 0.2]), ' It took 7 days to arrive: +20% in the last 7 days.'],
  ['turned', of('passing', 5), days([5, 0.3], [23, -0.1]), / rose by 30% for 5 days, then went the other way: -10%/],
  ['passed', of('passing', 5), days([5, 0.3], [23, 0]), / rose by 30% for 5 days and has been back since \(0%/],
  [
    'between',
    { ...of('passing', 9), from: 4 },
    days([4, 0], [5, 0.6], [19, 0]),
    / rose by 60% for 5 days, beginning on day 5, and has been back since \(0%/,
  ],
  [
    'a dip beside more',
    { ...of('passing', 9), from: 4 },
    days([4, 0.25], [5, -0.05], [19, 0.25]),
    / fell by 5% for 5 days, beginning on day 5, then went the other way: \+25%/,
  ],
  ['more', of('passing', 10), days([10, 0.05], [18, 0.25]), ' It was +5% for 10 days, and +25% from then on.'],
  ['late', of('late', 10), days([10, 0], [18, 0.2]), ' It came after 10 days: +20% from then on.'],
  [
    'late, and over again',
    of('late', 10),
    days([10, 0], [11, 0.4], [7, 0]),
    / It came after 10 days: \+[\d.]+% from then on, on average; 0% in the last 7 days\.$/,
  ],
])('%s', (_, likeliest, each, said) => {
  const text = shapeInWords(shapeWith(likeliest, each), 'day').replaceAll('\u00a0', ' ');
  if (typeof said === 'string') expect(text).toBe(said);
  else expect(text).toMatch(said);
});

test('what may be a fifth of its peak still is not called back', () => {
  expect(shapeInWords(shapeWith(of('passing', 5), days([5, 0.3], [23, 0]), 0.06), 'day')).toContain(
    'near its old level since',
  );
});
