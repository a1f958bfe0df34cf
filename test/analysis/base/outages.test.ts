import { describe, expect, test } from 'vitest';
import { outages } from '../../../src/analysis/base/outages.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

const around = (level: number, days = 100) => {
  const random = randomFrom(4);
  return Float64Array.from({ length: days }, () => Math.round(level * Math.exp(0.1 * random.normal())));
};
const withZeros = (level: number, slots: number[]) => {
  const values = around(level);
  for (const slot of slots) values[slot] = 0;
  return values;
};

describe('zeros that are no level', () => {
  test('a day, and a few days in a row, far from all around them', () => {
    expect(outages(withZeros(900, [30]))).toEqual([30]);
    expect(outages(withZeros(900, [30, 31, 32]))).toEqual([30, 31, 32]);
    expect(outages(withZeros(0.031, [7]).map((value) => value))).toEqual([]);
    expect(outages(around(900).map((value, i) => (i === 50 ? 0 : value / 1e4)))).toEqual([50]);
  });

  test('not where zero is usual: small counts, closed Sundays, a metric that comes and goes', () => {
    const random = randomFrom(2);
    expect(outages(Float64Array.from({ length: 200 }, () => random.count(3)))).toEqual([]);
    expect(outages(around(900).map((value, i) => (i % 7 === 6 ? 0 : value)))).toEqual([]);
    expect(outages(around(900).map((value, i) => (i < 50 ? 0 : value)))).toEqual([]);
  });

  test('not where values go below zero', () => {
    expect(outages(withZeros(900, [30]).map((value, i) => (i === 60 ? -5 : value)))).toEqual([]);
  });
});
