import type { Series } from '../../analysis/samples.ts';
import type { Span } from '../../domain/declaration/declaration.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { ForecastRow, GuardRow } from '../../domain/forecast/forecast.ts';
import type { ForecastView } from '../../domain/forecast/forecast-view.ts';
import type { Baseline } from '../../domain/metric/baseline.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { byDay, weeklyMeans } from '../chart/days.ts';
import { courseInBars, steady } from '../chart/sparkline.ts';
import { table } from '../comment/table.ts';
import { sizeOf } from '../words/change-in-words.ts';
import { formatLevel, formatLevels } from '../words/figures.ts';
import { maySay, riseOrFall, shortChange, showsFigures, titleOf } from '../words/movement-in-words.ts';
import { whyNot } from '../words/not-measurable.ts';

const days = 28;
export const mostRows = 12;

/** Each metric's level and what is expected of it: three columns, which a phone shows whole. */
export function forecastTable({ rows, guards, disclosure, asOf, frozen }: ForecastView): string {
  const head = ['', frozen ? `${days} days before the merge` : `last ${days} days`, 'expected'];
  return table(head, [
    ...rows
      .slice(0, mostRows)
      .map((row, at) => [
        titleOf(row.movement.metric),
        row.experiment && row.baseline.kind === 'empty'
          ? 'an experiment, not begun'
          : at === 0 && row.baseline.kind !== 'level'
            ? 'no data to compare with'
            : levelCell(row.baseline, row.movement.metric, disclosure, asOf),
        expectation(row, disclosure),
      ]),
    ...guards
      .filter(({ guarded }) => !guarded.byMap)
      .slice(0, mostRows)
      .map((row) => [
        `guard: ${titleOf(row.guarded.metric)}`,
        levelCell(row.baseline, row.guarded.metric, disclosure, asOf),
        limitOf(row, disclosure),
      ]),
  ]);
}

function levelCell(baseline: Baseline, metric: Metric, disclosure: Disclosure, asOf: Date): string {
  if (baseline.kind !== 'level') return whyNot(baseline, asOf);
  const course = courseOf(baseline.history, asOf);
  return showsFigures(disclosure, metric)
    ? `${formatLevel(baseline.level, metric.unit)}${course === steady ? `, ${steady}` : ` ${course}`}`
    : course;
}

/** Seven bars. */
const courseOf = (history: Series, asOf: Date) =>
  courseInBars(weeklyMeans(byDay(history, asOf.getTime(), days + 6), 4));

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
