import type { Series } from '../../analysis/samples.ts';
import { day } from '../../domain/day.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { Forecast, ForecastRow } from '../../domain/forecast/forecast.ts';
import { levelBetween } from '../../domain/metric/baseline.ts';
import { column, type Scale, scaleFor } from '../chart/chart-scale.ts';
import { bridged, byDay } from '../chart/days.ts';
import { colors, xychart } from '../chart/xychart.ts';
import type { Fold } from '../comment/fold.ts';
import { table } from '../comment/table.ts';
import { formatDate } from '../words/dates.ts';
import { showsFigures, titleOf } from '../words/movement-in-words.ts';

const daysShown = 90;
const week = 7 * day;
const mostMetrics = 3;

/** What the metrics of the bet did before: a chart and weekly figures. */
export function historyFold({ rows, disclosure, asOf, state }: Forecast): Fold | undefined {
  const parts = rows.slice(0, mostMetrics).flatMap((row) => history(row, disclosure, asOf));
  if (parts.length === 0) return undefined;
  const frozen = state !== 'open' && state !== 'closed';
  const summary = frozen ? `The ${daysShown} days before the merge` : `The last ${daysShown} days`;
  return { summary, content: parts.join('\n\n') };
}

function history({ movement, baseline }: ForecastRow, disclosure: Disclosure, asOf: Date): string[] {
  if (baseline.kind !== 'level') return [];
  const { metric } = movement;
  const scale = scaleFor(metric, disclosure, baseline.level);
  if (!scale) return [];
  const note = showsFigures(disclosure, metric)
    ? ''
    : ' As an index: 100 is the mean of the 28 days shown in the table above.';
  const chart = historyChart(metric.title, baseline.history, scale, asOf);
  return [
    `**${titleOf(metric)}**, by day and week.${note}`,
    ...(chart ? [chart] : []),
    weeks(baseline.history, scale, asOf),
  ];
}

function historyChart(title: string, series: Series, scale: Scale, asOf: Date): string | undefined {
  const values = bridged(byDay(series, asOf.getTime(), daysShown));
  const first = values.findIndex((value) => value !== undefined);
  const known = values.flatMap((value) => (value === undefined ? [] : [scale.plot(value)]));
  const last = first + known.length - 1;
  return xychart({
    title,
    unit: scale.unit,
    x: { title: `day, 0 is ${formatDate(asOf)}`, from: first - daysShown, to: last - daysShown },
    lines: [{ name: 'measured', color: colors.measured, values: known }],
  });
}

/** Whole weeks up to the last whole day, oldest first. */
function weeks(series: Series, scale: Scale, asOf: Date): string {
  const rows = Array.from({ length: 12 }, (_, at) => {
    const from = asOf.getTime() - (12 - at) * week;
    const level = levelBetween(series, from, from + week);
    return { from: new Date(from), level };
  });
  const known = rows.slice(rows.findIndex(({ level }) => level !== undefined));
  const cells = column(
    known.map(({ level }) => level),
    scale,
    'no data',
  );
  return table(
    ['7 days from', 'mean'],
    known.map(({ from }, at) => [formatDate(from, asOf), cells[at] ?? '']),
  );
}
