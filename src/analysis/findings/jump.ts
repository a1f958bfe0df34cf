import { meanOf, medianOf, spreadOf } from '../mean-and-median.ts';

/** Values from `slot` on are `factor` times those before it; `isUnit`: as often as a change of the unit makes them. */
export interface Jump {
  slot: number;
  factor: number;
  isUnit: boolean;
}

/** Per cent and shares, thousands, minutes and seconds, hours and milliseconds. */
const unitFactors = [60, 100, 1_000, 3_600, 10_000, 60_000, 86_400, 1_000_000];
/** How far from one of them, as a logarithm. */
const unitSlack = 0.12;
/** No change of a product does that at once. */
const implausible = 25;
/** A fall of whole numbers is another unit where it comes this close to one, and what is left is still so large that this can be told. */
const [closely, leastLeft] = [0.05, 100];
const fewestCounted = 10;
const largestError = 0.2;
/** Values that are looked at on either side: a week, and as many of it after as tell that it stays. */
const [reach, fewestBefore, fewestAfter] = [7, 5, 3];

/**
 * The first place, from `from` on, at which a level that is known goes to 25 times of itself at once and stays there for days, or to as many times (or as small a part) as
 * another unit would make of it: a change in what is counted, until somebody shows that it is not. The slot before it may be a mixture of both.
 *
 * A level is known where its error is below a fifth; of whole numbers also from 10 on. Most falls of whole numbers are none, nor is the way back: errors are mended, and so are outages.
 * Example: 31, 30, 33, 32, 31, 30, 29, 0.31, 0.3, 0.32: a jump to a hundredth.
 *
 * @param counted what was counted in each slot, where that is known: the numerators of a ratio
 */
export function jumpIn(values: Float64Array, from: number, counted?: Float64Array): Jump | undefined {
  return firstIn(values, from, counted, ({ factor, isUnit }) => isUnit || factor > 1);
}

/**
 * The first place at which a level that is known falls to a 25th or less at once, for good: no unit is like that, so it may be what really happened. Example: weeks around 1,000, then
 * days around 20 up to the last.
 */
export function collapseIn(values: Float64Array, from: number, counted?: Float64Array): Jump | undefined {
  const fall = firstIn(values, from, counted, ({ factor, isUnit }) => !isUnit && factor < 1);
  const since = fall && values.subarray(fall.slot).filter((value) => !Number.isNaN(value));
  return fall && medianOf(since?.subarray(-fewestAfter) ?? []) < medianOf(values.subarray(0, fall.slot)) / implausible
    ? fall
    : undefined;
}

function firstIn(
  values: Float64Array,
  from: number,
  counted: Float64Array | undefined,
  isWanted: (jump: Omit<Jump, 'slot'>) => boolean,
): Jump | undefined {
  const slots = Array.from(values.keys()).filter((slot) => !Number.isNaN(values[slot] as number));
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const slot of slots) {
    least = Math.min(least, values[slot] as number);
    most = Math.max(most, values[slot] as number);
  }
  if (least < 0 || (least > 0 && most < implausible * least)) return undefined;
  for (let at = fewestBefore; at + fewestAfter <= slots.length; at++) {
    const slot = slots[at] as number;
    if (slot < from) continue;
    for (const skipped of [0, 1]) {
      const before = slots.slice(Math.max(0, at - skipped - reach), at - skipped);
      const after = slots.slice(at, at + reach);
      const factor = factorBetween(before, after, values, counted);
      if (factor && isWanted(factor) && !comesBack(before, slots.slice(0, at - skipped), values, factor.factor))
        return { slot, ...factor };
    }
  }
  return undefined;
}

/** Values come back this near to what they were before they jumped. */
const backWithin = Math.log(2);

/** Where values that jumped are as they were again: another unit for some time. Example: weeks around 350, nine days around 0.35, around 350 again: the first of those. */
export function wayBack(values: Float64Array, jump: Jump, counted?: Float64Array): number | undefined {
  // The slot after a jump can be told as the jump as well: the one before it may be a mixture.
  const back = jumpIn(values, jump.slot + 2, counted);
  return back && Math.abs(Math.log(jump.factor * back.factor)) < backWithin ? back.slot : undefined;
}

/** Whole numbers that come back to about what they were before they fell: the fall was none, nor is this. */
function comesBack(low: number[], until: number[], values: Float64Array, factor: number): boolean {
  const all = until.map((slot) => values[slot] as number);
  if (factor < 1 || !all.every(Number.isInteger)) return false;
  const level = medianOf(low.map((slot) => values[slot] as number));
  const fell = all.findLastIndex((value) => value > level * Math.sqrt(factor));
  const earlier = medianOf(all.slice(Math.max(0, fell + 1 - reach), fell + 1));
  return earlier > (level * factor) / 2 && earlier < level * factor * 2;
}

function factorBetween(
  beforeSlots: number[],
  afterSlots: number[],
  values: Float64Array,
  counted: Float64Array | undefined,
): Omit<Jump, 'slot'> | undefined {
  if (beforeSlots.length < fewestBefore || afterSlots.length < fewestAfter) return undefined;
  const [before, after] = [beforeSlots, afterSlots].map((slots) => slots.map((slot) => values[slot] as number)) as [
    number[],
    number[],
  ];
  const [low, high] = [medianOf(before), medianOf(after)];
  if (!(low > 0 && high > 0)) return undefined;
  const factor = high / low;
  if (Math.max(factor, 1 / factor) < implausible) return undefined;
  const middle = Math.sqrt(low * high);
  const isApart = (value: number, side: number) => (value - middle) * side > 0;
  const up = Math.sign(high - low);
  if (!before.every((value) => isApart(value, -up)) || !after.every((value) => isApart(value, up))) return undefined;
  const errors = [before, after].map((own) => spreadOf(own) / meanOf(own) / Math.sqrt(own.length));
  if (!((errors[0] as number) < largestError)) return undefined;
  const isWhole = counted === undefined && [...before, ...after].every(Number.isInteger);
  const sizes = isWhole ? before : counted && beforeSlots.map((slot) => counted[slot] as number);
  if (sizes && meanOf(sizes) < fewestCounted) return undefined;
  const off = Math.min(...unitFactors.map((unit) => Math.abs(Math.abs(Math.log(factor)) - Math.log(unit))));
  const isMended = isWhole && factor < 1 && !(off < closely && high >= leastLeft);
  const isUnit = off < unitSlack && (errors[1] as number) < largestError && !isMended;
  return { factor, isUnit };
}
