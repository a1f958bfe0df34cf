import type { Aligned } from '../align.ts';

/** For fewer days the product itself may have been out. */
const fewest = 7;

/** The longest stretch of zeros since the release that is over again, in a metric that never was zero before: [from, to) by slot. */
export function zeroRun({
  values,
  before,
  after,
}: Pick<Aligned, 'values' | 'before' | 'after'>): [number, number] | undefined {
  if (values.subarray(0, before).includes(0)) return undefined;
  let longest: [number, number] | undefined;
  let from = after;
  for (let slot = after; slot < values.length; slot++) {
    if (values[slot] !== 0) {
      if (slot - from >= Math.max(fewest, longest ? longest[1] - longest[0] + 1 : 0)) longest = [from, slot];
      from = slot + 1;
    }
  }
  return longest;
}
