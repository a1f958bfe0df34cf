import { expect, test } from 'vitest';
import { parseTime, readTimes } from '../../../src/metrics/times/read-times.ts';

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
  ['a month of Japan', '2026年11月', { kind: 'period', each: 'month' }],
  ['a month of Russia', 'ноябрь 2026 г.', { kind: 'period', each: 'month' }],
  ['a week in words', 'Week 45', { kind: 'period', each: 'week' }],
  ['a week of Germany', 'KW 45/2026', { kind: 'period', each: 'week' }],
  ['a week from day to day', '2026-11-02 - 2026-11-08', { kind: 'period', each: 'week' }],
  ['a month from day to day', '2026-11-01/2026-11-30', { kind: 'period', each: 'month' }],
  ['a quarter, the number ahead', '4Q26', { kind: 'period', each: 'quarter' }],
  ['a quarter of a fiscal year', 'FY2026 Q4', { kind: 'period', each: 'quarter' }],
  ...[
    ['Russian', '3 ноября 2026 г.'],
    ['Ukrainian', '3 листопада 2026 р.'],
    ['Czech', '3. listopadu 2026'],
    ['Hungarian', '2026. november 3.'],
    ['Finnish', '3. marraskuuta 2026'],
    ['Turkish', '3 Kasım 2026'],
    ['Greek', '3 Νοεμβρίου 2026'],
    ['Romanian', '3 noiembrie 2026'],
    ['Catalan', '3 de novembre del 2026'],
    ['Hindi', '3 नवंबर 2026'],
    ['Arabic', '٣ نوفمبر ٢٠٢٦'],
    ['Polish, which has another listopad than Croatian', '3 listopada 2026'],
    ['a Bulgarian year', '03.11.2026 г.'],
    ['digits of Arabic', '٢٠٢٦-١١-٠٣'],
    ['a weekday behind, Japanese', '2026/11/03(火)'],
    ['a weekday behind, Korean', '2026. 11. 3. (화)'],
    ['a weekday behind, Chinese', '2026年11月3日 星期二'],
    ['a whole number with a point', '20261103.0'],
  ].map(([name, text]): [string, string, { kind: string; at: number }] => [
    `${name}: a date`,
    text as string,
    { kind: 'date', at: at(2026, 10, 3) },
  ]),
  ...[
    ['a time zone by name', '2026-11-02 19:00:00 EST'],
    ['a time zone by place, as Trino writes it', '2026-11-02 19:00:00.000 America/New_York'],
    ['SAS', '03NOV2026:01:00:00'],
    ['half a day ahead, Chinese', '2026年11月3日 上午1:00:00'],
    ['half a day ahead, Korean', '2026-11-03 오전 1:00'],
    ['half a day, Spanish', '3 nov 2026 1:00:00 a. m.'],
    ['hours of Germany', '3. November 2026, 01:00 Uhr'],
    ['hours of France', '3 novembre 2026 01h00'],
    ['hours with points', '3 nov 2026 01.00.00'],
  ].map(([name, text]): [string, string, { kind: string; at: number }] => [
    `${name}: an instant`,
    text as string,
    { kind: 'instant', at: at(2026, 10, 3) },
  ]),
  ['a time zone whose name means several', '2026-11-03 00:00 IST', undefined],
  ['a place that is none', '2026-11-03 00:00 Nowhere/Land', undefined],
  ['a year of another calendar', '1405/08/12', undefined],
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

test('dates that a spreadsheet turned, and others that it left, are not read as one order', () => {
  const days = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2026, 7, 20 + i)));
  const american = days.map((day) => `${day.getUTCMonth() + 1}/${day.getUTCDate()}/2026`);
  const turned = days.map((day, i) =>
    day.getUTCDate() > 12 ? (american[i] as string) : `${day.getUTCDate()}/${day.getUTCMonth() + 1}/2026`,
  );
  expect(readTimes(american, 'UTC')).toMatchObject({ times: { 12: { at: Date.UTC(2026, 8, 1) } } });
  expect(readTimes(turned, 'UTC')).toEqual({
    ambiguous: { index: 12, readings: ['2026-01-09', '2026-09-01'], areMixed: true },
  });
});

test('days with the year first that a spreadsheet turned before it wrote them', () => {
  const turned = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}-11`);
  const american = Array.from({ length: 18 }, (_, i) => `11/${i + 13}/2026`);
  const iso = american.map((cell) => `2026-11-${cell.slice(3, 5)}`);
  const ambiguous = { index: 0, readings: ['2026-11-01', '2026-01-11'], areMixed: true };
  expect(readTimes([...turned, ...american], 'UTC')).toEqual({ ambiguous });
  expect(readTimes([...turned, ...iso], 'UTC')).toEqual({ ambiguous });
  const asTheyAre = Array.from({ length: 12 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`);
  expect(readTimes([...asTheyAre, ...american], 'UTC')).toMatchObject({ times: { length: 30 } });
  const oneAMonth = turned;
  expect(readTimes(oneAMonth, 'UTC')).toMatchObject({ times: { length: 12 } });
});
