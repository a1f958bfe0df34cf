import type { Aligned } from './align.ts';
import type { Size } from './effect.ts';
import { meanOf } from './mean-and-median.ts';
import type { Prepared } from './prepare.ts';

/** Fewer counts than these before a release, and the level that a percentage is of is not known. */
const fewCounts = 10;
/** The level without the release may be this much of its estimate, and a percentage of it still says something. */
const known = 0.2;

/** A step on the scale of the filter with half its interval. */
interface Step {
  step: number;
  reach: number;
}

/**
 * How much a step comes to over slots that measured so much: in the metric's unit, and relative to the level that would have been, which
 * is what was measured less the effect. Where the values are a count or a share no end leads out of what is possible.
 */
export function sizeOf(prepared: Prepared, measured: number, { step, reach }: Step): Size {
  const { scale, unit, bounds } = prepared;
  const ends = [step, step - reach, step + reach].map((at) => {
    if (scale.kind === 'log') return measured * -Math.expm1(-at * unit);
    // What would have been lies within what is possible.
    return measured - Math.min(bounds.most, Math.max(bounds.least, measured - scale.from(at * unit)));
  }) as [number, number, number];
  const [value, low, high] = ends;
  const without = measured - value;
  const share = (end: number) => {
    if (scale.kind === 'log') return Number.NaN;
    if (isLevelKnown(prepared, measured, low, high)) return end / (measured - end);
    const base = Math.abs(without) || scale.from(1);
    return bounds.least === 0 ? Math.max(-1, end / base) : end / base;
  };
  const relative =
    scale.kind === 'log' ? [step, step - reach, step + reach].map((at) => Math.expm1(at * unit)) : ends.map(share);
  return {
    relative: relative[0] as number,
    low: relative[1] as number,
    high: relative[2] as number,
    absolute: { value, low, high },
  };
}

/** Whether percent of the level without the release say something: it is above zero over the whole interval, and not of a handful of counts. */
function isLevelKnown(prepared: Prepared, measured: number, low: number, high: number): boolean {
  if (prepared.scale.kind === 'log') return true;
  if (prepared.countedBefore !== undefined && prepared.countedBefore < fewCounts) return false;
  const middle = measured - (low + high) / 2;
  return middle > 0 && measured - high > known * middle;
}

/** The mean of what was measured in slots [from, to); of ratios, their sums over each other. */
export function measuredIn({ values, parts }: Aligned, from: number, to: number): number {
  if (!parts) return meanOf(values.subarray(from, to));
  let [numerator, denominator] = [0, 0];
  for (let t = from; t < to; t++) {
    if (Number.isNaN(values[t] as number)) continue;
    numerator += parts.numerators[t] as number;
    denominator += parts.denominators[t] as number;
  }
  return denominator === 0 ? meanOf(values.subarray(from, to)) : numerator / denominator;
}
