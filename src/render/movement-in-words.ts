import type { ExpectedMovement, Span } from '../domain/bet.ts';
import type { Metric } from '../domain/metric.ts';
import { changeAsVerb, formatChange, relativeOf } from './change-in-words.ts';
import { formatDays } from './dates.ts';
import { inert } from './inert.ts';

interface Known {
  /** No absolute figure may be shown. */
  redact: boolean;
  /** The change held against the metric's level, where that is known. */
  relative?: Span;
}

/** A metric as people call it, ready for Markdown. */
export const titleOf = (metric: Metric, maxLength = 80): string => inert(metric.title, { maxLength });

/** `Visit to sign-up rate should rise 10 % within 14 days`. */
export function expectedOf(movement: ExpectedMovement, known: Known): string {
  return `${titleOf(movement.metric)} should ${verbOf(movement, known)}${windowOf(movement)}`;
}

/** `rise 10 %`; without a figure that may be shown, the direction alone. */
export function verbOf({ metric, change }: ExpectedMovement, { redact, relative }: Known): string {
  if (!change) return metric.good === 'up' ? 'rise' : 'fall';
  if (!redact) return changeAsVerb(change, metric);
  const span = relative ?? relativeOf(change);
  if (span) return changeAsVerb({ kind: 'relative', ...rounded(span) }, metric);
  return change.kind !== 'levels' && change.high <= 0 ? 'fall' : 'rise';
}

/** `+10 %`; undefined without a figure that may be shown. */
export function shortChange({ metric, change }: ExpectedMovement, { redact, relative }: Known): string | undefined {
  if (!change) return undefined;
  if (!redact) return formatChange(change, metric);
  const span = relative ?? relativeOf(change);
  return span && formatChange({ kind: 'relative', ...rounded(span) }, metric);
}

/** ` within 14 days`, or nothing. */
export function windowOf({ windowDays }: ExpectedMovement): string {
  return windowDays === undefined ? '' : ` within ${formatDays(windowDays)}`;
}

/** A figure that was calculated is not one that a person wrote: to a tenth of a percent. */
function rounded({ low, high }: Span): Span {
  const round = (value: number) => Math.round(value * 1000) / 1000 || value;
  return { low: round(low), high: round(high) };
}
