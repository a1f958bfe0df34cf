import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Sample } from '../../../src/analysis/samples.ts';
import { forTerminal } from '../../../src/cli/analyse/for-terminal.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { readText } from '../../stage/series/read-text.ts';

const day = 86_400_000;
const iso = (t: number) => new Date(t).toISOString().slice(0, 10);

/** Samples, or what is wrong. */
async function valuesOf(...asked: Parameters<typeof readText>): Promise<unknown> {
  const read = await readText(...asked);
  return 'problem' in read
    ? read.problem
    : read.series.samples.map(({ t, value }): [string, number] => [iso(t), value]);
}

const inLocale =
  (locale: string, options: Intl.DateTimeFormatOptions = {}) =>
  (t: number) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(t);
const dateStyles: Record<string, (t: number) => string> = {
  ISO: iso,
  'a time of ISO': (t) => new Date(t).toISOString(),
  'a blank for the T': (t) => `${iso(t)} 00:00:00`,
  'with an offset': (t) => `${iso(t)}T00:00:00-08:00`,
  'with an offset of databases': (t) => `${iso(t)} 00:00:00+02`,
  UTC: (t) => `${iso(t)} 00:00:00 UTC`,
  Go: (t) => `${iso(t)} 00:00:00 +0000 UTC`,
  compact: (t) => iso(t).replaceAll('-', ''),
  'compact, with a time': (t) => `${iso(t).replaceAll('-', '')}T000000Z`,
  slashes: (t) => iso(t).replaceAll('-', '/'),
  seconds: (t) => `${t / 1000}`,
  'seconds with decimals': (t) => `${t / 1000}.0`,
  milliseconds: (t) => `${t}`,
  microseconds: (t) => `${t}000`,
  nanoseconds: (t) => `${t}000000`,
  'days of a spreadsheet': (t) => `${t / day + 25_569}`,
  'a day of the year': (t) => DateTime.fromMillis(t, { zone: 'UTC' }).toFormat('yyyy-ooo'),
  'a day of the week': (t) => DateTime.fromMillis(t, { zone: 'UTC' }).toISOWeekDate() ?? '',
  'a mail': (t) => new Date(t).toUTCString(),
  JavaScript: (t) =>
    `${new Date(t).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+).*/, '$1 $3 $2 $4')} 00:00:00 GMT+0000 (Coordinated Universal Time)`,
  Oracle: (t) => DateTime.fromMillis(t, { zone: 'UTC' }).toFormat('dd-MMM-yy').toUpperCase(),
  American: inLocale('en-US'),
  'American, short': inLocale('en-US', { dateStyle: 'short' }),
  'American, with a time': (t) => `${inLocale('en-US')(t)} 12:00:00 AM`,
  'American, in words': inLocale('en-US', { dateStyle: 'full' }),
  British: inLocale('en-GB'),
  'British, in words': inLocale('en-GB', { dateStyle: 'long' }),
  German: inLocale('de-DE', { dateStyle: 'medium' }),
  'German, in words': inLocale('de-DE', { dateStyle: 'full' }),
  French: inLocale('fr-FR', { dateStyle: 'long' }),
  Spanish: inLocale('es-ES', { dateStyle: 'long' }),
  Dutch: inLocale('nl-NL', { dateStyle: 'short' }),
  Swedish: inLocale('sv-SE'),
  Polish: inLocale('pl-PL', { dateStyle: 'long' }),
};
const figureStyles: Record<string, (value: number) => string> = {
  plain: (value) => `${value}`,
  'two decimals': (value) => value.toFixed(2),
  ...Object.fromEntries(
    ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN'].map((locale) => [
      locale,
      (value: number) => value.toLocaleString(locale, { minimumFractionDigits: 2 }),
    ]),
  ),
  dollars: (value) => value.toLocaleString('en-US', { style: 'currency', currency: 'USD' }),
  euros: (value) => value.toLocaleString('de-DE', { style: 'currency', currency: 'EUR' }),
};

