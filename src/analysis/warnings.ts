import { type Aligned, longestAfter } from './align.ts';
import { buckets, countOf } from './bucket.ts';
import type { Warning } from './effect.ts';
import { cutWindow, standAlone } from './findings/words.ts';
import type { Prepared } from './prepare.ts';

/** Six weeks of days, a week of hours. */
const comfortable = { day: 42, hour: 168 } as const;
const manyMissing = 0.1;
/** What a reader should know before believing an answer; no jargon, no figure of the metric. */
export function warningsOf(
  aligned: Aligned,
  { outages, freakDays }: Pick<Prepared, 'outages' | 'freakDays'>,
): Warning[] {
  const { bucket, values, before, after, observedBefore, observedAfter } = aligned;
  const { word } = buckets[bucket];
  const warnings: Warning[] = [];
  if (observedBefore < comfortable[bucket])
    warnings.push({
      kind: 'short-history',
      text: `There are only ${countOf(bucket, observedBefore)} of history: its usual ups and downs may not all have shown yet.`,
    });
  const slots = before + values.length - after;
  const missing = slots - observedBefore - observedAfter;
  if (missing > manyMissing * slots)
    warnings.push({ kind: 'gaps', text: `${Math.round((100 * missing) / slots)}% of the ${word}s have no value.` });
  if (outages > 0)
    warnings.push({
      kind: 'outages',
      text: `${countOf(bucket, outages)} of zero ${outages === 1 ? 'is' : 'are'} left aside: all around ${outages === 1 ? 'it' : 'them'} lies far from zero, as if nothing had been counted.`,
    });
  if (freakDays.length > 0)
    warnings.push(
      standAlone(
        freakDays.map((slot) => aligned.starts[slot] as number),
        bucket,
      ),
    );
  if (aligned.isCut) warnings.push(cutWindow(bucket, longestAfter[bucket]));
  if (aligned.holidaysAtRelease.length)
    warnings.push({
      kind: 'holiday',
      text: `The release falls on a holiday: ${aligned.holidaysAtRelease.join(', ')}.`,
    });
  if (aligned.sharedWith.length)
    warnings.push({
      kind: 'overlapping-release',
      text: `${listed(aligned.sharedWith)} shipped within the same ${bucket === 'day' ? 'week' : 'day'}: the effect is shared, it cannot be told apart.`,
    });
  return warnings;
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
