import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FigureOptions, readFigures } from '../../../src/metrics/figures/read-figures.ts';
import { runs } from '../../stage/run/property-runs.ts';

/** Figures, null for no value, or the words of what is wrong; `ambiguous` where the column does not decide. */
function figures(cells: string[], options: Partial<FigureOptions> = {}): unknown {
  const read = readFigures(cells, { delimiter: ',', ...options });
  if ('ambiguous' in read) return read;
  return read.figures.map((cell) =>
    cell.kind === 'figure' ? cell.figure : cell.kind === 'missing' ? null : cell.what,
  );
}

const text = 'text where a number is expected';

test.each<[string, string[], unknown]>([
  ['points', ['1037.5', '.5', '5.', '-3', '+4'], [1037.5, 0.5, 5, -3, 4]],
  ['exponents', ['1e3', '1.5E-03'], [1000, 0.0015]],
  ['commas for decimals', ['1,5', '0,25', '3'], [1.5, 0.25, 3]],
  ['an exponent behind a decimal comma', ['1,5E+03', '2,5'], [1500, 2.5]],
  ['thousands and decimals, English', ['1,234.50', '1,234,567', '12'], [1234.5, 1_234_567, 12]],
  ['thousands and decimals, German', ['1.234,50', '1.234.567', '12'], [1234.5, 1_234_567, 12]],
  ['thousands and decimals, Swiss', ["1'234.50", '1’234’567', '12'], [1234.5, 1_234_567, 12]],
  ['thousands and decimals, French', ['1 234,50', '1\u202f234\u00a0567', '12'], [1234.5, 1_234_567, 12]],
  ['thousands and decimals, Indian', ['12,34,567.50', '1,00,000', '12'], [1_234_567.5, 100_000, 12]],
  ['thousands beside figures below, by size', ['1,037', '901', '1,043'], [1037, 901, 1043]],
  ['decimals beside whole figures, by size', ['12,125', '13', '12,375'], [12.125, 13, 12.375]],
  ['thousands by points beside figures below', ['1.037', '901', '1.043'], [1037, 901, 1043]],
  ['three decimals each, below one', ['0,123', '0,456'], [0.123, 0.456]],
  ['three decimals each, with points', ['1.037', '2.125'], [1.037, 2.125]],
  ['currencies', ['$1,234.50', '-$3.00', '($2.50)', '0'], [1234.5, -3, -2.5, 0]],
  ['currencies behind', ['1.234,50 €', '3,00 €', '1,25 EUR'], [1234.5, 3, 'another unit where the others have €']],
  ['codes of currencies', ['CHF 12.50', '13.25 CHF', 'kr 5'], [12.5, 13.25, 'another unit where the others have CHF']],
  ['per cent is a share', ['3.1%', '3.25 %', '0', '100%'], [0.031, 0.0325, 0, 1]],
  ['per mille', ['31‰', '32‰'], [0.031, 0.032]],
  ['per cent and not', ['3.1%', '3.2%', '3.3'], [0.031, 0.032, 'no unit where the others have %']],
  ['minus signs of every kind', ['−5', '–5', '5-', '(5)'], [-5, -5, -5, -5]],
  ['thousands and millions by letter', ['1.2k', '3M', '900', '2 Mio'], [1200, 3_000_000, 900, 2_000_000]],
  ['one unit', ['120 ms', '130ms'], [120, 130]],
  ['a longer unit', ['120 sessions', '130 sessions', '0'], [120, 130, 0]],
  ['a unit that some leave out', ['120 ms', '121 ms', '1.2'], [120, 121, 'no unit where the others have ms']],
  ['a unit that one has', ['950k', '1.2m', '900k'], [950_000, 'another unit where the others have none', 900_000]],
  [
    'thousands and millions by word',
    ['950 K', '1.02 Mil', '1 тыс.', '2 млн', '3 Mln'],
    [950_000, 1_020_000, 1000, 2e6, 3e6],
  ],
  [
    'lakhs, crores and what is counted in ten thousands',
    ['1.5 lakh', '2 crore', '1.2万', '3億'],
    [150_000, 2e7, 12_000, 3e8],
  ],
  ['digits of Arabic', ['١٬٢٣٤٫٥٠', '٩٠٠', '٧'], [1234.5, 900, 7]],
  ['digits of Persian and Hindi', ['۱٬۲۳۴', '१,२३४.५०', '12'], [1234, 1234.5, 12]],
  ['per cent in Arabic', ['٣٫١٪', '٣٫٢٪'], [0.031, 0.032]],
  ['marks of the writing direction', ['\u200f1,234.50\u00a0\u200f₪', '\u200f-3.00\u00a0\u200f₪'], [1234.5, -3]],
  ['currencies by letters', ['R$ 1.234,50', 'R$ 3,00'], [1234.5, 3]],
  [
    'dollars of many countries',
    ['MX$1.50', 'MX$2.50', 'Rs. 3.00'],
    [1.5, 2.5, 'another unit where the others have MX$'],
  ],
  ['money within brackets', ['$(1,234.50)', '$ (2.50)', '$ 3.00'], [-1234.5, -2.5, 3]],
  ['money of zero in spreadsheets', ['$ 1.50', '$ -   ', '-$2.00'], [1.5, 0, -2]],
  ['round sums: the dash is no minus', ['1.000,-', '900,-', '-50,-'], [1000, 900, -50]],
  ['round sums of Switzerland and Sweden', ["CHF 1'000.–", 'CHF 900.-', 'CHF 5.50'], [1000, 900, 5.5]],
  ['round sums with a colon', ['1 000:-', '900:-'], [1000, 900]],
  ['per cent ahead', ['%3,1', '%3,25'], [0.031, 0.0325]],
  ['thousands have no exponent', ['1,000E+03', '1,500E+03'], [1000, 1500]],
  ['notes are no digits', ['721¹', '721①', '5½', '720'], [text, text, text, 720]],
  ['two units', ['120 ms', '1.2 s', '130 ms'], [120, 'another unit where the others have ms', 130]],
  ['spans of time are seconds', ['00:01:23', '1:00:00.5'], [83, 3600.5]],
  ['no value', ['', 'NA', 'N/A', 'NaN', 'null', '-', '#N/A', '#DIV/0!', '\\N', '7'], [...Array(9).fill(null), 7]],
  [
    'no value, elsewhere',
    ['#NV', 'k. A.', 'н/д', '<null>', '[null]', '(blank)', '---', '...', 'No data', '7'],
    [...Array(9).fill(null), 7],
  ],
  ['broken formulas', ['#REF!', '#NAME?', '7'], [text, text, 7]],
  ['a figure as text of a spreadsheet', ["'123", '124'], [123, 124]],
  [
    'what is none',
    ['two', '0x10', '1,2,3', 'Infinity', '12-13', '1e999', '5'],
    [text, text, 'a number with another decimal mark than "."', text, text, 'an infinite or far too large number', 5],
  ],
  [
    'both marks in one column',
    ['1,234.5', '1,234.6', '1.234,5'],
    [1234.5, 1234.6, 'a number with another decimal mark than "."'],
  ],
])('%s', (_, cells, expected) => {
  expect(figures(cells)).toEqual(expected);
});

