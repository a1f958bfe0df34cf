import { expect, test } from 'vitest';
import { parseTime } from '../../../src/metrics/times/read-times.ts';

const at = (...when: [number, number, number, number?, number?, number?]) => Date.UTC(...when);

/** What a cell is by itself: a date, an instant, or longer. */
test.each<[string, unknown, { kind: string; at?: number; each?: string } | undefined]>([
  ['a date', '2026-11-03', { kind: 'date', at: at(2026, 10, 3) }],
  ['a Date', new Date('2026-11-03T00:00:00Z'), { kind: 'instant', at: at(2026, 10, 3) }],
  ['an instant', '2026-11-03T00:00:00Z', { kind: 'instant', at: at(2026, 10, 3) }],
  ['an instant with an offset', '2026-11-03T00:00:00+01:00', { kind: 'instant', at: at(2026, 10, 2, 23) }],
  ['as PostgreSQL writes it', '2026-11-03 00:00:00+01', { kind: 'instant', at: at(2026, 10, 2, 23) }],
  ['as ClickHouse and BigQuery write it', '2026-11-03 00:00:00 UTC', { kind: 'instant', at: at(2026, 10, 3) }],
  ['a blank before the offset', '2026-11-03 00:00:00 -0500', { kind: 'instant', at: at(2026, 10, 3, 5) }],
  ['without an offset: in the time zone', '2026-11-03 00:00:00', { kind: 'instant', at: at(2026, 10, 2, 23) }],
  ['without seconds', '2026-11-03T01:00', { kind: 'instant', at: at(2026, 10, 3) }],
  ['with fractions', '2026-11-03T00:00:00.000000Z', { kind: 'instant', at: at(2026, 10, 3) }],
  ['seconds', 1_793_664_000, { kind: 'instant', at: at(2026, 10, 3) }],
  ['seconds as text', '1793664000', { kind: 'instant', at: at(2026, 10, 3) }],
  ['seconds with fractions', '1793664000.000', { kind: 'instant', at: at(2026, 10, 3) }],
  ['seconds as a big integer', 1_793_664_000n, { kind: 'instant', at: at(2026, 10, 3) }],
  ['milliseconds', 1_793_664_000_000, { kind: 'instant', at: at(2026, 10, 3) }],
  ['blanks around', ' 2026-11-03 ', { kind: 'date', at: at(2026, 10, 3) }],
  ['a day that no month has', '2026-02-30', undefined],
  ['an hour that no day has', '2026-02-03T25:00:00Z', undefined],
  ['a year alone', '2026', { kind: 'period', each: 'year' }],
  ['a day of which no column says which number is the month', '11/03/2026', undefined],
  ['a month', '2026-11', { kind: 'period', each: 'month' }],
  ['a week', '2026-W45', { kind: 'period', each: 'week' }],
  ['a second of 1970', 20_260, undefined],
  ['infinity, as PostgreSQL has it', 'infinity', undefined],
  ['words', 'yesterday', undefined],
  ['nothing', null, undefined],
  ['blank', '', undefined],
  ['NaN', Number.NaN, undefined],
  ['a Date that is none', new Date(Number.NaN), undefined],
  ['a number beyond all time', 1e300, undefined],
  ['a list', [2026, 11, 3], undefined],
])('%s', (_, value, expected) => {
  const time = parseTime(value, 'Europe/Berlin');
  expect(time).toEqual(expected && expect.objectContaining(expected));
});
