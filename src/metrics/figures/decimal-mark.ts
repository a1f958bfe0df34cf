import { type Mark, numberOf } from './written-figure.ts';

/** If read rightly, figures with and without a mark are within a factor of 16 of each other; if not, within 60. */
const [near, far] = [Math.log10(16), Math.log10(60)];

/**
 * The decimal mark of a column: the one that leaves no numeral unread. If all could be either (`1,234`), the one by
 * which figures with and without a mark are of one size. Undefined: it cannot be decided.
 */
export function decimalMark(numerals: readonly string[], delimiter: string): { mark: Mark } | { index: number } {
  const read = numerals.map((numeral) => ({ point: numberOf(numeral, '.'), comma: numberOf(numeral, ',') }));
  const points = read.filter(({ point, comma }) => point !== undefined && comma === undefined).length;
  const commas = read.filter(({ point, comma }) => point === undefined && comma !== undefined).length;
  if (points + commas > 0) return { mark: points >= commas ? '.' : ',' };
  const index = read.findIndex(({ point, comma }) => point !== comma);
  if (index < 0) return { mark: '.' };
  const mark = bySize(read) ?? byFormat(numerals, delimiter);
  return mark === undefined ? { index } : { mark };
}

interface Read {
  point: number | undefined;
  comma: number | undefined;
}

function bySize(read: readonly Read[]): Mark | undefined {
  const whole = read.flatMap(({ point, comma }) =>
    point !== undefined && point === comma && point !== 0 ? [point] : [],
  );
  const open = read.filter(({ point, comma }) => point !== comma);
  if (whole.length === 0) return undefined;
  const usual = sizeOf(whole);
  const distance = (mark: keyof Read) => Math.abs(sizeOf(open.flatMap((one) => one[mark] ?? [])) - usual);
  const [point, comma] = [distance('point'), distance('comma')];
  if (point < near && comma > far) return '.';
  return comma < near && point > far ? ',' : undefined;
}

/** Programs that separate columns by commas write decimals with points. */
function byFormat(numerals: readonly string[], delimiter: string): Mark | undefined {
  return delimiter === ',' && !numerals.some((numeral) => numeral.includes(',')) ? '.' : undefined;
}

function sizeOf(figures: number[]): number {
  const sizes = figures.map((figure) => Math.log10(Math.abs(figure))).sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? 0;
}
