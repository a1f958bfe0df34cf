import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLevel, formatLevels, formatRelative, formatRelativeSpan } from '../../../src/render/words/figures.ts';
import { runs } from '../../stage/run/property-runs.ts';

/** No-break spaces as spaces, to be read here. */
const read = (text: string) => text.replaceAll('\u00a0', ' ');

describe('formatLevel', () => {
  test.each([
    [0.0312, 'ratio', '3.12%'],
    [0.031, 'ratio', '3.1%'],
    [0.123456, 'ratio', '12.3%'],
    [0.5, 'ratio', '50%'],
    [1, 'ratio', '100%'],
    [1.2345, 'ratio', '123%'],
    [0.9995, 'ratio', '99.95%'],
    [0.9712, 'ratio', '97.1%'],
    [0.99996, 'ratio', '99.996%'],
    [0.0000042, 'ratio', '0.00042%'],
    [-0.021, 'ratio', '-2.1%'],
    [241.3, 'ms', '241 ms'],
    [12_400, 'ms', '12,400 ms'],
    [0.82, 'ms', '0.82 ms'],
    [1240.4, 'usd', '$1,240'],
    [12.4, 'usd', '$12.40'],
    [12, 'usd', '$12'],
    [-12.4, 'usd', '-$12.40'],
    [0.0042, 'usd', '$0.0042'],
    [1240, 'count', '1,240'],
    [1_234_567.8, 'count', '1,234,568'],
    [12.345, 'count', '12.3'],
    [0, 'count', '0'],
    [-0, 'ratio', '0%'],
    [-0.0000000000001, 'ms', '0 ms'],
    [-0.004, 'widgets', '-0.004 widgets'],
    [12, 'widgets', '12 widgets'],
    [1240, '€', '€1,240'],
    [12, '@acme', '12 @\u2060acme'],
    [Number.NaN, 'ms', 'unknown ms'],
    [Number.POSITIVE_INFINITY, 'count', 'unknown'],
    [1.5e21, 'count', '1.50e+21'],
  ])('%d %s is %s', (value, unit, expected) => expect(read(formatLevel(value, unit))).toBe(expected));

  test('what a person wrote is not rounded', () => {
    expect(read(formatLevel(0.03125, 'ratio', { exact: true }))).toBe('3.125%');
    expect(read(formatLevel(1240.5, 'ms', { exact: true }))).toBe('1,240.5 ms');
  });

  test('levels beside each other have the same decimals', () => {
    expect(formatLevels([0.031, 0.04], 'ratio').map(read)).toEqual(['3.1%', '4.0%']);
    expect(formatLevels([0.0312, 0.035], 'ratio').map(read)).toEqual(['3.12%', '3.50%']);
    expect(formatLevels([12, 12.5], 'usd')).toEqual(['$12.00', '$12.50']);
  });
});

describe('formatRelative', () => {
  test.each([
    [0.118, '+11.8%'],
    [0.1, '+10%'],
    [0.07, '+7%'],
    [-0.08, '-8%'],
    [0.0042, '+0.42%'],
    [0.000041, '+0.0041%'],
    [1.2345, '+123%'],
    [12.345, '+1,235%'],
    [0, '0%'],
    [-0, '0%'],
    [-1e-15, '0%'],
    [Number.POSITIVE_INFINITY, 'unknown'],
  ])('%d is %s', (change, expected) => expect(read(formatRelative(change))).toBe(expected));

  test('an interval, and one that is a point', () => {
    expect(read(formatRelativeSpan({ low: 0.079, high: 0.159 }))).toBe('+7.9% to +15.9%');
    expect(read(formatRelativeSpan({ low: 0.1, high: 0.1 }))).toBe('+10%');
  });

  test('never a zero with a sign, never longer than a cell holds', () => {
    const any = fc.double({ noNaN: false });
    fc.assert(
      fc.property(any, fc.constantFrom('ratio', 'ms', 'usd', 'count', 'widgets'), (value, unit) => {
        for (const text of [formatRelative(value), formatLevel(value, unit)]) {
          expect(text).not.toMatch(/^[+-]\$?0(?:\.0+)?(?![.\d])/);
          expect(text.length).toBeLessThan(40);
        }
      }),
      runs(),
    );
  });
});
