import type { Aligned } from './align.ts';
import { buckets, countOf } from './bucket.ts';
import type { Warning } from './effect.ts';
import type { Method } from './model/method.ts';
import type { StepEstimate } from './model/step-estimate.ts';
import { movesByItself } from './placebo-dates.ts';
import type { Prepared } from './prepare.ts';

/** Six weeks of days, a week of hours. */
const comfortable = { day: 42, hour: 168 } as const;
const manyMissing = 0.1;
/** More than half the weight is in levels that gain as much variance in three steps as a value has noise. */
const mostlyWalking = 0.5;
/** Noise of half a percent: small outside shifts look large beside it. */
const veryQuiet = 0.005;

/** What a reader should know before believing an answer; no jargon, no figure of the metric. */
export function warningsOf(
  aligned: Aligned,
  prepared: Prepared,
  estimate: StepEstimate,
  method: Method,
  moved: boolean,
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
    warnings.push({ kind: 'gaps', text: `${Math.round((100 * missing) / slots)} % of the ${word}s have no value.` });
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
  if (estimate.walking > mostlyWalking)
    warnings.push({
      kind: 'random-walk',
      text: 'This metric drifts from one level to the next rather than around one: the interval may be too narrow.',
    });
  if (prepared.scale.kind === 'log' && prepared.unit < veryQuiet)
    warnings.push({
      kind: 'quiet',
      text: 'This metric hardly varies: small outside changes on the same days would look like an effect.',
    });
  // Only a "moved" can be cast in doubt by it.
  const placebo = moved ? movesByItself(aligned, method) : undefined;
  if (placebo) warnings.push(movesByItselfWarning(placebo));
  return warnings;
}

export function movesByItselfWarning({ found, tried }: { found: number; tried: number }): Warning {
  return {
    kind: 'moves-by-itself',
    text: `This metric moves by itself: the same analysis finds an "effect" at ${found} of ${tried} earlier dates without a release.`,
  };
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
