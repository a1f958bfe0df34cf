import { buckets } from '../bucket.ts';
import type { Series } from '../samples.ts';

/** A series slot by slot, NaN where there is no value. */
interface Slots {
  values: Float64Array;
  /** Start of each slot, epoch milliseconds. */
  starts: Float64Array;
  /** How much was looked at in each, where every sample tells it: a ratio's denominators. */
  sizes?: Float64Array;
}

export function slotsOf({ bucket, samples }: Series): Slots {
  const { length } = buckets[bucket];
  const first = samples[0]?.t ?? 0;
  const slotOf = (t: number) => Math.round((t - first) / length);
  const size = slotOf(samples.at(-1)?.t ?? 0) + 1;
  const values = new Float64Array(size).fill(Number.NaN);
  const starts = Float64Array.from({ length: size }, (_, slot) => first + slot * length);
  const sizes = values.slice();
  for (const { t, value, denominator } of samples) {
    values[slotOf(t)] = value;
    sizes[slotOf(t)] = denominator ?? Number.NaN;
  }
  return { values, starts, ...(samples.every(({ denominator }) => denominator !== undefined) ? { sizes } : {}) };
}
