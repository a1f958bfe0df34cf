import type { Sample } from '../samples.ts';

const fewest = 14;
/** A total may begin anew: every week, every month, with each restart. */
const mostResets = 1 / 6;
const resetBelow = 0.5;
const mostlyRises = 0.7;

/** Whether values rise and rise, but for falls to less than half, as totals that begin anew do, and do not return at once. No daily figure does. */
export function looksLikeRunningTotal(samples: readonly Sample[]): boolean {
  if (samples.length < fewest || samples.some(({ value, denominator }) => value < 0 || denominator !== undefined))
    return false;
  const steps = samples.slice(1).map(({ value }, i) => ({
    before: (samples[i] as Sample).value,
    value,
    next: samples[i + 2]?.value ?? value,
  }));
  const falls = steps.filter(({ before, value }) => value < before);
  const rises = steps.filter(({ before, value }) => value > before);
  return (
    falls.every(({ before, value, next }) => value < resetBelow * before && next < before) &&
    falls.length <= mostResets * steps.length &&
    rises.length >= mostlyRises * steps.length
  );
}

/**
 * What was added in each bucket. After a fall the total began anew, and what it says is all new. The first bucket, and one behind a gap, cannot be told; `untold` are the
 * latter.
 */
export function increases(samples: readonly Sample[], length: number): { samples: Sample[]; untold: number[] } {
  const added: Sample[] = [];
  const untold: number[] = [];
  for (const [i, { t, value }] of samples.entries()) {
    const before = samples[i - 1];
    if (!before) continue;
    if (Math.abs(t - before.t - length) > 0.1 * length) untold.push(t);
    else added.push({ t, value: value < before.value ? value : value - before.value });
  }
  return { samples: added, untold };
}
