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
    [
      'psql with \\timing',
      `    day     | signups \n------------+---------\n${rows(({ t, value }) => ` ${iso(t)} |    ${value}`)}\n(20 rows)\n\nTime: 12.345 ms\n`,
      1,
    ],
    ['R, as count() names it', `"","day","n"\n${rows(({ t, value }, i) => `"${i + 1}","${iso(t)}",${value}`)}`],
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

describe('a day and its hour in two columns', () => {
  const dates: Record<string, (t: number) => string> = {
    ISO: iso,
    compact: (t) => iso(t).replaceAll('-', ''),
    American: (t) => iso(t).replace(/(....)-(..)-(..)/, '$2/$3/$1'),
    German: (t) => iso(t).replace(/(....)-(..)-(..)/, '$3.$2.$1'),
    'in words': (t) => new Date(t).toUTCString().slice(5, 16),
  };
  const clocks: Record<string, (hour: number) => string> = {
    plain: String,
    'two digits': (hour) => String(hour).padStart(2, '0'),
    'with minutes': (hour) => `${hour}:00`,
    'with seconds': (hour) => `${String(hour).padStart(2, '0')}:00:00`,
    'with its end': (hour) => `${hour}:00-${hour + 1}:00`,
    'in halves of the day': (hour) => `${hour % 12 || 12} ${hour < 12 ? 'AM' : 'PM'}`,
  };
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const styles = Object.keys(dates).flatMap((date) => Object.keys(clocks).map((clock) => [date, clock] as const));

  test.each(styles)('%s, %s: hours', async (date, clock) => {
    const lines = days.flatMap(({ t, value }) =>
      hours.map((hour) => `${dates[date]?.(t)},${clocks[clock]?.(hour)},${value + hour}`),
    );
    const read = await readText(`Date,Hour,Orders\n${lines.join('\n')}\nTotal,,1000`);
    if ('problem' in read) throw new Error(read.problem);
    expect(read).toMatchObject({ name: 'Orders', series: { bucket: 'hour' } });
    expect(read.series.samples).toEqual(
      days.flatMap(({ t, value }) => hours.map((hour) => ({ t: t + hour * 3_600_000, value: value + hour }))),
    );
  });

  test('in a time zone', async () => {
    const lines = ['2026-10-24', '2026-10-25'].flatMap((date) => hours.map((hour) => `${date},${hour},${30 - hour}`));
    const read = await readText(`date,hour,orders\n${lines.join('\n')}`, { timezone: 'Europe/Berlin' });
    expect(read).toMatchObject({ series: { samples: { 0: { t: Date.UTC(2026, 9, 23, 22) } } } });
  });

  test('a day that comes once is a day', async () => {
    const read = await readText(`date,hour,orders\n${rows(({ t, value }) => `${iso(t)},9,${value}`)}`);
    expect(read).toMatchObject({ series: { bucket: 'day', samples: days } });
  });

  test('a column that is no hour of the day is not joined', async () => {
    const lines = days.flatMap(({ t, value }) => [22, 23, 24].map((hour) => `${iso(t)},${hour},${value}`));
    expect(await readText(`date,hour,orders\n${lines.join('\n')}`, { metric: 'orders' })).toEqual({
      problem: expect.stringMatching(/^2026-08-20 is there twice.*--bucket day:sum/),
    });
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
      'days without a year',
      `Date,Orders\n${rows(({ value }, i) => `Aug ${i + 10},${value}`)}`,
      /"Aug 10" is a month, or a day without its year/,
    ],
  ])('%s', async (_, text, problem) => {
    expect(await readText(text)).toEqual({ problem: expect.stringMatching(problem) });
  });
});
