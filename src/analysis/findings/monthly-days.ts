import { medianOf } from '../mean-and-median.ts';

/** Weeks on either side from which the usual value of a weekday is taken. */
const weeks = 3;
const fewestMonths = 3;
/** Noises that such a day lies off its weekday, in every month; and the share of the usual value. */
const [farOff, largeShare] = [5, 0.25];
/** More days than this are no calendar of bills. */
const mostDays = 4;

/**
 * Days of the month that are unlike all others, month after month: when bills are sent, salaries paid, reports made. 31 is the last day of a month, whatever its number.
 *
 * A day counts that lay, in each of three months or more, more than five noises and a quarter off the median of the same weekdays around it, always to the same side.
 *
 * @param starts of the slots, midnight UTC of their dates
 * @param before slots of history: what comes after tells nothing of what is usual
 */
export function monthlyDays(values: Float64Array, starts: Float64Array, before: number): number[] {
  const off = new Map<number, { noise: number; share: number }[]>();
  const apart: number[] = [];
  for (let slot = 0; slot < before; slot++) {
    const value = values[slot] as number;
    const usual = usualOf(values, slot, before);
    if (Number.isNaN(value) || !(usual > 0)) continue;
    apart.push(Math.abs(value - usual) / usual);
  }
  const noise = 1.4826 * medianOf(apart);
  if (!(noise > 0)) return [];
  for (let slot = 0; slot < before; slot++) {
    const value = values[slot] as number;
    const usual = usualOf(values, slot, before);
    if (Number.isNaN(value) || !(usual > 0)) continue;
    const share = (value - usual) / usual;
    const day = dayOfMonth(starts[slot] as number);
    off.set(day, [...(off.get(day) ?? []), { noise: share / noise, share }]);
  }
  const found = [...off].filter(([, own]) => {
    const up = Math.sign(own[0]?.share ?? 0);
    return own.length >= fewestMonths && own.every((one) => one.noise * up > farOff && one.share * up > largeShare);
  });
  return found.length > mostDays ? [] : found.map(([day]) => day).sort((a, b) => a - b);
}

const day = 86_400_000;

/** The number of a day in its month, counted from the end for the last one. */
export function dayOfMonth(t: number): number {
  const date = new Date(t + day / 2);
  const tomorrow = new Date(t + 1.5 * day);
  return tomorrow.getUTCDate() === 1 ? 31 : date.getUTCDate();
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
