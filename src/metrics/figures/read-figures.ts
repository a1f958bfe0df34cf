import { decimalMark } from './decimal-mark.ts';
import type { Cell } from './parse-figure.ts';
import { isMissing, isMoney, type Mark, numberOf, type Written, writtenFigure } from './written-figure.ts';

/** The figures of a column; or a cell that could be two figures, if no other cell shows the decimal mark. */
export type Figures = { figures: Cell[]; unit: string } | { ambiguous: { index: number; readings: [number, number] } };

export interface FigureOptions {
  /** The delimiter: programs that use commas there write decimal points. */
  delimiter: string;
  /** If somebody has named it. */
  decimal?: Mark | undefined;
}

/**
 * Reads a column of figures as people and spreadsheets write them: any thousands separator, a decimal point or comma,
 * currencies, percentages (`3%` is the share 0.03), minus signs of every kind, one unit for all. The whole column
 * decides what a cell leaves open.
 */
export function readFigures(cells: readonly string[], { delimiter, decimal }: FigureOptions): Figures {
  const written = cells.map((cell) => (isMissing(cell) ? undefined : (writtenFigure(cell) ?? 'unfit')));
  const places = written.flatMap((one, index) => (one === undefined || one === 'unfit' ? [] : [{ index, one }]));
  const found = decimal
    ? { mark: decimal }
    : decimalMark(
        places.map(({ one }) => one.numeral),
        delimiter,
      );
  if ('index' in found) {
    const { index, one } = places[found.index] as { index: number; one: Written };
    return {
      ambiguous: { index, readings: ['.', ','].map((mark) => numberOf(one.numeral, mark as Mark)) as [number, number] },
    };
  }
  const unit = commonestUnit(places.map(({ one }) => one.unit));
  return { figures: written.map((one) => cellOf(one, unit, found.mark)), unit };
}

function cellOf(one: Written | 'unfit' | undefined, unit: string, mark: Mark): Cell {
  if (one === undefined) return { kind: 'missing' };
  const unfit = (what: string): Cell => ({ kind: 'unfit', what });
  if (one === 'unfit') return unfit('text where a number is expected');
  // A sum without its currency and a zero without its unit mean what the others mean.
  const number = numberOf(one.numeral, mark);
  if (number === undefined) return unfit(`a number with another decimal mark than "${mark}"`);
  if (one.unit !== unit && number !== 0 && (one.unit !== '' || !isMoney(unit)))
    return unfit(
      `${one.unit === '' ? 'no unit' : 'another unit'} where the others have ${unit === '' ? 'none' : unit}`,
    );
  const figure = Number.isInteger(1 / one.scale) ? number / Math.round(1 / one.scale) : number * one.scale;
  return Number.isFinite(figure) ? { kind: 'figure', figure } : unfit('an infinite or far too large number');
}

/** Of figures without a unit among sums of money, the currency. */
function commonestUnit(units: string[]): string {
  const counts = [...Map.groupBy(units, (unit) => unit)].sort(([, a], [, b]) => b.length - a.length);
  const [first = ''] = counts[0] ?? [];
  return first === '' ? (counts.find(([unit]) => isMoney(unit))?.[0] ?? '') : first;
}
