import { pooled } from '../../../analysis/arms/pooled.ts';
import { countOf } from '../../../analysis/bucket.ts';
import type { Sample, Series } from '../../../analysis/samples.ts';
import { nameOf } from './names.ts';

const length = { day: 86_400_000, hour: 3_600_000 };
/** Share of its rows that a bucket must have to count. */
const wholeEnough = 0.9;

/**
 * Combines several samples a bucket into one: sums or means; for ratios and means, always the sums of their parts. A
 * bucket with missing rows is left out and named. With rows at a fixed step, that is one that lacks a tenth of them;
 * otherwise the first and the last, which may be incomplete. Rows at no fixed step are what happened: of a bucket between
 * others in which nothing did, the sum is zero.
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
  const summed = kept.map(([t, own]): Sample => ({ t, ...together(own, how) }));
  const nothing = step === undefined && how === 'sum' ? between(summed, length[bucket]) : [];
  return {
    samples: [...summed, ...nothing].sort((a, b) => a.t - b.t),
    notes: [
      ...(parts.length === 0
        ? []
        : [
            `${names.join(', ')}${more} ${parts.length === 1 ? 'is' : 'are'} left out: rows of ${parts.length === 1 ? 'it' : 'them'} may be missing.`,
          ]),
      ...(nothing.length === 0
        ? []
        : [`${countOf(bucket, nothing.length)} without a row ${nothing.length === 1 ? 'counts' : 'count'} as zero.`]),
    ],
  };
}

/** Zeros for the buckets that are missing between others; where ratios or means are added up there is no such value. */
function between(samples: readonly Sample[], step: number): Sample[] {
  if (samples.some(({ denominator, stddev, n }) => (denominator ?? stddev ?? n) !== undefined)) return [];
  return samples.slice(1).flatMap(({ t }, i) => {
    const before = (samples[i] as Sample).t;
    return Array.from({ length: Math.round((t - before) / step) - 1 }, (_, k) => ({
      t: before + (k + 1) * step,
      value: 0,
    }));
  });
}

function together(own: readonly Sample[], how: 'sum' | 'mean'): Omit<Sample, 't'> {
  const [first] = own;
  if (first?.denominator !== undefined || (first?.stddev !== undefined && first.n !== undefined)) return pooled(own);
  const sum = own.reduce((total, { value }) => total + value, 0);
  return { value: how === 'sum' ? sum : sum / own.length };
}
