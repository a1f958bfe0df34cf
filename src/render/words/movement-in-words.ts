import type { ExpectedMovement } from '../../domain/bet/bet.ts';
import type { Change } from '../../domain/declaration/declaration.ts';
import { type Disclosure, shownOf } from '../../domain/disclosure/disclosure.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { changeAsVerb, formatChange } from './change-in-words.ts';
import { formatDays } from './dates.ts';
import { inert } from './inert.ts';

/** A metric as people call it, ready for Markdown. */
export const titleOf = (metric: Metric, maxLength = 80): string => inert(metric.title, { maxLength });

/** Levels of the metric, and what comes of them, may be shown. */
export const showsFigures = (disclosure: Disclosure, metric: Metric): boolean =>
  shownOf(disclosure, metric) === 'figures';

/**
 * A size that a person wrote may be shown as it was written, a relative one always, another one unless absolute figures are shown
 * nowhere. Never as anything else: the one as the other would tell the level.
 */
export const maySay = (change: Change, metric: Metric, disclosure: Disclosure): boolean =>
  change.kind === 'relative' || disclosure.words || showsFigures(disclosure, metric);

/** `Visit to sign-up rate should rise 10% within 14 days`. */
export function expectedOf(movement: ExpectedMovement, disclosure: Disclosure): string {
  return `${titleOf(movement.metric)} should ${verbOf(movement, disclosure)}${windowOf(movement)}`;
}

/** `rise 10%`; where the size may not be said, `rise by the size stated`. */
export function verbOf({ metric, change }: ExpectedMovement, disclosure: Disclosure): string {
  if (!change) return metric.good === 'up' ? 'rise' : 'fall';
  if (maySay(change, metric, disclosure)) return changeAsVerb(change, metric);
  return `${riseOrFall(change)} by the size stated`;
}

/** `+10%`; undefined without a size that may be said. */
export function shortChange({ metric, change }: ExpectedMovement, disclosure: Disclosure): string | undefined {
  return change && maySay(change, metric, disclosure) ? formatChange(change, metric) : undefined;
}

export function riseOrFall(change: Change): 'rise' | 'fall' {
  if (change.kind === 'level') return change.bound === 'at-most' ? 'fall' : 'rise';
  return (change.kind === 'levels' ? change.to < change.from : change.high <= 0) ? 'fall' : 'rise';
}

/** ` within 14 days`, or nothing. */
export function windowOf({ windowDays }: ExpectedMovement): string {
  return windowDays === undefined ? '' : ` within ${formatDays(windowDays)}`;
}