describe('the same series in many styles', () => {
  const layouts = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    order: fc.constantFrom<'oldest first' | 'newest first' | 'shuffled'>('oldest first', 'newest first', 'shuffled'),
    encoding: fc.constantFrom('utf8', 'utf8 with a mark', 'utf16le', 'utf16be'),
    above: fc.constantFrom('', '# a comment, with "quotes"\n', 'sep\n', 'Sign-ups by day\n\n'),
    header: fc.constantFrom('date', 'Day', 'event_date', 'dteday', 'metric_time__day'),
    index: fc.boolean(),
    below: fc.boolean(),
  });

  const bytesOf = (text: string, encoding: string) => {
    if (encoding === 'utf8') return Buffer.from(text);
    if (encoding === 'utf8 with a mark') return Buffer.from(`\ufeff${text}`);
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return encoding === 'utf16be' ? bytes.swap16() : bytes;
  };

  test.each(Object.keys(dateStyles))('dates: %s', async (dateStyle) => {
    const write = dateStyles[dateStyle] as (t: number) => string;
    await fc.assert(
      fc.asyncProperty(
        layouts,
        fc.constantFrom(...Object.keys(figureStyles)),
        fc.array(fc.integer({ min: 100, max: 9_999_999 }), { minLength: 32, maxLength: 40 }),
        fc.integer({ min: 0, max: 300 }),
        async (layout, figureStyle, cents, later) => {
          const samples = cents.map(
            (value, i) => [Date.UTC(2026, 0, 1 + later) + (i - 340) * day, value / 100] as const,
          );
          const { delimiter, lineBreak, order, index } = layout;
          const figure = figureStyles[figureStyle] as (value: number) => string;
          const inOrder = {
            'oldest first': samples,
            'newest first': samples.toReversed(),
            shuffled: samples.toSorted((a, b) => a[1] - b[1]),
          }[order];
          const quoted = (cell: string) => (cell.includes(delimiter) ? `"${cell}"` : cell);
          const rows = inOrder.map(([t, value], i) =>
            [...(index ? [`${i}`] : []), write(t), figure(value)].map(quoted).join(delimiter),
          );
          const above = layout.above === 'sep\n' ? `sep=${delimiter}\n` : layout.above;
          const head = [...(index ? [''] : []), layout.header, 'value'].join(delimiter);
          const text = `${above}${head}\n${rows.join('\n')}\n${layout.below ? `Total${delimiter.repeat(index ? 2 : 1)}5\n` : ''}`;
          const bytes = bytesOf(text.replaceAll('\n', lineBreak), layout.encoding);
          expect(await valuesOf(bytes)).toEqual(samples.map(([t, value]) => [iso(t), value]));
        },
      ),
      // One property, over all the styles: with 1,000 tries some 1,700.
      runs(0.05),
    );
  });
});

describe('what only people can say is asked back, with what to write', () => {
  test.each([
    [
      'dates of which any number may be the month',
      'date,value\n01/02/2026,5\n02/02/2026,6\n',
      'line 2: "01/02/2026" can be 2026-02-01 or 2026-01-02, and no other line tells: write days as 2026-02-01',
    ],
    [
      'commas that may be of thousands',
      'date,value\n2026-09-01,"1,234"\n2026-09-02,"1,235"\n',
      'line 2: "1,234" can be 1234 or 1.234, and no other line tells: say --decimal . or --decimal ,',
    ],
    [
      'several columns of times',
      'start,end,value\n2026-09-01,2026-09-02,5\n',
      'several columns hold times, choose one with --time: start, end',
    ],
    [
      'rows every five minutes',
      `t,value\n${Array.from({ length: 30 }, (_, i) => `${new Date(Date.UTC(2026, 8, 1, 0, 5 * i)).toISOString()},5`).join('\n')}`,
      'the rows are 5 minutes apart: one a day, or one an hour, is expected. Say --bucket day:sum to add the rows up, or --bucket day:mean for their mean (or hour:sum, hour:mean)',
    ],
    [
      'weeks',
      'week,value\n2026-W36,5\n2026-W37,6\n',
      'line 2: "2026-W36" is a week: one row a day, or one an hour, is expected',
    ],
    [
      'months',
      'date,value\nSep 2026,5\nOct 2026,6\n',
      'line 2: "Sep 2026" is a month: one row a day, or one an hour, is expected',
    ],
  ])('%s', async (_, text, problem) => {
    expect(await readText(text)).toEqual({ problem });
  });
});

