import { buckets } from '../../analysis/bucket.ts';
import { lookAtHistory } from '../../analysis/findings/look-at-history.ts';
import type { Series } from '../../analysis/samples.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { withoutPerCent } from '../../domain/outcome-map/without-per-cent.ts';
import { cameOf } from '../../metrics/came.ts';
import { SourceFailure } from '../../metrics/source-failure.ts';
import type { Connection } from '../../metrics/sources.ts';
import { remedyFor } from '../../render/words/finding-in-words.ts';
import { counted } from '../../render/words/words.ts';
import { terminalChart } from '../analyse/terminal-chart.ts';
import { type Health, healthOf } from './health-of.ts';
import { leftOut } from './left-out.ts';
import { failureOf, seconds, whyNone } from './no-figures.ts';
import { connectionOf, type Queries, type Read, type Shown } from './read-query.ts';

/** One query's answer: in words, as a chart and as values. */
export async function testOf(
  { read, sources }: Queries,
  name: string,
  days: number,
  { experiment, map }: { experiment?: string; map?: OutcomeMap } = {},
): Promise<Shown> {
  const answer = await read(name, days, experiment);
  const { reading, timezone, window, rows } = answer;
  const connection = sources.get(connectionOf(name));
  if (reading.kind === 'failed') return { text: failureOf(answer, reading.failure, sources), isWell: false };
  const came = rows && cameOf(rows, window, timezone);
  const cost = costOf(answer, connection);
  if (reading.kind === 'samples' && reading.arms?.totals) {
    const groups = [reading.arms.control, reading.arms.treatment].map(
      (arm) => `${arm.name}: ${arm.samples.map(figureOf).join() || 'nobody'}`,
    );
    return { text: [`${name}: two arms, all in all`, cost, ...groups].join('\n'), isWell: true };
  }
  const unknown = await unknownIn(answer, connection);
  const health = reading.kind === 'samples' ? healthOf(reading.series, timezone, Date.now()) : undefined;
  if (reading.kind !== 'samples' || !health)
    return { text: [`${name}: ${whyNone(answer, days)}`, ...unknown, cost].join('\n'), isWell: false };
  const { series, arms } = reading;
  const { length } = buckets[series.bucket];
  const chart = terminalChart(series.samples, [], { releaseAt: Number.POSITIVE_INFINITY, length });
  const left = [...(came ? leftOut(came, arms ? undefined : series) : []), ...(answer.left ?? [])];
  return {
    text: [
      `${name}: ${counted(health.buckets, series.bucket)} of ${health.form}, from ${told(health.first, series)} to ${told(health.last, series)}, days in ${timezone}`,
      cost,
      ...(left.length > 0 ? [`Left out: ${left.join('; ')}`] : []),
      `Delay: ${aboutDelay(health, series)}`,
      `Gaps: ${aboutGaps(health, series)}`,
      `Duplicates: none, one row ${series.bucket === 'day' ? 'a day' : 'an hour'}${arms ? ' and arm' : ''}`,
      `Misread: ${[...unknown, ...misread(series, name, map)].join('\n         ') || 'nothing that shows here'}`,
      ...(arms ? [`Two arms: ${arms.control.name}, ${arms.treatment.name}`] : []),
      ...(chart === '' ? [] : ['', chart]),
      '',
      ...series.samples.map((sample) => `${told(sample.t, series)}  ${figureOf(sample)}`),
    ].join('\n'),
    isWell: true,
  };
}

/** Names that are misspelled, most often. */
async function unknownIn({ name, window }: Read, connection: Connection | undefined): Promise<string[]> {
  const { source, timeout = 0 } = connection ?? {};
  if (!source?.unknownNames) return [];
  const query = name.slice(connectionOf(name).length + 1);
  try {
    const names = await source.unknownNames({ query, ...window, signal: AbortSignal.timeout(timeout) });
    if (names.length === 0) return [];
    return [
      `The source had no series of the name ${names.join(', ')} in these days. What to do: check how it is spelled, and whether it is still sent`,
    ];
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return [`Whether the source knows the names in the query cannot be said: ${error.message}`];
  }
}

function costOf({ rows, tookMs }: Read, connection: Connection | undefined): string {
  const { isBilledByScan, readsADay } = connection ?? {};
  const came = rows === undefined ? '' : `, ${counted(rows.length, 'row')}`;
  const billed = isBilledByScan ? '; its connection is billed by what it scans' : '';
  const budget = readsADay === undefined ? '' : `; its connection may have ${counted(readsADay, 'read')} a day`;
  return `Cost: one read in ${seconds(tookMs)}${came}${billed}${budget}`;
}

/** What the metrics that read it would make of it. */
function againstMap(series: Series, metrics: Metric[], map: OutcomeMap): string[] {
  if (metrics.length === 0) return ['No metric of the map names it as its `source`'];
  return metrics.flatMap(({ name }) => {
    const reading = new Map(Object.entries(withoutPerCent({ [name]: { kind: 'samples', series } }, map))).get(name);
    if (reading?.kind !== 'failed') return [];
    return [`As ${name}: ${reading.failure.text}. What to do: divide them by 100 in the query`];
  });
}

function misread(series: Series, source: string, map: OutcomeMap | undefined): string[] {
  const metrics = map?.metrics.filter((metric) => metric.source === source) ?? [];
  const looked = lookAtHistory(series, { neverFalls: metrics.some(({ increase }) => increase !== undefined) });
  const highest = series.samples.reduce((most, { value }) => Math.max(most, value), 0);
  const isShare = series.samples.some(({ numerator }) => numerator !== undefined);
  const found =
    'kind' in looked
      ? [[looked.text, remedyFor(looked)].filter((part) => part !== undefined).join(' What to do: ')]
      : looked.warnings.map(({ text }) => text);
  return [
    ...(map ? againstMap(series, metrics, map) : []),
    ...found,
    ...(isShare && highest > 1
      ? [
          `The numerator is up to ${Number(highest.toPrecision(3))} times the denominator: as \`unit: ratio\` that is ${Number((100 * highest).toPrecision(3)).toLocaleString('en-US')}%. What to do: see whether the two are swapped, or in percent`,
        ]
      : []),
  ];
}

const told = (t: number, { bucket }: Series) => new Date(t).toISOString().slice(0, bucket === 'day' ? 10 : 16);

function aboutDelay({ behind }: Health, { bucket }: Series): string {
  if (behind === 0) return 'none';
  return `${counted(behind, bucket)} ${behind === 1 ? 'is over and has' : 'are over and have'} no value so far`;
}

const mostNamed = 8;

function aboutGaps({ missing }: Health, series: Series): string {
  if (missing.length === 0) return 'none';
  const named = missing.slice(0, mostNamed).map((t) => told(t, series));
  const more = missing.length > mostNamed ? ` and ${missing.length - mostNamed} more` : '';
  return `${counted(missing.length, series.bucket)} without a value, which are not zero: ${named.join(', ')}${more}`;
}

function figureOf({ value, numerator, denominator, stddev, n }: Series['samples'][number]): string {
  const sizes = [
    numerator === undefined ? undefined : `${numerator} of ${denominator}`,
    stddev === undefined ? undefined : `stddev ${stddev}`,
    n === undefined ? undefined : `n ${n}`,
  ].filter((size) => size !== undefined);
  return `${Number(value.toPrecision(6))}${sizes.length > 0 ? ` (${sizes.join(', ')})` : ''}`;
}
