import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bet } from '../../../src/domain/bet/bet.ts';
import { completeUntil, readoutDays, releaseBucket, scheduleCheckpoints } from '../../../src/domain/bet/schedule.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { latency, metric, signups } from '../../stage/samples/outcome-map-of-a-shop.ts';

function bet(windows: number[], guarded = false): Bet {
  const limit = { kind: 'relative' as const, low: 0.05, high: 0.05 };
  return {
    keyResults: [],
    hypotheses: [],
    movements: [{ metric: signups }, ...windows.map((windowDays) => ({ metric: signups, windowDays }))],
    guardrails: guarded ? [{ metric: latency, limit, line: '' }] : [],
    evidence: [],
  };
}

test.each<[string, number[], number[], number[]]>([
  ["the map's days", [7, 28], [], [7, 28]],
  ['and the windows of the bet', [7, 28], [14], [7, 14, 28]],
  ['a window beyond them', [7, 28], [90, 7], [7, 28, 90]],
  ['neither', [], [], [28]],
])('readouts follow on %s', (_, followUp, windows, days) => {
  expect(readoutDays(followUp, bet(windows))).toEqual(days);
});

test('checkpoints are due so many times 24 hours after shipping', () => {
  const found = scheduleCheckpoints(new Date('2026-11-03T10:30:00Z'), [7, 28], bet([14], true), []);
  expect(found.filter(({ kind }) => kind === 'readout')).toEqual([
    { kind: 'readout', afterDays: 7, dueAt: new Date('2026-11-10T10:30:00Z'), final: false },
    { kind: 'readout', afterDays: 14, dueAt: new Date('2026-11-17T10:30:00Z'), final: false },
    { kind: 'readout', afterDays: 28, dueAt: new Date('2026-12-01T10:30:00Z'), final: true },
  ]);
  expect(found[0]).toEqual({ kind: 'guard', afterDays: 1, dueAt: new Date('2026-11-04T10:30:00Z'), final: false });
});

test('guardrails are looked at daily for fourteen days, with the readout where one is due, and not after the last', () => {
  const guarded = (followUp: number[], windows: number[]) =>
    scheduleCheckpoints(new Date('2026-11-03T10:30:00Z'), followUp, bet(windows, true), [])
      .filter(({ kind }) => kind === 'guard')
      .map(({ afterDays }) => afterDays);
  expect(guarded([7, 28], [14])).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13]);
  expect(guarded([7], [])).toEqual([1, 2, 3, 4, 5, 6]);
  expect(guarded([1], [])).toEqual([]);
  expect(scheduleCheckpoints(new Date(), [7, 28], bet([14]), []).some(({ kind }) => kind === 'guard')).toBe(false);
});

test('the metrics above are looked at over their own horizon, once a day, not before the last readout', () => {
  const metrics = [
    metric('projects_completed', { horizon: 'leading' }),
    metric('retention', { horizon: '6 weeks' }),
    metric('revenue', { horizon: '42d' }),
  ];
  const drives = [...metrics.map(({ name }) => name), 'signup_rate', 'nothing'];
  const movements = [{ metric: { ...signups, drives } }, { metric: { ...signups, drives } }];
  const found = scheduleCheckpoints(new Date('2026-11-03T10:30:00Z'), [7, 28], { ...bet([]), movements }, [
    ...metrics,
    { ...signups, drives },
  ]);
  expect(found.filter(({ kind }) => kind === 'upstream')).toEqual([
    { kind: 'upstream', afterDays: 28, dueAt: new Date('2026-12-01T10:30:00Z'), final: false },
    { kind: 'upstream', afterDays: 42, dueAt: new Date('2026-12-15T10:30:00Z'), final: false },
  ]);
});

test('ascending, exactly the last readout is final', () => {
  const days = fc.array(fc.integer({ min: 1, max: 365 }), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, max: new Date('2200-01-01') }),
      days,
      days,
      fc.boolean(),
      (at, followUp, windows, guarded) => {
        const checkpoints = scheduleCheckpoints(at, followUp, bet(windows, guarded), []);
        const due = checkpoints.map(({ dueAt }) => dueAt.getTime());
        expect(due).toEqual(due.toSorted((one, other) => one - other));
        expect(checkpoints.map(({ final }) => final)).toEqual(
          checkpoints.map((_, index) => index === checkpoints.length - 1),
        );
        expect(checkpoints.at(-1)?.kind).toBe('readout');
      },
    ),
    runs(),
  );
});

test.each([
  ['2026-11-03T10:30:00Z', 'day', '2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z'],
  ['2026-11-03T00:00:00Z', 'day', '2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z'],
  ['2026-11-03T10:30:00Z', 'hour', '2026-11-03T10:00:00Z', '2026-11-03T11:00:00Z'],
  ['1969-12-31T23:59:59Z', 'day', '1969-12-31T00:00:00Z', '1970-01-01T00:00:00Z'],
] as const)('%s lies in the %s from %s', (instant, bucket, from, to) => {
  expect(releaseBucket(new Date(instant), { bucket })).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  expect(completeUntil(new Date(instant), bucket)).toEqual(new Date(from));
});

test.each([
  ['Asia/Tokyo', '2026-10-06T08:00:00+09:00'],
  ['America/Los_Angeles', '2026-10-06T18:00:00-07:00'],
  ['UTC', '2026-10-06T08:00:00Z'],
  ['Pacific/Kiritimati', '2026-10-06T00:30:00+14:00'],
])('the day of a release is the one that the clock showed in %s', (timezone, instant) => {
  const sixth = Date.parse('2026-10-06');
  const release = releaseBucket(new Date(instant), { bucket: 'day', timezone });
  expect(release).toEqual({ from: sixth, to: sixth + 86_400_000 });
});
