import { describe, expect, test } from 'vitest';
import { askStandIn } from '../../stage/sources/ask-stand-in.ts';

const ask = (events: unknown[], keys: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  askStandIn(
    { type: 'http', queries: { q: { path: 'events', time: 'at', value: 'amount', tally: 'count', ...keys } }, ...more },
    { json: events },
  );
const event = (at: unknown, amount?: unknown) => ({ at, amount });

describe('single events', () => {
  const events = [
    event('2026-10-31T22:59:59Z', 100),
    event('2026-10-31T23:00:00Z', 1),
    event('2026-11-02T12:00:00Z', '2.50'),
    event('2026-11-02T22:59:59Z', 3),
    event('2026-11-05T09:00:00Z', 100),
  ];
  const berlin = { timezone: 'Europe/Berlin' };

  test('are counted by days of the time zone; a day without any is zero', async () => {
    expect((await ask(events, {}, berlin)).found).toEqual([
      ['2026-11-01', 1],
      ['2026-11-02', 2],
      ['2026-11-03', 0],
      ['2026-11-04', 0],
    ]);
  });

  test('or summed', async () => {
    expect((await ask(events, { tally: 'sum' }, berlin)).found).toEqual([
      ['2026-11-01', 1],
      ['2026-11-02', 5.5],
      ['2026-11-03', 0],
      ['2026-11-04', 0],
    ]);
  });

  test.each([
    ['no time', [event('soon')], {}, {}, /^bad-samples: row 1 has no time in column "t"/],
    ['a week', [event('2026-W45')], {}, {}, /^bad-samples: row 1 is a week/],
    [
      'no figure to sum',
      [event('2026-11-01', 'n/a')],
      { tally: 'sum' },
      {},
      /^bad-samples: an event of the source has text where a number is expected, and its values are to be summed$/,
    ],
    [
      'too many to count',
      [event('2026-11-01'), event('2026-11-01')],
      {},
      { max_rows: 1 },
      /^too-many-rows: the source gave more than 1 rows$/,
    ],
  ])('%s', async (_, given, keys, more, text) => {
    expect((await ask(given, keys, more)).found).toMatch(text);
  });
});
