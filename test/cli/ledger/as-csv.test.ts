import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asCsv } from '../../../src/cli/ledger/as-csv.ts';
import { asTable } from '../../../src/cli/ledger/as-table.ts';
import { plain } from '../../../src/render/words/plain.ts';
import { runs } from '../../stage/run/property-runs.ts';

const columns = [
  { field: 'text', value: (row: { text: string; number: number }) => row.text },
  { field: 'number', value: (row: { text: string; number: number }) => row.number },
];

/** What a spreadsheet makes a formula of, in the forms that it takes for the same. */
const signs = [...'=+-@＝＋－＠﹦﹢﹣﹫'];
/** Where lists are separated by one of these, a quote in the middle of a cell of ours does not hold it together. */
const separators = [...';|\t'];

describe('CSV', () => {
  test('whatever people write comes back as one cell, but for apostrophes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), number: fc.integer() }), { minLength: 1 }),
        (rows) => {
          const read: string[][] = parse(asCsv(columns, rows), { from_line: 2 });
          const bare = (text = '') => text.replaceAll("'", '');
          expect(read.map(([text, number]) => [bare(text), number])).toEqual(
            rows.map(({ text, number }) => [bare(plain(text)), String(number)]),
          );
        },
      ),
      runs(),
    );
  });

  test('no cell begins with a formula, however the reader separates lists', () => {
    const piece = fc.oneof(
      fc.constantFrom(...signs, ...separators, ',', '"', "'", ' ', '\r', '\n', '\u200d', '\u200b', '\ufe0f'),
      fc.string({ maxLength: 3 }),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const formula = new RegExp(`^[\\s"\\p{Default_Ignorable_Code_Point}]*[${signs.join('').replace('-', '\\-')}]`, 'u');
    fc.assert(
      fc.property(text, (written) => {
        const [, line = ''] = asCsv([columns[0] as (typeof columns)[0]], [{ text: written, number: 0 }]).split('\r\n');
        const cells = [line.slice(1, -1), ...line.split(/[;|\t]/).slice(1)];
        for (const cell of cells) expect(cell).not.toMatch(formula);
      }),
      runs(),
    );
  });

  test.each([
    ['', '""'],
    ['plain', '"plain"'],
    ['a, "b"', '"a, ""b"""'],
    ['a; b', '"a; b"'],
    ['one\r\ntwo', '"one two"'],
    ['\t=1', `"'=1"`],
    ['\r=1', `"'=1"`],
    ['\n=1', `"'=1"`],
    ['a;=1', `"a;'=1"`],
    ['a; =1', `"a; '=1"`],
    ['a;"=1"', `"a;""'=1"""`],
    ['a\t=1', '"a =1"'],
    ['a|@x', `"a|'@x"`],
    ['7-3, -2', '"7-3, -2"'],
    ...signs.map((sign) => [`${sign}1+1`, `"'${sign}1+1"`]),
  ])('%j', (text, cell) => {
    expect(asCsv(columns, [{ text, number: -3 }])).toBe(`text,number\r\n${cell},-3\r\n`);
  });

  test('a list is one text, and what is not there is nothing', () => {
    const list = [
      { field: 'list', value: () => ['=a', 'b'] },
      { field: 'none', value: () => undefined },
    ];
    expect(asCsv(list, [{}])).toBe(`list,none\r\n"'=a b",\r\n`);
  });
});

describe('a table', () => {
  const shown = [
    { title: 'number', text: (row: { text: string; number: number }) => `${row.number}`, align: 'right' as const },
    { title: 'text', text: (row: { text: string; number: number }) => row.text, flexible: true },
  ];
  test('aligned by what is seen: a wide letter takes two columns', () => {
    const both = [...shown].reverse();
    expect(
      asTable(
        both,
        [
          { text: '同じ', number: 1 },
          { text: 'a👍', number: 23 },
        ],
        80,
      ),
    ).toBe('text  number\n同じ       1\na👍       23\n');
  });
  test('a column that says nothing is left out', () => {
    expect(asTable(shown, [{ text: '', number: 1 }], 80)).toBe('number\n     1\n');
  });
  test('no line is wider than the terminal, down to where nothing could be read', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 20, max: 200 }), (text, width) => {
        for (const line of asTable(shown, [{ text, number: 1 }], width).split('\n'))
          expect(line.length).toBeLessThanOrEqual(width);
      }),
      runs(),
    );
  });
});
