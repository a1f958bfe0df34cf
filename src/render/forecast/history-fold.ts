import type { Series } from '../../analysis/samples.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { ForecastRowView, ForecastView } from '../../domain/forecast/forecast-view.ts';
import { column, type Scale, scaleFor } from '../chart/chart-scale.ts';
import { bridged, byDay, byWeek } from '../chart/days.ts';
import { colors, xychart } from '../chart/xychart.ts';
import type { Fold } from '../comment/fold.ts';
import { table } from '../comment/table.ts';
import { formatDate } from '../words/dates.ts';
import { showsFigures, titleOf } from '../words/movement-in-words.ts';

const daysShown = 90;
const mostMetrics = 3;

/** What the metrics of the bet did before: a chart and weekly figures. */
export function historyFold({ rows, disclosure, asOf, frozen }: ForecastView): Fold | undefined {
  const parts = rows.slice(0, mostMetrics).flatMap((row) => history(row, disclosure, asOf));
  if (parts.length === 0) return undefined;
  const summary = frozen ? `The ${daysShown} days before the merge` : `The last ${daysShown} days`;
  return { summary, content: parts.join('\n\n') };
}

function history({ movement, baseline, weeks }: ForecastRowView, disclosure: Disclosure, asOf: Date): string[] {
  if (baseline.kind !== 'level') return [];
  const { metric } = movement;
  const scale = scaleFor(metric, disclosure, baseline.level);
  if (!scale) return [];
  const note = showsFigures(disclosure, metric)
    ? ''
    : ' As an index: 100 is the mean of the 28 days shown in the table above.';
  const chart = historyChart(metric.title, baseline.history, scale, asOf);
  return [`**${titleOf(metric)}**, by day and week.${note}`, ...(chart ? [chart] : []), weekTable(weeks, scale, asOf)];
}

function historyChart(title: string, series: Series, scale: Scale, asOf: Date): string | undefined {
  const values = bridged(byDay(series, asOf.getTime(), daysShown));
  const first = values.findIndex((value) => value !== undefined);
  const known = scale.plotAll(values.filter((value) => value !== undefined));
  const last = first + known.length - 1;
  return xychart({
    title,
    unit: scale.unit,
    x: { title: `day, 0 is ${formatDate(asOf)}`, from: first - daysShown, to: last - daysShown },
    lines: [
      { name: 'day', color: colors.days, values: known },
      { name: 'week', color: colors.measured, values: byWeek(known, 0, known.length).map((mean) => mean ?? 0) },
    ],
  });
}

function weekTable(weeks: ForecastRowView['weeks'], scale: Scale, asOf: Date): string {
  const cells = column(
    weeks.map(({ level }) => level),
    scale.formatAll,
    'no data',
  );
  return table(
    ['7 days from', 'mean'],
    weeks.map(({ from }, at) => [formatDate(new Date(from), asOf), cells[at] ?? '']),
  );
}
