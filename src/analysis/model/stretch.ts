import { meanOf, medianOf } from '../mean-and-median.ts';
import { turns } from './turns.ts';

/** Slots since the release, [from, to), that are unlike those before and after them. */
export interface Stretch {
  from: number;
  to: number;
}

/** A shorter one stands alone: `freak-days.ts`. */
const [shortest, longest] = [2, 21];
/** What begins with the release may be there for longer, if it has been over for a week. */
const week = 7;
/** Noises that it lies off on average; the others keep to within half of that. */
const farOff = 6;

/**
 * What was over before the window ended, such as a campaign in its second week, or what began with the release and was over after other days than those that are always tried
 * beside a lasting part (`turns`).
 * Undefined: there is none, or it cannot be told from what else happened.
 *
 * Assumes a calm metric: no day of the history lies half as far from the history's middle.
 * @param level the slots since the release with their season off; `history` those before it
 * Example: four days around 1,000, five around 1,600, eighteen around 1,000: from 4 to 9.
 */
export function stretchOf(level: Float64Array, noise: number, history: Float64Array): Stretch | undefined {
  const within = unlike(level, medianOf(level), noise, history);
  if (
    within &&
    !isTried(within) &&
    lengthOf(within) <= Math.min(longest, seen(level) / 2) &&
    within.to <= level.length - shortest
  )
    return within;
  const early = unlike(level, medianOf(level.subarray(-week)), noise, history);
  return early?.from === 0 && !isTried(early) && early.to <= level.length - week ? early : undefined;
}

/** Those that begin with the release are, after most days. */
const isTried = ({ from, to }: Stretch) => from === 0 && turns.day.some((turn) => turn === to);

/** The only slots that lie far from `middle`, if they are in a row and on one side. */
function unlike(level: Float64Array, middle: number, noise: number, history: Float64Array): Stretch | undefined {
  const there = [...level.keys()].filter((slot) => !Number.isNaN(level[slot]));
  const far = there.reduce((most, slot) => Math.max(most, Math.abs((level[slot] as number) - middle)), 0);
  const found = there.filter((slot) => Math.abs((level[slot] as number) - middle) > far / 2);
  const [first, last] = [found[0] ?? 0, found.at(-1) ?? 0];
  const within = there.filter((slot) => slot >= first && slot <= last);
  if (within.length !== found.length || found.length < shortest) return undefined;
  const off = Float64Array.from(found, (slot) => (level[slot] as number) - middle);
  const isOneSided = off.every((value) => value > 0 === (off[0] as number) > 0);
  const size = Math.abs(meanOf(off));
  const usual = medianOf(history);
  const isCalm = history.every((value) => !(Math.abs(value - usual) > size / 2));
  return isOneSided && isCalm && size > farOff * noise ? { from: first, to: last + 1 } : undefined;
}

const lengthOf = ({ from, to }: Stretch) => to - from;
const seen = (level: Float64Array) => level.filter((value) => !Number.isNaN(value)).length;

/** What is left once it is laid at the level of the others: its edges are no wild days. */
export function withoutStretch(level: Float64Array, { from, to }: Stretch): Float64Array {
  const others = medianOf(level.map((value, slot) => (slot >= from && slot < to ? Number.NaN : value)));
  const off = medianOf(level.subarray(from, to)) - others;
  return level.map((value, slot) => (slot >= from && slot < to ? value - off : value));
}
