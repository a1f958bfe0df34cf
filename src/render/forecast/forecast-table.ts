import type { Span } from '../../domain/declaration/declaration.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { ForecastRow, GuardRow } from '../../domain/forecast/forecast.ts';
import type { ForecastView } from '../../domain/forecast/forecast-view.ts';
import type { Baseline } from '../../domain/metric/baseline.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { byDay, weeklyMeans } from '../chart/days.ts';
import { sparkline } from '../chart/sparkline.ts';
import { table } from '../comment/table.ts';
import { sizeOf } from '../words/change-in-words.ts';
import { formatLevel, formatLevels } from '../words/figures.ts';
import { inert } from '../words/inert.ts';
import { maySay, riseOrFall, shortChange, showsFigures, titleOf } from '../words/movement-in-words.ts';
import { whyNot } from '../words/not-measurable.ts';
import { sizesOf } from '../words/sizes.ts';
import { asClause } from '../words/words.ts';

const days = 28;
const mostRows = 12;

/** Where each metric stands, what is expected of it, and what its window could show. */
export function forecastTable({ rows, guards, disclosure, asOf, frozen }: ForecastView): string {
  const window = oneWindow(rows);
  const head = [
    '',
    frozen ? `${days} days before the merge` : `last ${days} days`,
    'expected',
    window ? `${window} days can show` : 'its window can show',
  ];
  const cells = [
    ...rows
      .slice(0, mostRows)
      .map((row, at) => [
        titleOf(row.movement.metric),
        row.experiment && row.baseline.kind === 'empty'
          ? 'an experiment, not begun'
          : at === 0 && row.baseline.kind !== 'level'
            ? 'nothing to hold it against'
            : levelCell(row.baseline, row.movement.metric, disclosure, asOf),
        expectation(row, disclosure),
        canShow(row, window, disclosure),
      ]),
    ...guards
      .filter(({ guarded }) => !guarded.byMap)
      .slice(0, mostRows)
      .map((row) => [
        `guard: ${titleOf(row.guarded.metric)}`,
        levelCell(row.baseline, row.guarded.metric, disclosure, asOf),
        limitOf(row, disclosure),
        '',
      ]),
  ];
  // A level is held against nothing that was before: no window shows a change of it.
  const columns = rows.every(({ movement }) => movement.change?.kind === 'level') ? 3 : 4;
  return table(
    head.slice(0, columns),
    cells.map((row) => row.slice(0, columns)),
  );
}

/** The window of all rows, where they have the same. */
function oneWindow(rows: ForecastRow[]): number | undefined {
  const windows = new Set(
    rows.flatMap(({ detectable }) => (detectable?.kind === 'detectable' ? detectable.windowDays : [])),
  );
  return windows.size === 1 ? [...windows][0] : undefined;
}

function levelCell(baseline: Baseline, metric: Metric, disclosure: Disclosure, asOf: Date): string {
  if (baseline.kind !== 'level') return whyNot(baseline, asOf);
  const line = `\`${sparkline(weeklyMeans(byDay(baseline.history, asOf.getTime(), days + 6), 2))}\``;
  return showsFigures(disclosure, metric) ? `${formatLevel(baseline.level, metric.unit)} ${line}` : line;
}

function expectation({ movement, expected }: ForecastRow, disclosure: Disclosure): string {
  const { metric, change } = movement;
  if (!change) return metric.good === 'up' ? 'a rise' : 'a fall';
  const written = shortChange(movement, disclosure) ?? `a ${riseOrFall(change)} of the size stated`;
  if (!expected || !showsFigures(disclosure, metric)) return written;
  if (change.kind === 'level') return written;
  const level = levelSpan(expected.level, metric.unit);
  return change.kind === 'levels' ? level : `${level} (${written})`;
}

function levelSpan({ low, high }: Span, unit: string): string {
  const [from, to] = formatLevels([low, high], unit);
  return from === to ? `${from}` : `${from} to ${to}`;
}

export function limitOf({ guarded, limitLevel }: GuardRow, disclosure: Disclosure): string {
  const { metric, limit } = guarded;
  if (limitLevel !== undefined && showsFigures(disclosure, metric))
    return `${metric.good === 'down' ? 'at most' : 'at least'} ${formatLevel(limitLevel, metric.unit)}`;
  return `no more than ${maySay(limit, metric, disclosure) ? sizeOf(limit, metric) : 'the limit stated'} worse`;
}

function canShow(
  { detectable, movement: { metric } }: ForecastRow,
  window: number | undefined,
  disclosure: Disclosure,
): string {
  if (!detectable) return '';
  if (detectable.kind === 'unanswerable')
    return `cannot be said: ${asClause(inert(detectable.text, { maxLength: 200 }))}`;
  const which = window === undefined ? `${detectable.windowDays} days: ` : '';
  return `${which}changes of ${sizesOf(detectable.inUnit, metric, disclosure).one(detectable.relative, { unsigned: true })} or more`;
}
