/** Fewest buckets of the same value that say something, by the length of the bucket. */
const fewest = { day: 3, hour: 24 } as const;
/** Chance that the last values are all alike with nothing being wrong. */
const leastChance = { zero: 1e-5, same: 1e-6 };

/**
 * First slot of the last values, if these are all zero or all the same and never were for long before: the count is broken, or what is shown stands still. Slots without
 * a value are passed over.
 *
 * By chance, values like those before it would do so less than once in 100,000 times, and nothing half as long has been there. Example: 60 days around 1,000, then five of 0: the first 0.
 *
 * @param sizes how much was looked at in each slot, where that is known (a ratio's denominators): while that goes on, an error rate of zero is one
 */
export function deadFrom(values: Float64Array, bucket: 'day' | 'hour', sizes?: Float64Array): number | undefined {
  const slots = Array.from(values.keys()).filter((slot) => !Number.isNaN(values[slot] as number));
  const last = values[slots.at(-1) ?? -1];
  if (last === undefined) return undefined;
  const run = slots.length - 1 - slots.findLastIndex((slot) => values[slot] !== last);
  const start = slots.length - run;
  if (run < fewest[bucket] || start === 0) return undefined;
  if (sizes && new Set(slots.slice(start).map((slot) => sizes[slot])).size > 1) return undefined;
  const earlier = slots.slice(0, start).map((slot) => values[slot] as number);
  if (2 * longestRun(earlier) >= run) return undefined;
  const zeros = earlier.filter((value) => value === 0).length;
  const same = earlier.filter((value, i) => i > 0 && value === earlier[i - 1]).length;
  const shareOf = (count: number) => (count + 0.5) / (earlier.length + 1);
  const isRare = last === 0 ? shareOf(zeros) ** run < leastChance.zero : shareOf(same) ** (run - 1) < leastChance.same;
  return isRare ? slots[start] : undefined;
}

function longestRun(values: number[]): number {
  let [longest, run] = [0, 0];
  for (const [i, value] of values.entries()) {
    run = value === values[i - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
