import { medianOf } from '../mean-and-median.ts';
import type { Sample } from '../samples.ts';

const fewest = 14;
/** A total may begin anew: every week, every month, with each restart. */
const mostResets = 1 / 6;
const resetBelow = 0.5;
const mostlyRises = 0.7;
/** A total to which little is added rises seldom; with so many values and rises, no daily figure would never have fallen. */
const [fewestQuiet, fewestRises] = [28, 6];
/** What a total adds is within this factor of what was usual each day, and soon it is as many times as large. */
const [alike, grown] = [2, 3];

/** A total may be corrected once in so many buckets, by no more than one usually adds. */
const betweenCorrections = 28;
/** What is added anew from a fall on reaches no further; a total that falls by less was corrected. */
const corrected = 0.9;

/**
 * Whether values rise and rise, but for falls to less than half, as totals that begin anew do, and do not return at once, and for rare small corrections (accounts that were
 * deleted). No daily figure does.
 */
export function looksLikeRunningTotal(samples: readonly Sample[]): boolean {
  if (samples.length < fewest || samples.some(({ value, denominator }) => value < 0 || denominator !== undefined))
    return false;
  const steps = samples.slice(1).map(({ value }, i) => ({
    before: (samples[i] as Sample).value,
    value,
    next: samples[i + 2]?.value ?? value,
  }));
  const rises = steps.flatMap(({ before, value }) => (value > before ? [value - before] : []));
  const neverFalls = steps.every(({ before, value }) => value >= before);
  if (neverFalls && samples.length >= fewestQuiet && rises.length >= fewestRises) return true;
  const usual = medianOf(rises);
  const falls = steps.filter(({ before, value }) => value < before);
  const resets = falls.filter((fall) => !isCorrection(fall) || fall.before - fall.value > usual);
  return (
    falls.length - resets.length <= Math.floor(steps.length / betweenCorrections) &&
    resets.every(({ before, value, next }) => value < resetBelow * before && next < before) &&
    resets.length <= mostResets * steps.length &&
    rises.length >= mostlyRises * steps.length
  );
}

/** Whether daily values were added up from some moment on: each rise is about as large as a usual day was before. */
export function becameRunningTotal(before: readonly Sample[], since: readonly Sample[]): boolean {
  const usual = medianOf(before.map(({ value }) => value));
  const rises = since.slice(1).map(({ value }, i) => value - (since[i] as Sample).value);
  const added = medianOf(rises.filter((rise) => rise > 0));
  const last = since.at(-1)?.value ?? 0;
  return last > grown * usual && added < alike * usual && added * alike > usual && looksLikeRunningTotal(since);
}

const isCorrection = ({ before, value }: { before: number; value: number }) =>
  value < before && value >= corrected * before;

/**
 * What was added in each bucket. After a fall the total began anew, and what it says is all new; after a small one it was corrected, and what was added cannot be told. Neither can
 * the first bucket, nor one after a gap (`untold`).
 */
export function increases(
  samples: readonly Sample[],
  length: number,
): { samples: Sample[]; untold: number[]; corrected: number[] } {
  const added: Sample[] = [];
  const untold: number[] = [];
  const corrections: number[] = [];
  for (const [i, { t, value }] of samples.entries()) {
    const before = samples[i - 1];
    if (!before) continue;
    if (Math.abs(t - before.t - length) > 0.1 * length) untold.push(t);
    else if (isCorrection({ before: before.value, value })) corrections.push(t);
    else added.push({ t, value: value < before.value ? value : value - before.value });
  }
  return { samples: added, untold, corrected: corrections };
}
