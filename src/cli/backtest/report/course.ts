import { day, daysBefore } from '../../../domain/day.ts';
import type { Span } from '../../../domain/declaration/declaration.ts';
import { byDay } from '../../../render/chart/days.ts';
import { timelineSvg } from '../../../render/chart/timeline-svg.ts';
import { effectSvg } from '../../../render/pages/effect-svg.ts';
import { phone } from '../../../render/pages/metric/metric-chart.ts';
import { formatDate } from '../../../render/words/dates.ts';
import { shortVerdict } from '../../../render/words/verdict-in-words.ts';
import { capital } from '../../../render/words/words.ts';
import type { JudgedRelease } from '../judge-releases.ts';
import { sizesFor } from '../release-columns.ts';
import type { ReadMetric } from '../repository/measured.ts';
import { type Findings, isFound } from './findings.ts';
import { type Cell, cell, type Part } from './part.ts';

/** Of what was before the first release so much is drawn. */
const drawnBefore = 90;

export const columns = [
  { title: 'Release' },
  { title: 'Shipped' },
  { title: 'Effect', right: true as const },
  { title: 'Interval' },
  { title: 'Verdict' },
];

/** The course of a metric with what was shipped, and what each did. */
export function courseOf(one: ReadMetric, { since, asOf }: Findings): NonNullable<Part['pictures']>[number] {
  const { metric, series, rows } = one;
  const range = rangeOf(rows);
  const end = Math.ceil(asOf.getTime() / day) * day;
  const first = Math.max(series.samples[0]?.t ?? end, daysBefore(since, drawnBefore).getTime());
  const count = Math.max(1, Math.ceil((end - first) / day));
  const days = byDay(series, end, count).flatMap((value, at) =>
    value === undefined ? [] : [{ t: end - (count - at) * day, value }],
  );
  const marks = rows.map((row) => ({ at: row.at, name: row.name, isOwn: isFound(row) }));
  const names = { own: 'moved it', others: 'cannot tell' };
  const timeline = { title: metric.title, unit: metric.unit, days, marks, names };
  return {
    name: metric.title,
    picture: timelineSvg(timeline),
    onPhone: timelineSvg({ ...timeline, width: phone }),
    table: {
      columns,
      rows: rows.map((row) => [
        cell(row.name),
        cell(formatDate(new Date(row.at), asOf)),
        ...effectCells(row, one, range),
      ]),
    },
  };
}

/** From the lowest end to the highest, so that they can be compared. */
export function rangeOf(rows: JudgedRelease[]): Span {
  const spans = rows.flatMap(({ answer }) => (answer.kind === 'effect' ? [answer] : []));
  return { low: Math.min(0, ...spans.map(({ low }) => low)), high: Math.max(0, ...spans.map(({ high }) => high)) };
}

export function effectCells(row: JudgedRelease, { metric: { unit } }: ReadMetric, range: Span): Cell[] {
  const { answer, verdict } = row;
  if (answer.kind !== 'effect') return [cell(''), cell(answer.text), { text: 'No data', tone: 'calm' }];
  const sizes = sizesFor(row, unit);
  return [
    cell(sizes.one(answer.relative)),
    { text: sizes.span(answer), picture: effectSvg({ effect: answer, range }) },
    {
      text: capital(shortVerdict(verdict ?? 'no-data')),
      tone: verdict === 'moved' ? 'good' : verdict === 'backfired' ? 'bad' : 'calm',
    },
  ];
}
