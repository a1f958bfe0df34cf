import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/metrics/source.ts';
import { toSamples } from '../../src/metrics/to-samples.ts';
import { runs } from '../stage/run/property-runs.ts';

const november = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') };

/** The text of the failure, or what else it was. */
function refusal(rows: Row[], timezone = 'UTC'): string {
  const reading = toSamples(rows, november, timezone);
  return reading.kind === 'failed' ? `${reading.failure.reason}: ${reading.failure.text}` : reading.kind;
}

const valuesOf = (rows: Row[], timezone = 'UTC', window = november) => {
  const reading = toSamples(rows, window, timezone);
  if (reading.kind !== 'samples') throw new Error(JSON.stringify(reading));
  return reading.series.samples.map(({ t, value }) => [new Date(t).toISOString().slice(0, 16), value]);
};

describe('what a cell may hold', () => {
  test.each<[string, unknown, unknown]>([
    ['a number', 3.5, 3.5],
    ['an exact number as databases write it', '3.50', 3.5],
    ['with an exponent', '-1e-3', -0.001],
    ['a big integer', 12n, 12],
    ['null', null, 'empty'],
    ['nothing', undefined, 'empty'],
    ['blank', '  ', 'empty'],
    ['text', 'n/a', 'bad-samples: the row of 2026-11-02 has text where a number is expected, in column "value"'],
    [
      'a decimal comma',
      '3,5',
      'bad-samples: the row of 2026-11-02 has text where a number is expected, in column "value"',
    ],
    [
      'another base',
      '0x10',
      'bad-samples: the row of 2026-11-02 has text where a number is expected, in column "value"',
    ],
    [
      'a number too large for any number',
      '1e999',
      'bad-samples: the row of 2026-11-02 has an infinite or far too large number, in column "value"',
    ],
    // With a quadratic reader this takes an hour, so that the test times out.
    [
      'more digits than any number has',
      `${'1'.repeat(2_000_000)}x`,
      'bad-samples: the row of 2026-11-02 has text where a number is expected, in column "value"',
    ],
    [
      'a truth',
      true,
      'bad-samples: the row of 2026-11-02 has true or false where a number is expected, in column "value"',
    ],
    ['a list', [1], 'bad-samples: the row of 2026-11-02 has a list where a number is expected, in column "value"'],
  ])('%s', (_, value, expected) => {
    const rows = [{ t: '2026-11-02', value }];
    const reading = toSamples(rows, november, 'UTC');
    expect(reading.kind === 'samples' ? reading.series.samples[0]?.value : refusal(rows)).toEqual(expected);
  });
});

test('a quantile may say of how many it is; of none it is none', () => {
  const rows = [
    { t: '2026-11-02', value: 240, n: '5000' },
    { t: '2026-11-03', value: 250, n: null },
    { t: '2026-11-04', value: 0, n: 0 },
  ];
  const reading = toSamples(rows, november, 'UTC');
  expect(reading.kind === 'samples' && reading.series.samples).toEqual([
    { t: Date.UTC(2026, 10, 2), value: 240, n: 5000 },
    { t: Date.UTC(2026, 10, 3), value: 250 },
  ]);
  expect(refusal([{ t: '2026-11-02', value: 240, n: -1 }])).toBe(
    'bad-samples: the row of 2026-11-02 has a number below zero, in column "n"',
  );
});

describe('rows that are refused', () => {
  const hours = (...times: string[]) => times.map((t) => ({ t: `2026-11-${t}:00Z`, value: 1 }));

  test.each<[string, Row[], string]>([
    ['no time', [{ value: 1 }], 'the rows have no column "t" for the time'],
    [
      'a time that is none',
      [
        { t: '2026-11-01', value: 1 },
        { t: 'Tuesday', value: 1 },
      ],
      'row 2 has no time in column "t": a date (2026-11-03), an instant (2026-11-03T00:00:00Z) or seconds since 1970 is expected',
    ],
    [
      'no form',
      [{ t: '2026-11-01', numerator: 1 }],
      'the rows have none of the columns "value", or "numerator" and "denominator", or "mean", "stddev" and "n"; one of these is expected',
    ],
    [
      'two forms',
      [{ t: '2026-11-01', value: 1, numerator: 1, denominator: 2 }],
      'the rows have more than one of the columns "value", or "numerator" and "denominator", or "mean", "stddev" and "n"; one of these is expected',
    ],
    [
      'a negative denominator',
      [{ t: '2026-11-01', numerator: 1, denominator: -2 }],
      'the row of 2026-11-01 has a number below zero, in column "denominator"',
    ],
    [
      'a ratio beyond all numbers',
      [{ t: '2026-11-01', numerator: 1e308, denominator: 1e-10 }],
      'the row of 2026-11-01 has a far too large ratio of "numerator" to "denominator"',
    ],
    [
      'days that begin elsewhere',
      hours('01T06:00', '02T06:00', '04T06:00'),
      "the rows are a day or more apart but do not begin at midnight in UTC, such as that of 2026-11-01T06:00Z: dates, or the source's own time zone, are expected",
    ],
    [
      'dates and hours',
      [{ t: '2026-11-01', value: 1 }, ...hours('02T05:00')],
      'some rows are dates and some are hours: one row a day, or one an hour, is expected',
    ],
    [
      'an hour twice',
      hours('01T05:00', '01T06:00', '01T05:00'),
      'there are two rows for 2026-11-01T05:00Z: one row an hour is expected',
    ],
    [
      'a day twice, once without a value',
      [
        { t: '2026-11-01', value: 1 },
        { t: '2026-11-01', value: null },
      ],
      'there are two rows for 2026-11-01: one row a day is expected',
    ],
  ])('%s', (_, rows, expected) => {
    expect(refusal(rows)).toBe(`bad-samples: ${expected}`);
  });

  test('hours of a place without their offset, where an hour comes twice, out of order', () => {
    const rows = ['03', '01', '02', '00', '01', '05', '04'].map((hour) => ({
      t: `2026-11-01 ${hour}:00:00`,
      value: 1,
    }));
    expect(refusal(rows, 'America/New_York')).toMatch(/there are two rows for 2026-11-01T01:00-0[45]:00/);
  });

  test('days of which nobody can say which number is the month', () => {
    const rows = ['01/11/2026', '02/11/2026'].map((t) => ({ t, value: 1 }));
    expect(refusal(rows)).toBe(
      'bad-samples: the times in column "t" can be read as 2026-11-01 or 2026-01-11: dates such as 2026-11-03 are expected',
    );
  });

  test('weeks and months', () => {
    expect(refusal([{ t: '2026-W45', value: 1 }])).toBe(
      'bad-samples: row 1 is a week: one row a day, or one an hour, is expected',
    );
  });
});

