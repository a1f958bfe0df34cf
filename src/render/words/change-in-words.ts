import type { Change, Span } from '../../domain/declaration/declaration.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { formatFigures, formatLevel, formatLevels, formatRelative, formatRelativeSpan, noBreak } from './figures.ts';

/** What a person expects of a metric, short and signed as they wrote it: `+10%`, `+0.5 pp`, `-120 ms`, `3.1% to 3.4%`. */
export function formatChange(change: Change, metric: Metric): string {
  switch (change.kind) {
    case 'relative':
      return formatRelativeSpan(change, { exact: true });
    case 'levels':
      return formatLevels([change.from, change.to], metric.unit, { exact: true }).join(' to ');
    case 'level':
      return `${change.bound === 'at-most' ? 'at most' : 'at least'} ${formatLevel(change.value, metric.unit, { exact: true })}`;
    default:
      return spanOf(change, (value) => `${value > 0 ? '+' : ''}${amount(change, metric, value, 'pp')}`);
  }
}

/** The same as a verb: `rise 10%`, `fall 120 ms`, `go from 3.1% to 3.4%`, `move between -1% and +2%`. */
export function changeAsVerb(change: Change, metric: Metric): string {
  if (change.kind === 'levels') {
    const [from, to] = formatLevels([change.from, change.to], metric.unit, { exact: true });
    return `go from ${from} to ${to}`;
  }
  if (change.kind === 'level') return `reach ${formatChange(change, metric)}`;
  if (change.low < 0 && change.high > 0)
    return `move between ${formatChange({ ...change, high: change.low }, metric)} and ${formatChange({ ...change, low: change.high }, metric)}`;
  if (change.low === 0 && change.high === 0) return 'stay as it is';
  const verb = change.high > 0 ? 'rise' : 'fall';
  const unsigned = (value: number) =>
    change.kind === 'relative'
      ? formatRelative(value, { exact: true, unsigned: true })
      : amount(change, metric, Math.abs(value));
  return `${verb} ${spanOf(nearestFirst(change), unsigned)}`;
}

/** How far, without a direction: `5%`, `12 ms`. For limits, which always lie on the worse side. */
export function sizeOf(change: Change, metric: Metric): string {
  if (change.kind === 'levels' || change.kind === 'level') return formatChange(change, metric);
  const size = Math.max(Math.abs(change.low), Math.abs(change.high));
  return change.kind === 'relative'
    ? formatRelative(size, { exact: true, unsigned: true })
    : amount(change, metric, size);
}

/** A change of a ratio by an amount is points: "+0.5%" would read as a relative change. */
function amount(change: Change, metric: Metric, value: number, short?: 'pp'): string {
  if (change.kind !== 'points' && metric.unit !== 'ratio') return formatLevel(value, metric.unit, { exact: true });
  const points = formatFigures([Math.round(value * 1e8) / 1e6])[0];
  return `${points}${noBreak}${short ?? (points === '1' ? 'percentage point' : 'percentage points')}`;
}

function spanOf({ low, high }: Span, format: (value: number) => string): string {
  return low === high ? format(low) : `${format(low)} to ${format(high)}`;
}

/** People say `fall 1% to 2%`, the smaller fall first. */
function nearestFirst(span: Span): Span {
  return Math.abs(span.low) <= Math.abs(span.high) ? span : { low: span.high, high: span.low };
}