describe('what only people can say', () => {
  test.each([
    ['commas', ['1,037', '1,043'], ',', [1037, 1.037]],
    ['points where a German spreadsheet writes', ['1.037', '1.043'], ';', [1.037, 1037]],
    ['points behind a tab', ['1.037', '1.043'], '\t', [1.037, 1037]],
  ] as const)('%s', (_, cells, delimiter, readings) => {
    expect(figures([...cells], { delimiter })).toEqual({ ambiguous: { index: 0, readings } });
    expect(figures([...cells], { delimiter, decimal: readings[0] === 1037 ? '.' : ',' })).toEqual([1037, 1043]);
  });
});

const styles: Record<string, (value: number) => string> = Object.fromEntries(
  ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN', 'sv-SE', 'pl-PL', 'es-ES', 'pt-BR', 'ar-EG', 'fa-IR', 'mr-IN'].map(
    (locale) => [
      locale,
      (value: number) =>
        new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value),
    ],
  ),
);

test('figures with decimals read the same in every country', () => {
  const values = fc.array(
    fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(values, fc.constantFrom(...Object.keys(styles)), (given, style) => {
      expect(
        figures(
          given.map((value) => (styles[style] as (value: number) => string)(value)),
          { delimiter: ';' },
        ),
      ).toEqual(given.map((value) => (value === 0 ? expect.closeTo(0) : value)));
    }),
    runs(),
  );
});
