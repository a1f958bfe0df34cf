import { day } from '../../domain/day.ts';
import type { Readout } from '../../domain/readout/readout.ts';

/** Whoever reads it soon after it is posted: years that are not theirs are shown. */
export function readerOf({ shippedAt, afterDays }: Readout): Date {
  return new Date(shippedAt.getTime() + afterDays * day);
}
