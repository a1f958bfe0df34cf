import { medianOf } from '../mean-and-median.ts';

/** Weeks on either side from which the usual value of a weekday is taken. */
const weeks = 3;
/** Months in which such a day was unlike others; of the nth weekday there are so many kinds that three would come by chance. */
const [fewestMonths, fewestOfWeekdays] = [3, 4];
/** Noises that such a day lies off its weekday, in every month; and the share of the usual value. */
const [farOff, largeShare] = [5, 0.25];
/** More days than this are no calendar of bills. */
const mostDays = 4;

/** Days that come once a month, and are unlike all others. */
export interface MonthlyDays {
  /** `the 1st`, `the last working day`, `the second Tuesday`. */
  name: string;
  has: (t: number) => boolean;
}

/**
 * Days of the month that are unlike all others, month after month: when bills are sent, salaries paid, reports made. By their number, the last day, the first or last working day, or
 * the nth of a weekday, whichever fits first.
 *
 * A day counts that lay, in each of three months or more, more than five noises and a quarter off the median of the same weekdays around it, always to the same side.
 *
 * @param starts of the slots, midnight UTC of their dates
 * @param before slots of history: what comes after tells nothing of what is usual
 */
export function monthlyDays(values: Float64Array, starts: Float64Array, before: number): MonthlyDays[] {
  const days = Array.from({ length: before }, (_, slot) => ({
    t: starts[slot] as number,
    share: (values[slot] as number) / usualOf(values, slot, before) - 1,
  })).filter(({ share }) => Number.isFinite(share));
  const noise = 1.4826 * medianOf(days.map(({ share }) => Math.abs(share)));
  if (!(noise > 0)) return [];
  const least = Math.max(farOff * noise, largeShare);
  for (const { kind, fewest } of kinds) {
    const of = Map.groupBy(days, ({ t }) => kind(t));
    const found = [...of].flatMap(([name, own]) => {
      const up = Math.sign(own[0]?.share ?? 0);
      const isUnlike = own.length >= fewest && own.every(({ share }) => share * up > least);
      return name !== undefined && isUnlike ? [name] : [];
    });
    if (found.length > mostDays) return [];
    if (found.length > 0) return found.sort(byNumber).map((name) => ({ name, has: (t: number) => kind(t) === name }));
  }
  return [];
}

const day = 86_400_000;
const dateOf = (t: number) => new Date(t + day / 2);
const numberOf = (t: number) => dateOf(t).getUTCDate();
const isWorkday = (t: number) => ![0, 6].includes(dateOf(t).getUTCDay());
const isLast = (t: number) => numberOf(t + day) === 1;
const byNumber = (a: string, b: string) =>
  (Number.parseInt(a.slice(4), 10) || 32) - (Number.parseInt(b.slice(4), 10) || 32);

/** What days that come once a month go by: the last day by that, not by its number. */
const kinds: { kind: (t: number) => string | undefined; fewest: number }[] = [
  { kind: (t) => (isLast(t) ? 'the last' : `the ${ordinal(numberOf(t))}`), fewest: fewestMonths },
  { kind: (t) => (isWorkday(t) ? edgeOf(t) : undefined), fewest: fewestMonths },
  { kind: (t) => `the ${nth[Math.ceil(numberOf(t) / 7) - 1]} ${weekday.format(dateOf(t))}`, fewest: fewestOfWeekdays },
];

const nth = ['first', 'second', 'third', 'fourth', 'fifth'];
const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });

/** The first or last working day of its month, if it is one of them. */
function edgeOf(t: number): string | undefined {
  const of = (step: number) => {
    let other = t + step;
    while (!isWorkday(other)) other += step;
    return dateOf(other).getUTCMonth() !== dateOf(t).getUTCMonth();
  };
  return of(day) ? 'the last working day' : of(-day) ? 'the first working day' : undefined;
}

function ordinal(day: number): string {
  const ending = day >= 11 && day <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

/** The same weekday in the weeks around. */
function usualOf(values: Float64Array, slot: number, before: number): number {
  const around: number[] = [];
  for (let week = -weeks; week <= weeks; week++) {
    const other = slot + 7 * week;
    if (week !== 0 && other >= 0 && other < before) around.push(values[other] as number);
  }
  return medianOf(around);
}
