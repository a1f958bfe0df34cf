import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/domain/declaration/declaration.ts';
import type { Metric } from '../../src/domain/metric/metric.ts';
import { changeAsVerb, formatChange } from '../../src/render/words/change-in-words.ts';
import { daysBetween, formatDate, formatDays, formatMinute } from '../../src/render/words/dates.ts';
import { outlookInWords } from '../../src/render/words/outlook-in-words.ts';
import { shareInWords } from '../../src/render/words/share-in-words.ts';
import { asClause, counted, firstOf, inWords } from '../../src/render/words/words.ts';

const read = (text: string) => text.replaceAll('\u00a0', ' ');
const ratio: Metric = { name: 'signup_rate', title: 'Sign-up rate', unit: 'ratio', good: 'up', drives: [] };
const latency: Metric = { name: 'p95', title: 'p95 latency', unit: 'ms', good: 'down', drives: [] };

describe('a change', () => {
  test.each<[string, Change, Metric, string, string]>([
    ['relative', { kind: 'relative', low: 0.03, high: 0.03 }, ratio, '+3%', 'rise 3%'],
    ['a range', { kind: 'relative', low: 0.01, high: 0.02 }, ratio, '+1% to +2%', 'rise 1% to 2%'],
    ['a fall', { kind: 'relative', low: -0.02, high: -0.01 }, latency, '-2% to -1%', 'fall 1% to 2%'],
    ['either way', { kind: 'relative', low: -0.01, high: 0.02 }, ratio, '-1% to +2%', 'move between -1% and +2%'],
    ['points', { kind: 'points', low: 0.005, high: 0.005 }, ratio, '+0.5 pp', 'rise 0.5 percentage points'],
    ['one point', { kind: 'points', low: 0.01, high: 0.01 }, ratio, '+1 pp', 'rise 1 percentage point'],
    ['absolute', { kind: 'absolute', low: -120, high: -120, unit: 'ms' }, latency, '-120 ms', 'fall 120 ms'],
    [
      'absolute, of a ratio',
      { kind: 'absolute', low: 0.005, high: 0.005 },
      ratio,
      '+0.5 pp',
      'rise 0.5 percentage points',
    ],
    [
      'levels',
      { kind: 'levels', from: 0.031, to: 0.034, percent: true },
      ratio,
      '3.1% to 3.4%',
      'go from 3.1% to 3.4%',
    ],
    ['zero', { kind: 'relative', low: 0, high: 0 }, ratio, '0%', 'stay as it is'],
  ])('%s', (_, change, metric, short, verb) => {
    expect(read(formatChange(change, metric))).toBe(short);
    expect(read(changeAsVerb(change, metric))).toBe(verb);
  });
});

describe('dates', () => {
  const date = new Date('2026-11-03T14:05:00Z');
  test('the year only where it is not the reader’s', () => {
    expect(formatDate(date, new Date('2026-01-01'))).toBe('3 Nov');
    expect(formatDate(date, new Date('2027-01-01'))).toBe('3 Nov 2026');
    expect(formatDate(date)).toBe('3 Nov 2026');
    expect(formatMinute(date, date)).toBe('3 Nov 14:05 UTC');
  });

  test('days', () => {
    expect([1, 14].map(formatDays)).toEqual(['1 day', '14 days']);
    expect(daysBetween(new Date('2026-11-03T23:00:00Z'), new Date('2026-11-05T01:00:00Z'))).toBe(2);
  });
});

describe('words', () => {
  test.each([
    [1 / 3, 'a third'],
    [0.34, 'about a third'],
    [0.5, 'half'],
    [0.43, 'about two fifths'],
    [0.05, '5%'],
    [0.001, 'less than one hundredth'],
    [1, 'all'],
    [1.4, 'more than all'],
  ])('a share of %d is %s', (share, expected) => expect(read(shareInWords(share))).toBe(expected));

  test('lists', () => {
    expect(inWords([])).toBe('');
    expect(inWords(['a', 'b', 'c'])).toBe('a, b and c');
    expect(firstOf(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
    expect([1, 2].map((n) => counted(n, 'problem'))).toEqual(['1 problem', '2 problems']);
  });

  test('a sentence as a part of another keeps the capitals of names', () => {
    expect(asClause('The source did not answer.')).toBe('the source did not answer');
    expect(asClause('KR9 is unknown')).toBe('KR9 is unknown');
    expect(asClause('`X` is unknown')).toBe('`X` is unknown');
  });
});

describe('what could be seen', () => {
  const hope = { expected: 0.03, windowDays: 14, detectable: 0.051 };
  const comparison = 'Sign-up rate France (`controls: [signup_rate_fr]`)';
  test.each([
    [
      { ...hope, enoughDays: 42, comparison },
      '+3% is smaller than what 14 days can show here (5.1%). 42 days could; so could a comparison with Sign-up rate France (`controls: [signup_rate_fr]`), if the change leaves that alone.',
    ],
    [
      { ...hope, expected: -0.03, enoughDays: 42 },
      '-3% is smaller than what 14 days can show here (5.1%). 42 days could.',
    ],
    [
      { ...hope, of: 'Sign-up rate', comparison: 'austria.csv' },
      '+3% on Sign-up rate is smaller than what 14 days can show here (5.1%). A comparison with austria.csv could, if the change leaves that alone.',
    ],
    [
      { ...hope, windowDays: 1, detectable: 0.2 },
      '+3% is smaller than what 1 day can show here (20%). No window up to half a year could; a holdout or an experiment could.',
    ],
    [{ ...hope, expected: 0.1 }, '14 days can show changes of 5.1% or more: +10% would be seen.'],
  ])('%j', (outlook, text) => expect(read(outlookInWords(outlook))).toBe(text));
});
