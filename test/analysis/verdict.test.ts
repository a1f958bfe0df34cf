import { expect, test } from 'vitest';
import { type Verdict, verdictOf } from '../../src/analysis/verdict.ts';

const situations: [string, { low: number; high: number }, number | undefined, Verdict][] = [
  ['above zero, reaches the expectation', { low: 0.02, high: 0.12 }, 0.1, 'moved'],
  ['above zero, ends exactly at the expectation', { low: 0.02, high: 0.1 }, 0.1, 'moved'],
  ['wholly beyond the expectation', { low: 0.12, high: 0.2 }, 0.1, 'moved'],
  ['above zero, short of the expectation', { low: 0.02, high: 0.08 }, 0.1, 'moved-less'],
  ['holds zero, rules the expectation out', { low: -0.02, high: 0.03 }, 0.1, 'flat'],
  ['holds zero and the expectation', { low: -0.03, high: 0.14 }, 0.1, 'inconclusive'],
  ['touches zero from above', { low: 0, high: 0.05 }, 0.1, 'flat'],
  ['touches zero from below', { low: -0.05, high: 0 }, 0.1, 'flat'],
  ['below zero', { low: -0.12, high: -0.04 }, 0.1, 'backfired'],
  ['no expectation, above zero', { low: 0.01, high: 0.05 }, undefined, 'moved'],
  ['no expectation, holds zero', { low: -0.01, high: 0.05 }, undefined, 'inconclusive'],
  ['no expectation, below zero', { low: -0.05, high: -0.01 }, undefined, 'backfired'],
];

test.each(situations)('%s', (_, interval, expected, verdict) => {
  expect(verdictOf(interval, expected)).toBe(verdict);
});