describe('what is wrong is named by line and day', () => {
  const rows = (...rest: string[]) => `date,value\n${rest.join('\n')}\n`;

  test.each([
    [
      'a word',
      rows('2026-09-01,5', '2026-09-02,many', '2026-09-03,few'),
      'line 3 (2026-09-02): "many" is not a number; 1 more line is like this',
    ],
    [
      'a day twice',
      rows('2026-09-01,5', '2026-09-02,6', '2026-09-01,7'),
      /^2026-09-01 is there twice, in lines 2 and 4: one row a day is expected\./,
    ],
    [
      'a row twice',
      rows('2026-09-01,5', '2026-09-02,6', '2026-09-02,6'),
      '2026-09-02 is there twice, in lines 3 and 4: one row a day is expected. The two are the same: remove one of them',
    ],
    [
      'a day for each country',
      'date,country,value\n2026-09-01,DE,5\n2026-09-01,FR,6\n2026-09-02,DE,5\n',
      /^2026-09-01 is there twice, in lines 2 and 3: .*The rows differ in country\. Say --bucket day:sum/,
    ],
    ['a day that no month has', rows('2026-09-30,5', '2026-09-31,6'), /^line 3: "2026-09-31" is not a time/],
    ['a day without its year', rows('Aug 7,5', 'Aug 8,6'), /^line 2: "Aug 7" is a day without its year/],
    ['no day', rows('2026-09-01,5', ',6', '2026-09-03,6'), 'line 3 has no time'],
    [
      'a denominator below zero',
      'date,numerator,denominator\n2026-09-01,5,-6\n',
      /^the row of 2026-09-01 \(line 2\) has a number below \w+, in column "denominator"$/,
    ],
  ])('%s', async (_, text, problem) => {
    expect(await readText(text)).toEqual({
      problem: problem instanceof RegExp ? expect.stringMatching(problem) : problem,
    });
  });

  test('a total below the days is left out, and said', async () => {
    expect(await readText(rows('2026-09-01,5', '2026-09-02,6', 'Grand total,11'))).toMatchObject({
      series: { samples: [{ value: 5 }, { value: 6 }] },
      notes: ['line 4 is left out: "Grand total" is not a day.'],
    });
  });
});

