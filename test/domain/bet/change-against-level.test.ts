import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelSpan, relativeSpan } from '../../../src/domain/bet/change-against-level.ts';
import type { Change, Span } from '../../../src/domain/declaration/declaration.ts';
import { runs } from '../../stage/run/property-runs.ts';

test.each<[string, Change, number, Span | undefined, Span | undefined]>([
  ['+10% of 200', { kind: 'relative', low: 0.1, high: 0.1 }, 200, { low: 0.1, high: 0.1 }, { low: 220, high: 220 }],
  ['+10% of -200', { kind: 'relative', low: 0.1, high: 0.1 }, -200, { low: 0.1, high: 0.1 }, { low: -180, high: -180 }],
  ['+10% of zero', { kind: 'relative', low: 0.1, high: 0.1 }, 0, { low: 0.1, high: 0.1 }, undefined],
  ['a range', { kind: 'relative', low: 0.25, high: 0.5 }, 4, { low: 0.25, high: 0.5 }, { low: 5, high: 6 }],
  ['+0.5pp of 25%', { kind: 'points', low: 0.5, high: 0.5 }, 0.25, { low: 2, high: 2 }, { low: 0.75, high: 0.75 }],
  ['-50 of 200', { kind: 'absolute', low: -50, high: -50 }, 200, { low: -0.25, high: -0.25 }, { low: 150, high: 150 }],
  [
    '-50 of -200',
    { kind: 'absolute', low: -50, high: -50 },
    -200,
    { low: -0.25, high: -0.25 },
    { low: -250, high: -250 },
  ],
  ['+250 of zero', { kind: 'absolute', low: 250, high: 250 }, 0, undefined, { low: 250, high: 250 }],
  [
    'from 100 to 150, by now 200',
    { kind: 'levels', from: 100, to: 150, percent: false },
    200,
    { low: 0.25, high: 0.25 },
    { low: 250, high: 250 },
  ],
  ['of no number', { kind: 'absolute', low: 1, high: 1 }, Number.NaN, undefined, undefined],
])('%s', (_, change, level, relative, absolute) => {
  expect(relativeSpan(change, level)).toEqual(relative);
  expect(levelSpan(change, level)).toEqual(absolute);
});

test('both say the same of one change', () => {
  const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((value) => Math.abs(value) > 1e-3);
  fc.assert(
    fc.property(
      fc.constantFrom('relative' as const, 'absolute' as const, 'points' as const),
      figure,
      figure,
      (kind, value, level) => {
        const change = { kind, low: value, high: value };
        const [relative, reached] = [relativeSpan(change, level), levelSpan(change, level)];
        expect((reached?.low ?? 0) / 1e6).toBeCloseTo((level + (relative?.low ?? 0) * Math.abs(level)) / 1e6, 6);
      },
    ),
    runs(),
  );
});
