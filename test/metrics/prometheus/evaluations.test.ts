import { describe, expect, test } from 'vitest';
import { bucketsWithin } from '../../../src/metrics/buckets-within.ts';
import { evaluationsAtEnds } from '../../../src/metrics/prometheus/evaluations.ts';

const seconds = (instant: string) => Date.parse(instant) / 1000;
const window = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

describe('whole buckets of a window', () => {
  test.each([
    ['days', '2026-11-01T00:00Z', '2026-11-03T00:00Z', 'day', 'UTC', ['2026-11-01', '2026-11-02']],
    ['cut off at both ends', '2026-11-01T00:01Z', '2026-11-03T23:59Z', 'day', 'UTC', ['2026-11-02']],
    ['of a place', '2026-10-31T15:00Z', '2026-11-02T15:00Z', 'day', 'Asia/Tokyo', ['2026-11-01', '2026-11-02']],
    ['less than one', '2026-11-01T00:01Z', '2026-11-02T23:59Z', 'day', 'UTC', []],
    ['backwards', '2026-11-03T00:00Z', '2026-11-01T00:00Z', 'day', 'UTC', []],
  ] as const)('%s', (_, from, to, size, timezone, expected) => {
    const names = bucketsWithin(window(from, to), size, timezone, 1000).map(({ t }) =>
      new Date(t).toISOString().slice(0, 10),
    );
    expect(names).toEqual(expected);
  });

  test('hours of a place that is half an hour off', () => {
    const found = bucketsWithin(window('2026-11-01T00:00Z', '2026-11-01T02:00Z'), 'hour', 'Asia/Kolkata', 1000);
    expect(found.map(({ t, end }) => [t, end])).toEqual([[Date.UTC(2026, 10, 1, 0, 30), Date.UTC(2026, 10, 1, 1, 30)]]);
  });

  test('no more than one beyond the most', () => {
    expect(bucketsWithin(window('1970-01-01T00:00Z', '2026-11-01T00:00Z'), 'hour', 'UTC', 10)).toHaveLength(11);
  });
});

describe('ranges', () => {
  test('one, from the end of the first bucket to the end of the last', () => {
    const buckets = bucketsWithin(window('2026-11-01T00:00Z', '2026-11-08T00:00Z'), 'day', 'UTC', 1000);
    expect(evaluationsAtEnds(buckets, 86_400)).toEqual([
      { start: seconds('2026-11-02T00:00Z'), end: seconds('2026-11-08T00:00Z'), step: 86_400 },
    ]);
  });

  test('another one where the clocks change', () => {
    const buckets = bucketsWithin(window('2026-10-30T07:00Z', '2026-11-04T08:00Z'), 'day', 'America/Los_Angeles', 1000);
    expect(evaluationsAtEnds(buckets, 86_400)).toEqual([
      { start: seconds('2026-10-31T07:00Z'), end: seconds('2026-11-01T07:00Z'), step: 86_400 },
      { start: seconds('2026-11-02T08:00Z'), end: seconds('2026-11-04T08:00Z'), step: 86_400 },
    ]);
  });

  test('another one after as many points as the server gives at a time', () => {
    const buckets = bucketsWithin(window('2026-11-01T00:00Z', '2026-11-01T05:00Z'), 'hour', 'UTC', 1000);
    expect(evaluationsAtEnds(buckets, 3_600, 2)).toEqual([
      { start: seconds('2026-11-01T01:00Z'), end: seconds('2026-11-01T02:00Z'), step: 3_600 },
      { start: seconds('2026-11-01T03:00Z'), end: seconds('2026-11-01T04:00Z'), step: 3_600 },
      { start: seconds('2026-11-01T05:00Z'), end: seconds('2026-11-01T05:00Z'), step: 3_600 },
    ]);
  });
});
