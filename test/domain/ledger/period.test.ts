import { describe, expect, test } from 'vitest';
import { endOf, parseDayOrInstant, parsePeriod } from '../../../src/domain/ledger/period.ts';

describe('a period', () => {
  test.each([
    ['2026', '2026-01-01', '2027-01-01'],
    ['2026-Q4', '2026-10-01', '2027-01-01'],
    ['2026-q1', '2026-01-01', '2026-04-01'],
    ['2026-02', '2026-02-01', '2026-03-01'],
    [' 2026-12 ', '2026-12-01', '2027-01-01'],
  ])('%s', (text, since, until) => {
    expect(parsePeriod(text)).toEqual({ since: new Date(since), until: new Date(until) });
  });
  test.each(['', 'Q4', '2026-Q5', '2026-13', '2026-00', '26', '2026-11-01', '2026 Q4', '0000', '9999-12'])(
    'not "%s"',
    (text) => {
      expect(parsePeriod(text)).toBeUndefined();
    },
  );
});

describe('a day', () => {
  test('its end is that of the day; an instant is itself', () => {
    const [day, instant] = ['2026-11-30', '2026-11-30T09:00:00Z'].map(parseDayOrInstant);
    if (!day || !instant) throw new Error('both are understood');
    expect([day.at, endOf(day)]).toEqual([new Date('2026-11-30'), new Date('2026-12-01')]);
    expect([instant.at, endOf(instant)]).toEqual([new Date('2026-11-30T09:00:00Z'), new Date('2026-11-30T09:00:00Z')]);
  });
  test.each(['', 'today', '2026-02-30', '2026-13-01', '2026-11-01Tnine', '2026-1-1'])('not "%s"', (text) => {
    expect(parseDayOrInstant(text)).toBeUndefined();
  });
});
