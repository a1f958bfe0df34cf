import { fewestBefore, longestHistory } from './align.ts';
import { detectableOf } from './analyse.ts';
import { buckets, countOf } from './bucket.ts';
import type { Detectable, Unanswerable } from './effect.ts';
import { soundingsMethod } from './method.ts';
import { prepare } from './prepare.ts';
import type { Series } from './samples.ts';
import { seriesFault } from './series-fault.ts';
import { estimateStep } from './step-estimate.ts';
import { unanswerable } from './unanswerable.ts';

/** No window is longer than this, in days. */
const longestWindow = 400;

/**
 * What a window of days after a release could show, from the metric's history alone: the slots to come are filled with the
 * forecast and analysed as if they had been measured. An effect of this size is found 4 times of 5.
 */
export function smallestDetectable(series: Series, windowDays: number): Detectable | Unanswerable {
  const fault = seriesFault(series);
  if (fault) return fault;
  const { length, season, word } = buckets[series.bucket];
  const slots = Math.round((Math.min(windowDays, longestWindow) * buckets.day.length) / length);
  if (!(slots >= 1)) return unanswerable('too-few-after', `The window is shorter than a ${word}.`);
  const last = series.samples.at(-1)?.t ?? 0;
  const kept = series.samples.filter(({ t }) => t > last - (longestHistory[series.bucket] - 0.5) * length);
  const first = kept[0]?.t ?? 0;
  if (kept.length < fewestBefore(series.bucket))
    return unanswerable(
      'too-few-before',
      `There ${kept.length === 1 ? 'is' : 'are'} ${countOf(series.bucket, kept.length)} with a value; ${fewestBefore(series.bucket)} are needed.`,
    );
  if (kept.every(({ value }) => value === kept[0]?.value))
    return unanswerable('constant', `The value was the same on every ${word}: there is no telling what is usual.`);

  const before = Math.round((last - first) / length) + 1;
  const values = new Float64Array(before + slots).fill(Number.NaN);
  for (const { t, value } of kept) values[Math.round((t - first) / length)] = value;
  const prepared = prepare({ values, season, before, after: before, controls: [] });
  if (!prepared)
    return unanswerable('constant', `The value repeats itself exactly: there is no telling what is usual.`);
  // Any number would do: only that the slots are there matters, what is in them is replaced by the forecast.
  prepared.values.fill(0, before);
  const estimate = estimateStep(prepared, soundingsMethod);
  return { kind: 'detectable', windowDays, relative: detectableOf(prepared, estimate) };
}
