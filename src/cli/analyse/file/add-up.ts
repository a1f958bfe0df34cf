import { pooled } from '../../../analysis/arms/pooled.ts';
import type { Sample, Series } from '../../../analysis/samples.ts';
import { nameOf } from './names.ts';

const length = { day: 86_400_000, hour: 3_600_000 };
/** Share of its rows that a bucket must have to count. */
const wholeEnough = 0.9;

/**
 * Combines several samples a bucket into one: sums or means; for ratios and means, always the sums of their parts. A
 * bucket with missing rows is left out and named. With rows at a fixed step, that is one that lacks a tenth of them;
 * otherwise the first and the last, which may be incomplete.
 */
export function addUp(
  samples: readonly Sample[],
  { bucket, step, how }: { bucket: Series['bucket']; step?: number | undefined; how: 'sum' | 'mean' },
): { samples: Sample[]; notes: string[] } {
  const groups = [...Map.groupBy(samples, ({ t }) => t)].sort(([a], [b]) => a - b);
  const whole = (step === undefined ? 0 : wholeEnough * length[bucket]) / (step ?? 1);
  const isPart = (own: readonly Sample[], i: number) =>
    step === undefined ? i === 0 || i === groups.length - 1 : own.length < whole;
  const parts = groups.filter(([, own], i) => isPart(own, i));
  const kept = groups.filter(([, own], i) => !isPart(own, i));
  const names = parts.slice(0, 3).map(([t]) => nameOf(t, bucket));
  const more = parts.length > 3 ? ` and ${parts.length - 3} more` : '';
  return {
    samples: kept.map(([t, own]) => ({ t, ...together(own, how) })),
    notes:
      parts.length === 0
        ? []
        : [
            `${names.join(', ')}${more} ${parts.length === 1 ? 'is' : 'are'} left out: rows of ${parts.length === 1 ? 'it' : 'them'} may be missing.`,
          ],
  };
}

function together(own: readonly Sample[], how: 'sum' | 'mean'): Omit<Sample, 't'> {
  const [first] = own;
  if (first?.denominator !== undefined || (first?.stddev !== undefined && first.n !== undefined)) return pooled(own);
  const sum = own.reduce((total, { value }) => total + value, 0);
  return { value: how === 'sum' ? sum : sum / own.length };
}
