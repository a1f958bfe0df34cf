import { expect, test } from 'vitest';
import { readTable } from '../../../src/metrics/table/read-table.ts';
import { Unfit } from '../../../src/metrics/unfit.ts';

/** Headers, rows with their line, and the delimiter; or what is wrong. Bytes come one by one. */
async function tableOf(content: string | Uint8Array, delimiter?: string): Promise<unknown> {
  const bytes = async function* () {
    for (const byte of Buffer.from(content)) yield Uint8Array.of(byte);
  };
  try {
    const table = await readTable(bytes(), { delimiter });
    if (!table) return undefined;
    const rows: unknown[] = [];
    for await (const { cells, line } of table.rows) rows.push([line, ...cells]);
    return { columns: table.columns, rows, delimiter: table.delimiter };
  } catch (error) {
    if (error instanceof Unfit) return error.message;
    throw error;
  }
}

const two = (first: number, second: number) => [
  [first, '2026-09-01', '5'],
  [second, '2026-09-02', '6'],
];
const columns = ['date', 'value'];
const utf16 = (text: string, swap: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return swap ? bytes.swap16() : bytes;
};

test.each<[string, string | Uint8Array, unknown]>([
  ['commas', 'date,value\n2026-09-01,5\n2026-09-02,6\n', { columns, rows: two(2, 3), delimiter: ',' }],
  ['no line break at the end', 'date,value\n2026-09-01,5\n2026-09-02,6', { columns, rows: two(2, 3), delimiter: ',' }],
  [
    'line breaks of Windows',
    'date;value\r\n2026-09-01;5\r\n2026-09-02;6\r\n',
    { columns, rows: two(2, 3), delimiter: ';' },
  ],
  ['line breaks of old Macs', 'date,value\r2026-09-01,5\r2026-09-02,6\r', { columns, rows: two(2, 3), delimiter: ',' }],
  ['tabs', 'date\tvalue\n2026-09-01\t5\n2026-09-02\t6\n', { columns, rows: two(2, 3), delimiter: '\t' }],
  ['bars', 'date|value\n2026-09-01|5\n2026-09-02|6\n', { columns, rows: two(2, 3), delimiter: '|' }],
  ['blanks', 'date value\n2026-09-01 5\n2026-09-02 6\n', { columns, rows: two(2, 3), delimiter: ' ' }],
  [
    'semicolons beside decimal commas',
    'date;value\n2026-09-01;5,5\n2026-09-02;6,5\n',
    {
      ...{ columns, delimiter: ';' },
      rows: [
        [2, '2026-09-01', '5,5'],
        [3, '2026-09-02', '6,5'],
      ],
    },
  ],
  ['a mark of UTF-8', '\ufeffdate,value\n2026-09-01,5\n2026-09-02,6\n', { columns, rows: two(2, 3), delimiter: ',' }],
  [
    'UTF-16',
    utf16('date\tvalue\n2026-09-01\t5\n2026-09-02\t6\n', false),
    { columns, rows: two(2, 3), delimiter: '\t' },
  ],
  [
    'UTF-16, the other way round',
    utf16('date\tvalue\n2026-09-01\t5\n2026-09-02\t6\n', true),
    { columns, rows: two(2, 3), delimiter: '\t' },
  ],
  [
    'UTF-16 without a mark',
    utf16('date,value\n2026-09-01,5\n2026-09-02,6\n', false).subarray(2),
    { columns, rows: two(2, 3), delimiter: ',' },
  ],
  [
    'Windows-1252',
    Buffer.from('date;Gr\u00f6\u00dfe\n2026-09-01;5\n2026-09-02;6\n', 'latin1'),
    { columns: ['date', 'Gr\u00f6\u00dfe'], rows: two(2, 3), delimiter: ';' },
  ],
  [
    'what the delimiter is',
    'sep=;\ndate;value\n2026-09-01;5\n2026-09-02;6\n',
    { columns, rows: two(3, 4), delimiter: ';' },
  ],
  [
    'an odd delimiter that is named',
    'sep=!\ndate!value\n2026-09-01!5\n2026-09-02!6\n',
    { columns, rows: two(3, 4), delimiter: '!' },
  ],
  [
    'comments with quotes and commas in them',
    '# it\'s "daily", all\n// of it\n\ndate,value\n# until here\n2026-09-01,5\n2026-09-02,6\n',
    { columns, rows: two(6, 7), delimiter: ',' },
  ],
  [
    'a header that is a comment',
    '# date,value\n2026-09-01,5\n2026-09-02,6\n',
    { columns, rows: two(2, 3), delimiter: ',' },
  ],
  [
    'a title',
    'Daily sign-ups, all plans, all countries\nSeptember\n\ndate;value\n2026-09-01;5\n2026-09-02;6\n',
    { columns, rows: two(5, 6), delimiter: ';' },
  ],
  ['no header', '2026-09-01,5\n2026-09-02,6\n', { columns: ['column 1', 'column 2'], rows: two(1, 2), delimiter: ',' }],
  [
    'an index without a header, as R writes it',
    '"date" "value"\n"1" 2026-09-01 5\n"2" 2026-09-02 6\n',
    {
      ...{ columns: ['', ...columns], delimiter: ' ' },
      rows: [
        [2, '1', '2026-09-01', '5'],
        [3, '2', '2026-09-02', '6'],
      ],
    },
  ],
  [
    'quotes with line breaks in them',
    'date,"value\n(all)"\n2026-09-01,5\n"2026-09-02",6\n',
    { columns: ['date', 'value\n(all)'], rows: two(3, 4), delimiter: ',' },
  ],
  [
    'delimiters at the end of each line',
    'date,value\n2026-09-01,5,\n2026-09-02,6,\n,,\n',
    { columns, rows: two(2, 3), delimiter: ',' },
  ],
  [
    'a word below',
    'date,value\n2026-09-01,5\n2026-09-02,6\nEnd of report\n',
    { columns, rows: two(2, 3), delimiter: ',' },
  ],
  [
    'words below, in more cells than there are columns',
    'date,value\n2026-09-01,5\n2026-09-02,6\n\nMonday, Nov 30, by Bob, of Acme\n',
    { columns, rows: two(2, 3), delimiter: ',' },
  ],
  [
    'words between the rows, and several below',
    'date,value\n2026-09-01,5\nNew tracking\n2026-09-02,6\nTotal\nSource: GA4\n',
    { columns, rows: two(2, 4), delimiter: ',' },
  ],
  [
    'a figure alone between the rows',
    'date,value\n2026-09-01,5\n7\n2026-09-02,6\n',
    'line 3 has 1 cell, the header has 2',
  ],
  [
    'cells as formulas, as spreadsheets keep texts',
    '="date",value\n="2026-09-01",="5"\n="2026-09-02","=""6"""\n',
    { columns, rows: two(2, 3), delimiter: ',' },
  ],
  ['nothing', ' \n\n', undefined],
  ['nothing but a comment', '# nothing yet\n', undefined],
  [
    'too many cells',
    'date,value\n2026-09-01,5\n2026-09-02,6\n2026-09-03,7,8\n',
    'line 4 has 3 cells, the header has 2',
  ],
  [
    'a day below with too many cells',
    'date,value\n2026-09-01,5\n2026-09-02,6,7\n',
    'line 3 has 3 cells, the header has 2',
  ],
  ['too few cells', 'date,value\n2026-09-01,5\n2026-09-02\n2026-09-03,7\n', 'line 3 has 1 cell, the header has 2'],
  [
    'a quote without an end',
    'date,value\n2026-09-01,"5\n2026-09-02,6\n',
    /^line \d cannot be read: perhaps a quote is not closed$/,
  ],
  [
    'days side by side',
    'metric,2026-09-01,2026-09-02,2026-09-03\nsign-ups,5,6,7\n',
    'line 1 has days side by side: one row a day is expected',
  ],
  ['a web page', '\n<!DOCTYPE html><html><body>Please log in</body></html>', 'this is a web page, not a table'],
  ['JSON', '[{"date":"2026-09-01","value":5}]', 'this is JSON: CSV is expected'],
  ['a workbook', 'PK\u0003\u0004 and so on', 'this is a spreadsheet, not CSV: save it as CSV'],
  ['a packed file', Buffer.from([0x1f, 0x8b, 8, 0]), 'this is a compressed file: unpack it first'],
  ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 0, 0, 5, 5]), 'this is not a text file: CSV is expected'],
])('%s', async (_, content, expected) => {
  const table = await tableOf(content);
  if (expected instanceof RegExp) expect(table).toMatch(expected);
  else expect(table).toEqual(expected);
});

test('what is named parts the columns', async () => {
  expect(await tableOf('a,b;value\n2026-09-01,x;5\n', ';')).toMatchObject({ columns: ['a,b', 'value'] });
});