describe('lines that are no days are left out, and said', () => {
  const some = ['2026-09-01,5', '2026-09-02,6', '2026-09-03,7', '2026-09-04,8'];
  const left = (line: number, cell: string) => `line ${line} is left out: "${cell}" is not a day.`;
  const below = ['Totalt', 'Итого', '合計', 'الإجمالي', 'Razem', 'Avg', 'Max', 'YTD', '*provisional', 'today'];

  test.each(below)('below: %s', async (word) => {
    expect(await readText(`date,value\n${[...some, `${word},26`].join('\n')}\n`)).toMatchObject({
      series: { samples: { length: 4 } },
      notes: [left(6, word)],
    });
  });

  test('remarks below, with a number in them', async () => {
    const text = `date,value\n${[...some, 'Average,6', 'Total,26', 'Last updated: 2026-11-30,'].join('\n')}\n`;
    expect(await readText(text)).toMatchObject({
      series: { samples: { length: 4 } },
      notes: [left(6, 'Average'), left(7, 'Total'), left(8, 'Last updated: 2026-11-30')],
    });
  });

  test.each([
    ['words in more cells than there are columns', 'Made on Monday, by Bob, of Acme', 'Made on Monday'],
    ['one cell', 'End of report', 'End of report'],
  ])('%s, below', async (_, line, cell) => {
    expect(await readText(`date,value\n${some.join('\n')}\n${line}\n`)).toMatchObject({
      series: { samples: { length: 4 } },
      notes: [left(6, cell)],
    });
  });

  test('words alone, between the days and below', async () => {
    const text = `date,value\n${some.slice(0, 2).join('\n')}\nNew tracking\n${some.slice(2).join('\n')}\nTotal\nSource: GA4\n`;
    expect(await readText(text)).toMatchObject({
      series: { samples: { length: 4 } },
      notes: [left(4, 'New tracking'), left(7, 'Total'), left(8, 'Source: GA4')],
    });
  });

  test('a last day that was cut off before its figure is none of them', async () => {
    expect(await readText(`date,value\n${some.join('\n')}\n2026-09-05`)).toEqual({
      problem: 'line 6 has 1 cell, the header has 2',
    });
  });

  test('what a report says above its days', async () => {
    const text = `Full label,Orders\nLabel,Orders\nId,m1\nAccount,123456\nRegion,us-east-1\n${some.join('\n')}\n`;
    expect(await readText(text)).toMatchObject({ series: { samples: { length: 4 } }, notes: { length: 4 } });
  });

  test('a total and a header again, between the days', async () => {
    const text = `date,value\n${some.slice(0, 2).join('\n')}\nTotal,11\n\ufeffDate,value\n${some.slice(2).join('\n')}\n`;
    expect(await readText(text)).toMatchObject({
      series: { samples: { length: 4 } },
      notes: [left(4, 'Total'), 'line 5 is left out: it is the header again.'],
    });
  });

  test.each([
    ['a word between the days', [...some.slice(0, 2), 'soon,7', ...some.slice(2)], /^line 4: "soon" is not a time/],
    ['a day without its year below', [...some, 'September 5,9'], /^line 6: "September 5" is a day without its year/],
    ['a day that is none below', [...some, '2026-09-31,9'], /^line 6: "2026-09-31" is not a time/],
    ['nothing but words', ['one,5', 'two,6'], /^line 2: "one" is not a time, nor are 1 more/],
  ])('%s: refused', async (_, lines, problem) => {
    expect(await readText(`date,value\n${lines.join('\n')}\n`)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('which column it is', () => {
  test('bounds of a report, the same in each row, are no times of it', async () => {
    const text = '_start,_stop,_time,_value\n2026-09-01,2026-10-01,2026-09-01,5\n2026-09-01,2026-10-01,2026-09-02,6\n';
    expect(await valuesOf(text)).toEqual([
      ['2026-09-01', 5],
      ['2026-09-02', 6],
    ]);
  });

  test.each([
    ['with months by name', 'Year,Month,Day,Users\n2026,Sep,1,5\n2026,Sep,2,6\n'],
    ['in German', 'Jahr;Monat;Tag;Nutzer\n2026;September;1;5\n2026;9;2;6\n'],
  ])('a day in three columns, %s', async (_, text) => {
    expect(await valuesOf(text)).toEqual([
      ['2026-09-01', 5],
      ['2026-09-02', 6],
    ]);
  });

  test.each<[string, string, object, unknown]>([
    ['times by their cells, the metric by its header', 'event_date,Users\n2026-09-01,5\n', {}, 'Users'],
    ['times that are named', 'start,end,Users\n2026-09-01,2026-09-02,5\n', { time: 'END', metric: 'users' }, 'Users'],
    ['an index without a name', ',date,Users\n0,2026-09-01,5\n1,2026-09-02,6\n', {}, 'Users'],
    ['an index by its cells', 'row,date,Users\n1,2026-09-01,7\n2,2026-09-02,6\n3,2026-09-03,5\n', {}, 'Users'],
    ['words beside', 'date,weekday,Users\n2026-09-01,Tue,5\n2026-09-02,Wed,6\n', {}, 'Users'],
    ['a temperature called t', 't,dteday,Users\n20.5,2026-09-01,5\n', { metric: 'Users' }, 'Users'],
    ['no name of its own', 'date,value\n2026-09-01,5\n', {}, undefined],
    ['no header', '2026-09-01,5\n2026-09-02,6\n', {}, undefined],
    ['control characters', 'date,\u001b[2J\u001b[31mUsers\u0007\n2026-09-01,5\n', {}, 'Users'],
  ])('%s', async (_, text, options, name) => {
    const read = await readText(text, options);
    expect(read).not.toHaveProperty('problem');
    expect('name' in read ? read.name : undefined).toBe(name);
  });
});

describe('closer than hours', () => {
  const every = (minutes: number, count: number, value: (i: number) => number) =>
    `t,value\n${Array.from({ length: count }, (_, i) => `${new Date(Date.UTC(2026, 8, 1, 0, minutes * i)).toISOString()},${value(i)}`).join('\n')}\n`;

  test.each([
    ['sums', 'sum', 288],
    ['means', 'mean', 1],
  ] as const)('%s of five minutes by days; what is no whole day is left out, and said', async (_, how, value) => {
    expect(
      await readText(
        every(5, 2 * 288 + 100, () => 1),
        { bucket: { size: 'day', how } },
      ),
    ).toMatchObject({
      series: {
        bucket: 'day',
        samples: [
          { t: Date.UTC(2026, 8, 1), value },
          { t: Date.UTC(2026, 8, 2), value },
        ],
      },
      notes: ['2026-09-03 is left out: rows of it may be missing.'],
    });
  });

  test('by hours', async () => {
    const read = await readText(
      every(15, 12, (i) => i),
      { bucket: { size: 'hour', how: 'sum' } },
    );
    expect(read).toMatchObject({ series: { bucket: 'hour', samples: [{ value: 6 }, { value: 22 }, { value: 38 }] } });
  });

  test('ratios are ratios of the sums', async () => {
    const rows = Array.from({ length: 24 }, (_, i) => `2026-09-01T${`${i}`.padStart(2, '0')}:00Z,1,${i < 12 ? 2 : 6}`);
    expect(
      await readText(`t,numerator,denominator\n${rows.join('\n')}\n`, { bucket: { size: 'day', how: 'mean' } }),
    ).toMatchObject({
      series: { samples: [{ value: 0.25, numerator: 24, denominator: 96 }] },
    });
  });

  test('several rows a day are added up', async () => {
    const text = 'date,country,value\n2026-09-01,DE,5\n2026-09-01,FR,6\n2026-09-02,DE,7\n2026-09-02,FR,8\n';
    expect(await valuesOf(text, { metric: 'value', bucket: { size: 'day', how: 'sum' } })).toEqual([
      ['2026-09-01', 11],
      ['2026-09-02', 15],
    ]);
  });

  test('single events: a day on which nothing happened is zero in a sum, and has no mean', async () => {
    const at = ['01T08:13', '02T09:01', '02T17:44', '05T11:20', '06T07:02', '07T10:00'];
    const text = `created,amount\n${at.map((one) => `2026-09-${one}:00Z,5`).join('\n')}\n`;
    expect(await valuesOf(text, { bucket: { size: 'day', how: 'sum' } })).toEqual([
      ['2026-09-02', 10],
      ['2026-09-03', 0],
      ['2026-09-04', 0],
      ['2026-09-05', 5],
      ['2026-09-06', 5],
    ]);
    expect(await valuesOf(text, { bucket: { size: 'day', how: 'mean' } })).toHaveLength(3);
    expect(await readText(text, { bucket: { size: 'day', how: 'sum' } })).toMatchObject({
      notes: [expect.stringContaining('left out'), '2 days without a row count as zero.'],
    });
  });
});

describe('clocks', () => {
  const hours = ['00', '01', '02', '02', '03', '04'].map((hour) => `2026-10-25T${hour}:00`);
  const fileOf = (times: string[]) => `t,value\n${times.map((t, i) => `${t},${i}`).join('\n')}\n`;

  test.each([
    ['oldest first', hours],
    ['newest first', hours.toReversed()],
  ])('the hour that comes twice is two hours in its time zone: %s', async (_, times) => {
    const read = await readText(fileOf(times), { timezone: 'Europe/Berlin' });
    const starts =
      'series' in read ? read.series.samples.map(({ t }) => new Date(t).toISOString().slice(11, 13)) : read;
    expect(starts).toEqual(['22', '23', '00', '01', '02', '03']);
  });

  test('without a time zone it is asked for', async () => {
    expect(await readText(fileOf(hours))).toEqual({
      problem:
        '2026-10-25T02:00Z is there twice, in lines 4 and 5: one row an hour is expected. If the clocks were set back then, say where with --timezone Europe/Berlin, or write the offset: 2026-10-25T02:00+01:00',
    });
  });

  test('an hour that never was, where clocks are set forward', async () => {
    const naive = ['00', '01', '02', '03', '04'].map((hour) => `2026-03-08T${hour}:00`);
    expect(await readText(fileOf(naive), { timezone: 'America/New_York' })).toEqual({
      problem: expect.stringMatching(
        /^2026-03-08T07:00Z is there twice, in lines 4 and 5: .* The clocks were set forward then/,
      ),
    });
  });

  test('days among hours are refused', async () => {
    const days = [1, 2, 3, 4].map((date) => `2026-09-0${date}T00:00Z`);
    const hourly = Array.from({ length: 30 }, (_, i) => new Date(Date.UTC(2026, 8, 5, i)).toISOString());
    expect(await readText(fileOf([...days, ...hourly]))).toEqual({
      problem: 'some rows are days, from line 2 on, and some are hours: one row a day, or one an hour, is expected',
    });
  });

  test('days of a time zone', async () => {
    const text = fileOf(['2026-10-24T22:00Z', '2026-10-25T23:00Z', '2026-10-26T23:00Z']);
    const dates = ['2026-10-25', '2026-10-26', '2026-10-27'].map((date, i) => [date, i]);
    expect(await valuesOf(text, { timezone: 'Europe/Berlin' })).toEqual(dates);
    expect(await valuesOf(text)).toEqual(dates);
  });

  test('the minute at which a daily job ran is of no matter', async () => {
    const text = fileOf(['2026-09-01T03:00:12Z', '2026-09-02T03:00:02Z', '2026-09-03T03:04:55Z']);
    expect(await valuesOf(text)).toEqual([
      ['2026-09-01', 0],
      ['2026-09-02', 1],
      ['2026-09-03', 2],
    ]);
  });

  test('a day that is not over, and days to come, are left out, and said', async () => {
    const text = 'date,value\n2026-09-01,5\n2026-09-02,6\n2026-09-03,0\n2026-09-04,0\n';
    expect(await readText(text, {}, '2026-09-02T18:00:00Z')).toMatchObject({
      series: { samples: [{ value: 5 }] },
      notes: [
        '2026-09-02 (line 3) is left out: this day is not over.',
        '2 rows from 2026-09-03 (line 4) on are left out: they lie in the future.',
      ],
    });
    // It is over in Tokyo already.
    expect(await valuesOf(text, { timezone: 'Asia/Tokyo' }, '2026-09-02T18:00:00Z')).toHaveLength(2);
  });
});

describe('running totals', () => {
  const daily = Array.from({ length: 30 }, (_, i) => 90 + ((i * 37) % 20));
  const fileOf = (values: number[]) =>
    `date,value\n${values.map((value, i) => `${iso(Date.UTC(2026, 7, 1 + i))},${value}`).join('\n')}\n`;
  const totals = (resetEvery = 1_000) =>
    daily.map((_, i) => daily.slice(i - (i % resetEvery), i + 1).reduce((sum, value) => sum + value, 0));

  test.each([
    ['never falling', totals()],
    ['anew each week', totals(7)],
    ['anew each month', totals(20)],
    ['with a restart', totals(13)],
  ])('%s: refused, and with --increase what each day adds', async (_, values) => {
    expect(await readText(fileOf(values))).toEqual({
      problem: expect.stringMatching(
        /^the values (never fall|only rise, but for (one fall|\d falls)), from .* --increase /,
      ),
    });
    expect(await valuesOf(fileOf(values), { increase: true })).toEqual(
      daily.slice(1).map((value, i) => [iso(Date.UTC(2026, 7, 2 + i)), value]),
    );
    expect(await valuesOf(fileOf(values), { increase: false })).toHaveLength(30);
  });

  test('daily values are none, however they grow', async () => {
    const growing = fc.array(fc.double({ min: 0.7, max: 1.5, noNaN: true }), { minLength: 28, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(growing, async (noise) => {
        const values = noise.map((factor, i) => Math.round(1000 * 1.01 ** i * factor * (i % 7 < 5 ? 1 : 0.6)));
        expect(await valuesOf(fileOf(values))).toHaveLength(values.length);
      }),
      runs(),
    );
  });

  test('a small correction: still a total, and what was added that day is not known', async () => {
    const values = totals().map((total, i) => (i >= 12 ? total - 150 : total));
    expect(await readText(fileOf(values))).toEqual({
      problem: expect.stringMatching(/^the values only rise, but for one fall, from .* --increase /),
    });
    const read = await readText(fileOf(values), { increase: true });
    if ('problem' in read) throw new Error(read.problem);
    expect(read.notes).toEqual(['2026-08-13: the total fell by a little, so what was added is not known.']);
    expect(read.series.samples.map(({ value }) => value)).toEqual(daily.slice(1).filter((_, i) => i !== 11));
  });

  test('what was added over a gap is not known, and said', async () => {
    const text = fileOf(totals()).replace(/2026-08-05.*\n/, '');
    expect(await readText(text, { increase: true })).toMatchObject({
      notes: ['2026-08-06: the day before is missing, so what was added is not known.'],
    });
  });
});

test('per cent with its sign is a share', async () => {
  const read = await readText('date,value\n2026-09-01,3.1%\n2026-09-02,3.2%\n');
  expect(read).toMatchObject({
    isShare: true,
    series: { samples: [{ value: 0.031 }, { value: 0.032 } satisfies Partial<Sample>] },
  });
});

test('sequences that nothing closes are taken out in linear time, and no text with them', () => {
  expect(forTerminal('a\u001b]0;title\u0007b\u001b]8;;http://x')).toBe('ab8;;http://x');
  for (const opening of ['\u001b]8;;a', '\u0007\u001b]8;;a', '\u009d8;;a', '\u001b]'.repeat(3)]) {
    const from = performance.now();
    expect(forTerminal(opening.repeat(60_000))).not.toContain('\u001b');
    expect(performance.now() - from).toBeLessThan(2_000);
  }
});
