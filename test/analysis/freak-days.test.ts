import { expect, test } from 'vitest';
import { freakDays } from '../../src/analysis/freak-days.ts';

const month = Array.from({ length: 23 }, (_, i) => 5 + (i % 3));

test.each([
  { what: 'one day alone', values: [5, 5, 6, 5, 90, 5, 6, 5], found: [4] },
  { what: 'the first day', values: [90, 5, 6, 5, 5], found: [0] },
  { what: 'the last day', values: [5, 5, 6, 5, -90], found: [4] },
  { what: 'two days in a row are no freak', values: [5, 5, 90, 88, 5, 6, 5, 5], found: [] },
  { what: 'a step', values: [5, 5, 5, 5, 90, 91, 90, 92], found: [] },
  { what: 'days that are missing beside it', values: [5, 6, Number.NaN, 90, Number.NaN, 5, 6], found: [] },
  { what: 'one that comes again a week later', values: [5, 90, 5, 6, 5, 6, 5, 5, 90, 6, 5, 5, 6, 5], found: [] },
  { what: 'two of a month', values: [5, 90, ...month, 90, 5, 6], found: [1, 25] },
  { what: 'too many of them are how it is', values: [5, 90, 6, 5, 90, 5, 6, 90, 5, 6, 5], found: [] },
  { what: 'days that vary by as much among themselves', values: [5, 30, 60, 9, 90, 20, 55, 14], found: [] },
])('$what', ({ values, found }) => {
  expect(freakDays(Float64Array.from(values), 1, 10, 7)).toEqual(found);
});
