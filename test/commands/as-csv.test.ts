import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asCsv } from '../../src/commands/as-csv.ts';
import { asTable } from '../../src/commands/as-table.ts';
import { plain } from '../../src/render/plain.ts';
import { runs } from '../fixtures/property-runs.ts';

const columns = [
  { field: 'text', value: (row: { text: string; number: number }) => row.text },
  { field: 'number', value: (row: { text: string; number: number }) => row.number },
];

describe('CSV', () => {
  test('whatever people write comes back as one cell, and is no formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), number: fc.integer() }), { minLength: 1 }),
        (rows) => {
          const read: string[][] = parse(asCsv(columns, rows), { from_line: 2 });
          expect(read).toEqual(
            rows.map(({ text, number }) => [plain(text).replace(/^[=+\-@]/, "'$&"), String(number)]),
          );
        },
      ),
      runs(),
    );
  });
  test.each([
    ['=1+1', "'=1+1"],
    ['\t=1', "'=1"],
    ['@acme', "'@acme"],
    ['-3', "'-3"],
    ['a, "b"', '"a, ""b"""'],
    ['one\r\ntwo', 'one two'],
  ])('%j', (text, cell) => {
    expect(asCsv(columns, [{ text, number: -3 }])).toBe(`text,number\r\n${cell},-3\r\n`);
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
