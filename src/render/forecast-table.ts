import type { Detectable, Unanswerable } from '../analysis/effect.ts';
import type { Span } from '../domain/bet.ts';
import type { Baseline, Forecast, ForecastRow, GuardRow } from '../domain/forecast.ts';
import { sizeOf } from './change-in-words.ts';
import { byDay, weeklyMeans } from './days.ts';
import { formatLevel, formatLevels, formatRelative } from './figures.ts';
import { inert } from './inert.ts';
import { shortChange, titleOf } from './movement-in-words.ts';
import { whyNot } from './not-measurable.ts';
import { sparkline } from './sparkline.ts';
import { table } from './table.ts';
import { asClause } from './words.ts';

const days = 28;
const mostRows = 12;

/** Where each metric stands, what is expected of it, and what its window could show. */
export function forecastTable({ rows, guards, redact, asOf, state }: Forecast): string {
  const window = oneWindow(rows);
  const frozen = state !== 'open' && state !== 'closed';
  const head = [
    '',
    frozen ? `${days} days before the merge` : `last ${days} days`,
    'expected',
    window ? `${window} days can show` : 'its window can show',
  ];
  return table(head, [
    ...rows
      .slice(0, mostRows)
      .map((row, at) => [
        titleOf(row.movement.metric),
        row.experiment && row.baseline.kind === 'empty'
          ? 'an experiment, not begun'
          : at === 0 && row.baseline.kind !== 'level'
            ? 'nothing to hold it against'
            : standing(row.baseline, row.movement.metric.unit, redact, asOf),
        expectation(row, redact),
        canShow(row.detectable, window),
      ]),
    ...guards
      .slice(0, mostRows)
      .map((row) => [
        `guard: ${titleOf(row.guarded.metric)}`,
        standing(row.baseline, row.guarded.metric.unit, redact, asOf),
        limitOf(row, redact),
        '',
      ]),
  ]);
}

/** The window of all rows, where they have the same. */
function oneWindow(rows: ForecastRow[]): number | undefined {
  const windows = new Set(
    rows.flatMap(({ detectable }) => (detectable?.kind === 'detectable' ? detectable.windowDays : [])),
  );
  return windows.size === 1 ? [...windows][0] : undefined;
}

function standing(baseline: Baseline, unit: string, redact: boolean, asOf: Date): string {
  if (baseline.kind !== 'level') return whyNot(baseline, asOf);
  const line = `\`${sparkline(weeklyMeans(byDay(baseline.history, asOf.getTime(), days + 6), 2))}\``;
  return redact ? line : `${formatLevel(baseline.level, unit)} ${line}`;
}

function expectation({ movement, expected }: ForecastRow, redact: boolean): string {
  const { metric, change } = movement;
  if (!change) return metric.good === 'up' ? 'a rise' : 'a fall';
  const written = shortChange(movement, { redact, ...(expected ? { relative: expected.relative } : {}) });
  if (redact || !expected) return written ?? '';
  const level = levelSpan(expected.level, metric.unit);
  return change.kind === 'levels' ? level : `${level} (${written})`;
}

function levelSpan({ low, high }: Span, unit: string): string {
  const [from, to] = formatLevels([low, high], unit);
  return from === to ? `${from}` : `${from} to ${to}`;
}

function limitOf({ guarded, baseline, limitLevel }: GuardRow, redact: boolean): string {
  const { metric, limit } = guarded;
  if (limitLevel === undefined || baseline.kind !== 'level')
    return redact && limit.kind !== 'relative' ? '' : `no more than ${sizeOf(limit, metric)} worse`;
  if (!redact) return `${metric.good === 'down' ? 'at most' : 'at least'} ${formatLevel(limitLevel, metric.unit)}`;
  const share = Math.abs((limitLevel - baseline.level) / baseline.level);
  return `no more than ${formatRelative(share, { unsigned: true })} worse`;
}

function canShow(detectable: Detectable | Unanswerable | undefined, window: number | undefined): string {
  if (!detectable) return '';
  if (detectable.kind === 'unanswerable')
    return `cannot be said: ${asClause(inert(detectable.text, { maxLength: 200 }))}`;
  const which = window === undefined ? `${detectable.windowDays} days: ` : '';
  return `${which}changes of ${formatRelative(detectable.relative, { unsigned: true })} or more`;
}
