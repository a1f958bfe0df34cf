import { buckets } from './bucket.ts';
import type { Unanswerable } from './effect.ts';
import type { Series } from './samples.ts';
import { unanswerable } from './unanswerable.ts';

/** More buckets than a hundred years of hours: no metric, a mistake in the query. */
const mostSamples = 1_000_000;
/** Squares of anything larger leave the range of a double. */
const largest = 1e100;
/** A local day is 23 to 25 hours long, so the start of a daily bucket may be an hour or so off. */
const tolerance = 0.1;
/** As many longer steps in a row, all of one length, are no gaps: for that while the values came less often. */
const mostEvenGaps = 7;

/** What makes a series unfit for any analysis; undefined: nothing. Looks at order, spacing and range, in one pass. */
export function seriesFault(series: Series): Unanswerable | undefined {
  const { samples, bucket } = series;
  const { length, word, oneEach } = buckets[bucket];
  if (samples.length === 0) return unanswerable('no-samples', 'There are no values at all.');
  if (samples.length > mostSamples)
    return unanswerable('too-large', `There are more than a million values: ${oneEach} is expected.`);
  const first = samples[0]?.t ?? 0;
  const gaps: number[] = [];
  let slot = -1;
  for (const { t, value } of samples) {
    if (!Number.isFinite(t) || !Number.isFinite(value))
      return unanswerable('not-finite', 'One of the values is not a number.');
    if (Math.abs(value) > largest)
      return unanswerable('too-large', 'One of the values is too large to be a measurement.');
    const exact = (t - first) / length;
    const next = Math.round(exact);
    if (slot >= 0 && exact <= slot - tolerance)
      return unanswerable('unordered', 'The values are not in order of time.');
    if (Math.abs(exact - next) > tolerance)
      return unanswerable('mixed-buckets', `The values are not ${oneEach}: some lie between two ${word}s.`);
    if (next === slot) return unanswerable('unordered', `There are two values for the same ${word}.`);
    if (slot >= 0) gaps.push(next - slot);
    slot = next;
  }
  const wide = widerStep(gaps);
  const since = wide && samples[wide.after]?.t;
  gaps.sort((a, b) => a - b);
  const usual = gaps[Math.floor(gaps.length / 2)] ?? 1;
  if (usual > 1) return unanswerable('mixed-buckets', `The values come every ${usual} ${word}s, not every ${word}.`);
  if (wide && since !== undefined)
    return unanswerable(
      'mixed-buckets',
      `The values come every ${word}, but from ${new Date(since).toISOString().slice(0, 10)} on, for a while, only every ${wide.step} ${word}s.`,
    );
  return undefined;
}

/** The step of a stretch in which values came evenly, but less often than one a bucket, and the sample after which it begins. */
function widerStep(gaps: number[]): { step: number; after: number } | undefined {
  let run = 0;
  for (let i = 0; i < gaps.length; i++) {
    run = gaps[i] === gaps[i - 1] ? run + 1 : 1;
    const step = gaps[i] as number;
    if (run === mostEvenGaps && step > 1) return { step, after: i + 1 - run };
  }
  return undefined;
}
