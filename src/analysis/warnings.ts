import { type Aligned, longestAfter } from './align.ts';
import { buckets, countOf } from './bucket.ts';
import type { Warning } from './effect.ts';
import { cutWindow, standAlone } from './findings/words.ts';
import type { Prepared } from './prepare.ts';

/** Six weeks of days, a week of hours. */
const comfortable = { day: 42, hour: 168 } as const;
/** Share of the slots without a value that is worth a word, and of the window that is to be known before all else. */
const [manyMissing, mostMissing] = [0.1, 1 / 3];

/** What a reader should know before believing an answer; no jargon, no figure of the metric. */
export function warningsOf(
  aligned: Aligned,
  { outages, freakDays }: Pick<Prepared, 'outages' | 'freakDays'>,
): Warning[] {
  const { bucket, observedBefore } = aligned;
  const warnings: Warning[] = [];
  if (observedBefore < comfortable[bucket])
    warnings.push({
      kind: 'short-history',
      text: `There are only ${countOf(bucket, observedBefore)} of history: its usual ups and downs may not all have shown yet.`,
    });
  warnings.push(...gapsIn(aligned));
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

/** Where values are missing that might be there: where there never was one, of weekends or of nights, none is. */
function gapsIn({ bucket, values, before, after }: Aligned): Warning[] {
  const rhythm = bucket === 'hour' && before >= 2 * weekOfHours ? weekOfHours : buckets[bucket].season;
  const isThere = (slot: number) => !Number.isNaN(values[slot]);
  const usual = new Set(
    Array.from({ length: before }, (_, slot) => slot).flatMap((slot) => (isThere(slot) ? slot % rhythm : [])),
  );
  const within = (from: number, to: number) => {
    const expected = Array.from({ length: to - from }, (_, i) => from + i).filter((slot) => usual.has(slot % rhythm));
    const missing = expected.filter((slot) => !isThere(slot)).length;
    return { missing, share: missing / expected.length };
  };
  const [early, late] = [within(0, before), within(after, values.length)];
  const slots = values.length - after;
  const since: Warning[] = [
    {
      kind: late.share > mostMissing ? 'thin-window' : 'gaps',
      text: `${late.missing} of the ${countOf(bucket, slots)} since the release ${late.missing === 1 ? 'has' : 'have'} no value: what is said is of the others.`,
    },
  ];
  const { word } = buckets[bucket];
  const earlier: Warning[] = [
    { kind: 'gaps', text: `${Math.round(100 * early.share)}% of the ${word}s before the release have no value.` },
  ];
  return [...(late.share > manyMissing ? since : []), ...(early.share > manyMissing ? earlier : [])];
}

const weekOfHours = 7 * buckets.hour.season;

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
