import { fullYear, type Triple, valid, type Ymd } from './written-time.ts';

export type Order = 'dmy' | 'mdy' | 'ymd';

const day = 86_400_000;
/** Fewer consecutive days say nothing: the firsts of some months are as likely. */
const fewestInRow = 8;

/** Several orders: all are possible, or the column mixes them. */
export type Orders = { several: Order[]; areMixed: boolean };

/**
 * The order in which a column writes its dates: the only one in which each is a date, else the only one in which they
 * are consecutive days. If none fits all: the one that fits most.
 */
export function orderOf(dates: readonly Triple[]): Order | Orders {
  const fits = (['dmy', 'mdy', 'ymd'] as const).map((order) => {
    const read = dates.flatMap((date) => ymdOf(date, order) ?? []);
    return { order, count: read.length, inRow: inRow(read) };
  });
  const most = Math.max(...fits.map(({ count }) => count));
  const best = fits.filter(({ count }) => count === most);
  const [{ order } = { order: 'dmy' as Order }] = best;
  if (best.length === 1 && most > 0 && areMixed(dates, order))
    return { several: [order, turned(order)], areMixed: true };
  if (best.length === 1 || most === 0) return order;
  // Every cell is the same in each order: 1/1/2026.
  const same = dates.every((date) => new Set(best.map(({ order }) => isoOf(date, order))).size === 1);
  const rows = best.filter((fit) => fit.inRow);
  if (same || rows.length === 1) return (rows[0] ?? best[0])?.order ?? 'dmy';
  return { several: best.map(({ order }) => order), areMixed: false };
}

const turned = (order: Order): Order => (order === 'mdy' ? 'dmy' : 'mdy');

/**
 * Spreadsheets turn the dates that they take for those of their own country, up to the 12th, and leave the others: with
 * these turned back the days are consecutive, and otherwise scattered over the year.
 */
function areMixed(dates: readonly Triple[], order: Order): boolean {
  if (order === 'ymd') return false;
  const asOne = dates.flatMap((date) => ymdOf(date, order) ?? []);
  const turnedBack = dates.flatMap((date) => ymdOf(date, turned(order)) ?? ymdOf(date, order) ?? []);
  return !inRow(asOne, 0.9) && inRow(turnedBack, 0.9);
}

/**
 * A date among those whose order is written that was turned before it was written: with such dates turned back all days
 * are consecutive, and otherwise scattered over the year. A spreadsheet leaves days after the 12th as they were.
 */
export function turnedIn(written: readonly Ymd[], others: readonly Ymd[]): [Ymd, Ymd] | undefined {
  const all = [...written, ...others];
  // None after the 12th: one a month.
  if (all.filter((date) => date.day > 12).length < all.length / 4 || inRow(all, 0.9)) return undefined;
  const back = (date: Ymd) => valid(date.year, date.day, date.month);
  if (!inRow([...written.map((date) => back(date) ?? date), ...others], 0.9)) return undefined;
  return written.flatMap((date): [Ymd, Ymd][] => {
    const other = back(date);
    return other && date.month !== date.day ? [[date, other]] : [];
  })[0];
}

/** The date that three numbers are in an order; undefined: none. */
export function ymdOf({ numbers: [one, two, three], dayFirst }: Triple, order: Order): Ymd | undefined {
  if (dayFirst && order !== 'dmy') return undefined;
  if (order === 'dmy') return valid(fullYear(three), two, one);
  if (order === 'mdy') return valid(fullYear(three), one, two);
  return three < 100 ? valid(fullYear(one), two, three) : undefined;
}

export function isoOf(date: Triple, order: Order): string {
  const found = ymdOf(date, order);
  return found ? isoDay(found) : '';
}

export const isoDay = ({ year, month, day: date }: Ymd): string =>
  new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);

function inRow(dates: Ymd[], share = 0.5): boolean {
  const times = [...new Set(dates.map(({ year, month, day: date }) => Date.UTC(year, month - 1, date)))].sort(
    (a, b) => a - b,
  );
  const steps = times.slice(1).filter((time, i) => time - (times[i] as number) === day);
  return times.length >= fewestInRow && steps.length > share * (times.length - 1);
}
