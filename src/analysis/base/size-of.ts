import type { Aligned } from '../align.ts';
import type { InUnit, Size } from '../effect.ts';
import { meanOf } from '../mean-and-median.ts';
import type { Interval } from '../model/t-mixture.ts';
import type { Prepared } from '../prepare.ts';

/** Fewer counts than these before a release, and the level that a percentage is of is not known. */
const fewCounts = 10;
/** The level without the release may be this much of its estimate, and a percentage of it still says something. */
const known = 0.2;

/**
 * How much a step on the scale of the filter comes to over slots that measured so much: in the metric's unit, and relative to the level that would have been, which
 * is what was measured less the effect. Where the values are a count or a share no end leads out of what is possible.
 *
 * @param unseen the level that there may be though nothing was seen of it
 */
export function sizeOf(prepared: Prepared, measured: number, told: Interval, unseen = 0): Size {
  const { scale, unit, bounds } = prepared;
  const steps = [told.step, told.low, told.high] as const;
  if (scale.kind === 'log') {
    const [relative, low, high] = steps.map((at) => Math.expm1(at * unit)) as [number, number, number];
    const [value, least, most] = steps.map((at) => measured * -Math.expm1(-at * unit)) as [number, number, number];
    return { relative, low, high, absolute: { value, low: least, high: most } };
  }
  // What would have been lies within what is possible.
  const [value, low, high] = steps.map(
    (at) => measured - Math.min(bounds.most, Math.max(bounds.least, measured - scale.from(at * unit))),
  ) as [number, number, number];
  const absolute = { value, low, high };
  const base = inUnit(prepared, measured, absolute)?.base;
  const share = (end: number) => (base === undefined ? end / (measured - end) : end / base);
  const least = measured === 0 && high < 0 ? Math.min(0, share(high) + unseen / -high) : share(high);
  return { relative: share(value), low: share(low), high: least, absolute };
}

/** So many may be expected of what was not seen once, at 95% (the rule of three, two-sided). */
const expectedOfNone = 3.7;

/** The level at which nothing might have been seen in slots [from, to), where single ones are counted. */
export function unseenIn(
  { kept, countedBefore }: Pick<Prepared, 'kept' | 'countedBefore'>,
  parts: Aligned['parts'],
  from: number,
  to: number,
): number {
  const looks = (parts?.denominators ?? kept).subarray(from, to).filter((value) => !Number.isNaN(value));
  if (parts) return expectedOfNone / looks.reduce((sum, value) => sum + value, 0);
  return countedBefore === undefined ? 0 : expectedOfNone / looks.length;
}

/**
 * Whether per cent of the level without the release say nothing: it is not above zero over the whole interval, or it is of a handful of counts. Then everything is a
 * share of one size: of that level, or where it is just zero of what the values usually come to.
 */
export function inUnit(
  prepared: Prepared,
  measured: number,
  { value, low, high }: Size['absolute'],
): InUnit | undefined {
  const { scale, countedBefore = fewCounts } = prepared;
  if (scale.kind === 'log') return undefined;
  const middle = measured - (low + high) / 2;
  if (countedBefore >= fewCounts && middle > 0 && measured - high > known * middle) return undefined;
  return { base: Math.abs(measured - value) || scale.from(1) };
}

/** The mean of what was measured in slots [from, to); of ratios, their sums over each other. */
export function measuredIn({ values, parts }: Pick<Aligned, 'values' | 'parts'>, from: number, to: number): number {
  if (!parts) return meanOf(values.subarray(from, to));
  let [numerator, denominator] = [0, 0];
  for (let t = from; t < to; t++) {
    if (Number.isNaN(values[t] as number)) continue;
    numerator += parts.numerators[t] as number;
    denominator += parts.denominators[t] as number;
  }
  return denominator === 0 ? meanOf(values.subarray(from, to)) : numerator / denominator;
}
