import { buckets } from '../../analysis/bucket.ts';
import { lookAtHistory } from '../../analysis/findings/look-at-history.ts';
import type { Series } from '../../analysis/samples.ts';
import { remedyFor } from '../../render/words/finding-in-words.ts';
import { counted } from '../../render/words/words.ts';
import { terminalChart } from '../analyse/terminal-chart.ts';
import { type Health, healthOf } from './health-of.ts';
import type { Queries, Shown } from './read-query.ts';

/** One query's answer: in words, as a chart and as values. */
export async function testOf({ read, sources }: Queries, name: string, days: number): Promise<Shown> {
  const { reading, timezone, tookMs } = await read(name, days);
  const took = `${(tookMs / 1_000).toFixed(1)} s`;
  if (reading.kind === 'failed') {
    const known = [...sources].flatMap(([connection, { queries }]) =>
      [...(queries ?? [])].map((query) => `${connection}/${query}`),
    );
    const hint = reading.failure.reason === 'unknown-source' ? `\nThere are: ${known.join(', ') || 'none'}` : '';
    const isPushed = sources.get(connectionOf(name))?.queries === undefined && reading.failure.reason === 'unreachable';
    const whose = isPushed ? '\nGive --owner, whose samples they are' : '';
    return { text: `${name}: ${reading.failure.text} (${took})${hint}${whose}`, isWell: false };
  }
  const health = reading.kind === 'samples' ? healthOf(reading.series, timezone, Date.now()) : undefined;
  if (reading.kind !== 'samples' || !health)
    return { text: `${name}: no rows for the last ${counted(days, 'day')} (${took})`, isWell: false };
  const { series } = reading;
  const { length } = buckets[series.bucket];
  const looked = lookAtHistory(series);
  const findings = 'kind' in looked ? [looked.text, remedyFor(looked)] : looked.warnings.map(({ text }) => text);
  const chart = terminalChart(series.samples, [], { releaseAt: Number.POSITIVE_INFINITY, length });
  return {
    text: [
      `${name}: ${counted(health.buckets, series.bucket)} of ${health.form}, from ${told(health.first, series)} to ${told(health.last, series)}, days in ${timezone} (${took})`,
      ...(sources.get(connectionOf(name))?.isBilledByScan
        ? ['Cost: its connection is billed by what it scans; this was one read']
        : []),
      ...aboutDelay(health, series),
      ...aboutGaps(health, series),
      ...findings.filter((text) => text !== undefined),
      ...(reading.arms ? [`Two arms: ${reading.arms.control.name}, ${reading.arms.treatment.name}`] : []),
      ...(chart === '' ? [] : ['', chart]),
      '',
      ...series.samples.map((sample) => `${told(sample.t, series)}  ${figureOf(sample)}`),
    ].join('\n'),
    isWell: true,
  };
}

const connectionOf = (name: string) => name.split('/', 1)[0] ?? '';

const told = (t: number, { bucket }: Series) => new Date(t).toISOString().slice(0, bucket === 'day' ? 10 : 16);

function aboutDelay({ behind }: Health, { bucket }: Series): string[] {
  if (behind === 0) return [];
  return [
    `Delay: ${counted(behind, bucket)} ${behind === 1 ? 'is over and has' : 'are over and have'} no value so far`,
  ];
}

const mostNamed = 8;

function aboutGaps({ missing }: Health, series: Series): string[] {
  if (missing.length === 0) return [];
  const named = missing.slice(0, mostNamed).map((t) => told(t, series));
  const more = missing.length > mostNamed ? ` and ${missing.length - mostNamed} more` : '';
  return [
    `Gaps: ${counted(missing.length, series.bucket)} without a value, which are not zero: ${named.join(', ')}${more}`,
  ];
}

function figureOf({ value, numerator, denominator, stddev, n }: Series['samples'][number]): string {
  const sizes = [
    numerator === undefined ? undefined : `${numerator} of ${denominator}`,
    stddev === undefined ? undefined : `stddev ${stddev}`,
    n === undefined ? undefined : `n ${n}`,
  ].filter((size) => size !== undefined);
  return `${Number(value.toPrecision(6))}${sizes.length > 0 ? ` (${sizes.join(', ')})` : ''}`;
}