test.each([
  ['oldest first', (hours: string[]) => hours],
  ['newest first', (hours: string[]) => hours.toReversed()],
])('the hour that comes twice is two hours where rows are in order: %s', (_, order) => {
  const rows = order(['00', '01', '01', '02', '03']).map((hour) => ({ t: `2026-11-01 ${hour}:00:00`, value: 1 }));
  expect(valuesOf(rows, 'America/New_York').map(([t]) => t)).toEqual(
    ['04', '05', '06', '07', '08'].map((hour) => `2026-11-01T${hour}:00`),
  );
});

describe('time zones', () => {
  test('a midnight that does not exist is the first instant of its day', () => {
    // On 8 March 2026 clocks in Havana go from 00:00 to 01:00.
    const window = { from: new Date('2026-03-07T00:00:00Z'), to: new Date('2026-03-12T00:00:00Z') };
    const rows = ['2026-03-07T05:00:00Z', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'].map((t, value) => ({
      t,
      value,
    }));
    expect(valuesOf(rows, 'America/Havana', window)).toEqual([
      ['2026-03-07T00:00', 0],
      ['2026-03-08T00:00', 1],
      ['2026-03-09T00:00', 2],
    ]);
  });

  test('of a midnight that comes twice the first begins the day', () => {
    // On 1 November 2026 clocks in Havana go from 01:00 back to 00:00.
    const rows = ['2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'].map((t, value) => ({ t, value }));
    expect(valuesOf(rows, 'America/Havana')).toEqual([
      ['2026-11-01T00:00', 0],
      ['2026-11-02T00:00', 1],
    ]);
  });

  /** Where clocks go back at one in the morning midnight comes twice, and luxon's start of the day is the second for what comes after it. */
  const firstMidnight = (at: DateTime) => {
    const midnight = at.startOf('day');
    const before = midnight.minus({ hours: 1 });
    return before.toISODate() === midnight.toISODate() ? before : midnight;
  };

  test('the first of two midnights begins the day, by whichever it was found', () => {
    const found = ['2016-11-06T04:30:00Z', '2016-11-06T05:00:00Z', '2016-11-06T12:00:00Z'].map((at) =>
      firstMidnight(DateTime.fromISO(at, { zone: 'America/Havana' }))
        .toUTC()
        .toISO(),
    );
    expect(new Set(found)).toEqual(new Set(['2016-11-06T04:00:00.000Z']));
  });

  test('days of any place, in any order, stand 24 hours apart under their own dates', () => {
    const places = fc.constantFrom(
      ...[
        'UTC',
        'America/Havana',
        'Asia/Tokyo',
        'Africa/Cairo',
        'Pacific/Apia',
        'Australia/Lord_Howe',
        'Asia/Kathmandu',
      ],
      ...['America/St_Johns', 'Europe/Lisbon', 'Pacific/Kiritimati', 'America/Santiago', 'Atlantic/Azores'],
    );
    const starts = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(places, starts, fc.integer({ min: 1, max: 40 }), (timezone, start, count) => {
        const first = firstMidnight(DateTime.fromJSDate(start, { zone: timezone }));
        const days = Array.from({ length: count }, (_, i) => firstMidnight(first.plus({ days: i })));
        const rows = days.map((day, value) => ({ t: day.toUTC().toISO(), value })).reverse();
        const window = { from: new Date('2014-01-01'), to: new Date('2036-01-01') };
        expect(valuesOf(rows, timezone, window)).toEqual(days.map((day, value) => [`${day.toISODate()}T00:00`, value]));
      }),
      runs(),
    );
  });
});

test('rows outside may be whatever they like', () => {
  const rows = [
    { t: '2025-01-01', value: 'n/a' },
    { t: '2026-11-02', value: 2 },
    { t: '2027-01-01T10:13:00Z', value: 'n/a' },
  ];
  expect(valuesOf(rows)).toEqual([['2026-11-02T00:00', 2]]);
});

test('an hour of silence at night is no day', () => {
  const rows = ['01T00', '02T00', '02T01', '03T05'].map((t) => ({ t: `2026-11-${t}:00:00Z`, value: 1 }));
  expect(toSamples(rows, november, 'UTC')).toMatchObject({ kind: 'samples', series: { bucket: 'hour' } });
});
