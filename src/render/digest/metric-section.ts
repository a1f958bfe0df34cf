import type { Digest, MetricRow } from '../../domain/digest/digest.ts';
import type { Rhythm } from '../../domain/outcome-map/digest/plan.ts';
import { courseInBars } from '../chart/sparkline.ts';
import { colors, xychart } from '../chart/xychart.ts';
import { table } from '../comment/table.ts';
import { formatLevel, formatRelative } from '../words/figures.ts';
import { inert, inertCode } from '../words/inert.ts';
import { counted } from '../words/words.ts';

export const metricWords: Record<Exclude<Rhythm, 'quarterly'>, { heading: string; level: string }> = {
  weekly: { heading: 'Leading metrics', level: '7 days' },
  monthly: { heading: 'Lagging metrics', level: '28 days' },
};

/** More charts than this are more than a phone shows. */
const mostCharts = 3;

/** Where the metrics stand: three narrow columns, which fit on a phone. */
export function metricSection({ edition, metrics, moreMetrics }: Digest): string | undefined {
  if (edition.rhythm === 'quarterly' || metrics.length === 0) return undefined;
  const { heading, level } = metricWords[edition.rhythm];
  const isAny = metrics.some((row) => row.level !== undefined);
  const rows = metrics.map((row) => [
    `${inert(row.metric.title, { maxLength: 60 })}<br>${row.weeks.length > 0 ? courseInBars(row.weeks.slice(-12)) : 'no data'}`,
    ...(isAny ? [levelOf(row)] : []),
    changeOf(row),
  ]);
  const shown = [
    `### ${heading}`,
    table(['Metric, 12 weeks', ...(isAny ? [level] : []), 'Change'], rows),
    `Change: the last ${level} against the four weeks before.`,
    moreMetrics > 0
      ? `${counted(moreMetrics, 'more metric of this kind is', 'more metrics of this kind are')} in the map.`
      : '',
    ...(edition.rhythm === 'monthly' ? chartsOf(metrics) : []),
  ];
  return shown.filter((part) => part !== '').join('\n\n');
}

export const levelOf = ({ level, metric, figures }: MetricRow): string =>
  level === undefined ? (figures ? 'no data' : 'not shown') : formatLevel(level, metric.unit);

/** From one week to the next a metric is never the same. */
const noise = 0.005;

/** In words which way is good, as no colour can say it. */
export function changeOf({ change, metric }: MetricRow): string {
  if (change === undefined) return '';
  if (Math.abs(change) < noise) return 'about the same';
  return `${formatRelative(change)}, ${change > 0 === (metric.good === 'up') ? 'better' : 'worse'}`;
}

/** In depth: half a year of each, and what it drives. */
function chartsOf(metrics: MetricRow[]): string[] {
  return metrics
    .filter(({ figures, weeks }) => figures && weeks.length > 0)
    .slice(0, mostCharts)
    .flatMap(({ metric, weeks }) => {
      const isRatio = metric.unit === 'ratio';
      const known = weeks.slice(weeks.findIndex((mean) => mean !== undefined));
      const values = known.map((mean) => (mean === undefined ? Number.NaN : isRatio ? mean * 100 : mean));
      const chart = xychart({
        title: `${metric.title}, mean of each week`,
        unit: isRatio ? 'percent' : metric.unit,
        x: { title: 'weeks before this edition', from: -known.length, to: -1 },
        lines: [{ name: metric.title, color: colors.measured, values }],
        narrow: true,
      });
      const drives = metric.drives.slice(0, 5).map((name) => inertCode(name, { maxLength: 60 }));
      const up = drives.length > 0 ? ` The map says that it drives ${drives.join(', ')}.` : '';
      return chart ? [`**${inert(metric.title, { maxLength: 80 })}**, half a year.${up}`, chart] : [];
    });
}
