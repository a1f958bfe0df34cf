import { describe, expect, test } from 'vitest';
import { readText } from '../../stage/series/read-text.ts';

/* What programs export, each in its own way: read as the same twenty days, or refused for what is really wrong. */

const day = 86_400_000;
const start = Date.parse('2026-08-20');
const days = Array.from({ length: 20 }, (_, i) => ({ t: start + i * day, value: 1000 + ((i * 37) % 41) }));
const two = (n: number) => String(n).padStart(2, '0');
const parts = (t: number) => [new Date(t).getUTCFullYear(), new Date(t).getUTCMonth() + 1, new Date(t).getUTCDate()];
const iso = (t: number) => new Date(t).toISOString().slice(0, 10);
const german = (t: number) => parts(t).reverse().map(two).join('.');
const eastern = (t: number, [y = '', m = '', d = '']: string) => {
  const [year, month, date] = parts(t);
  return `${year}${y}${month}${m}${date}${d}`;
};
const rows = (of: (one: { t: number; value: number }, i: number) => string) => days.map(of).join('\n');

describe('read', () => {
  test.each<[string, string, number?]>([
    ['Excel, German', `Datum;Anmeldungen\n${rows(({ t, value }) => `${german(t)};${value}`)}`],
    [
      'Excel, German, money',
      `Tag;Umsatz\n${rows(({ t, value }) => `${german(t)};${`${value}`.replace(/^1/, '1.')},00 €`)}`,
    ],
    ['Excel, Swiss', `Datum;Umsatz\n${rows(({ t, value }) => `${german(t)};${`${value}`.replace(/^1/, '1’')}.00`)}`],
    [
      'a German header over compact dates',
      `Datum,Besuche\n${rows(({ t, value }) => `${iso(t).replaceAll('-', '')},${value}`)}`,
    ],
    ['Japanese', `日付,売上\n${rows(({ t, value }) => `${eastern(t, '年月日')},${value}`)}`],
    ['Korean', `날짜,매출\n${rows(({ t, value }) => `${eastern(t, '년월일')},${value}`)}`],
    [
      'Analytics, its total above',
      `Date,Sessions\n,20000\n${rows(({ t, value }) => `${iso(t).replaceAll('-', '')},${value}`)}`,
      1,
    ],
    ['units under the header', `date,signups\n,count\n${rows(({ t, value }) => `${iso(t)},${value}`)}`, 1],
    [
      'Looker, its total below',
      `Created Date,Count\n${rows(({ t, value }) => `${iso(t)},${value}`)}\nTotal,20000\n`,
      1,
    ],
    [
      'psql',
      `    day     | signups \n------------+---------\n${rows(({ t, value }) => ` ${iso(t)} |    ${value}`)}\n(20 rows)\n`,
    ],
    ['Markdown', `| DAY | SIGNUPS |\n|-----|---------|\n${rows(({ t, value }) => `| ${iso(t)} | ${value} |`)}`],
    ['two lines of names', `,Web\nDate,Sessions\n${rows(({ t, value }) => `${iso(t)},${value}`)}`],
  ])('%s', async (_, text, left = 0) => {
    const read = await readText(text);
    if ('problem' in read) throw new Error(read.problem);
    expect(read.series.samples).toEqual(days);
    expect(read.notes).toHaveLength(left);
  });

  test('Grafana writes undefined where there is no value', async () => {
    const read = await readText(
      `"Time","p95"\n${rows(({ t, value }, i) => `${iso(t)} 00:00:00,${i % 5 === 2 ? 'undefined' : value}`)}`,
    );
    if ('problem' in read) throw new Error(read.problem);
    expect(read.series.samples).toEqual(days.filter((_, i) => i % 5 !== 2));
  });

  test('of a pivot one is chosen by both of its names', async () => {
    const text = `Channel,web,app\nCreated Date,Orders,Orders\n${rows(({ t, value }) => `${iso(t)},${value},${value * 2}`)}`;
    expect(await readText(text)).toEqual({
      problem: 'there are several metrics, choose one with --metric: web Orders, app Orders',
    });
    const read = await readText(text, { metric: 'web Orders' });
    expect(read).toMatchObject({ name: 'web Orders', series: { samples: days } });
  });
});

describe('refused for what is wrong', () => {
  test.each([
    [
      'a count of days',
      `Nth day,Users\n${rows(({ value }, i) => `${String(i).padStart(4, '0')},${value}`)}`,
      /^Nth day counts from the start of the report: export a table with the column Date/,
    ],
    [
      'an hour beside its day',
      `Date,Hour,Orders\n${days.flatMap(({ t, value }) => [0, 1, 2].map((hour) => `${iso(t)},${hour},${value + hour}`)).join('\n')}`,
      /^2026-08-20 is there twice.*--bucket day:sum/,
    ],
    [
      'days without a year',
      `Date,Orders\n${rows(({ value }, i) => `Aug ${i + 10},${value}`)}`,
      /"Aug 10" is a month, or a day without its year/,
    ],
  ])('%s', async (_, text, problem) => {
    expect(await readText(text)).toEqual({ problem: expect.stringMatching(problem) });
  });
});
