import { daily } from '../../analysis/daily.ts';
import type { Series } from '../../analysis/samples.ts';
import { day } from '../../domain/day.ts';
import { shownOf } from '../../domain/disclosure/disclosure.ts';
import { inShort } from '../../domain/disclosure/in-short.ts';
import { type EdgeRecord, edgeRecords } from '../../domain/ledger/edge-record.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger.ts';
import { parsePeriod } from '../../domain/ledger/period.ts';
import { levelBetween } from '../../domain/metric/baseline.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type {
  Course,
  DataHealth,
  EdgeOnPage,
  MetricPage,
  ShareOfGap,
  Target,
} from '../../domain/portfolio/metric-page.ts';
import type { MetricRecord } from '../../domain/portfolio/metric-record.ts';
import { isSameName } from '../../domain/repository.ts';
import type { OwnerPlace, Reader } from '../ports/page-record.ts';
import { showsFigures, tellingOf, toldMap } from './told-maps.ts';

/** Rows of a page. */
const mostEntries = 25;
const levelDays = 28;

/** The metric to be read for the page; undefined: its figures are not shown to this reader. */
export function metricToRead({ governed, metric }: MetricRecord, reader: Reader): Metric | undefined {
  return showsFigures(toldMap(governed, reader), metric) ? metric : undefined;
}

interface Read {
  reader: Reader;
  /** Absent: it was not read, or not in time. */
  reading?: Reading;
  lastRead?: DataHealth['read'];
  chance?: number;
  /** Start of the first day that is not over. */
  today: Date;
}

/** What is on record and what its source gave, cut to what the reader may see; undefined: not even that it exists. */
export function metricPageOf(
  { owner }: OwnerPlace,
  record: MetricRecord,
  { reader, reading, lastRead, chance, today }: Read,
): MetricPage | undefined {
  const { governed, isOwners, metric, target, releases, open, entries, trials } = record;
  const told = toldMap(governed, reader);
  if (shownOf(told.disclosure, metric) === 'nothing') return undefined;
  const course = showsFigures(told, metric) ? courseOf(reading, today, lastRead) : ({ kind: 'hidden' } as const);
  const gap = target && course.kind === 'days' ? target.keyResult.to - target.keyResult.from : undefined;
  const shownEntries = entries.slice(0, mostEntries).map(tellingOf([told], reader));
  const records = edgeRecords(trials);
  return {
    owner,
    ...(isOwners ? {} : { home: governed.home }),
    metric,
    course,
    ...(target && { target: { ...targetOf(target, course, today), ...(chance === undefined ? {} : { chance }) } }),
    keyResults: governed.map.objectives.flatMap((one) =>
      one.keyResults.flatMap((keyResult) => (keyResult.metric === metric.name ? [keyResult.id] : [])),
    ),
    releases: releases.map((release) => ({
      ...release,
      isOwn: isOwn(release, record),
    })),
    open,
    entries: shownEntries.map((entry) => {
      const closed = gap === undefined ? undefined : closedBy(entry, record, reading, gap);
      return closed ? { ...entry, closed } : entry;
    }),
    moreEntries: entries.length > mostEntries,
    below: edgesOf(
      governed.map.metrics.filter(({ drives }) => drives.includes(metric.name)),
      records,
      (one) => one.upper === metric.name,
    ),
    above: edgesOf(
      metric.drives.flatMap((name) => governed.map.metrics.find((one) => one.name === name) ?? []),
      records,
      (one) => one.lower === metric.name,
    ),
    asOf: today,
  };
}

function courseOf(reading: Reading | undefined, today: Date, read: DataHealth['read']): Course {
  if (!reading) return { kind: 'late' };
  if (reading.kind !== 'samples') return reading;
  const days = daily(reading.series).samples.filter(({ value }) => Number.isFinite(value));
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { kind: 'empty' };
  const end = last.t + day;
  const now = levelBetween(reading.series, end - levelDays * day, end);
  return {
    kind: 'days',
    days,
    ...(now === undefined ? {} : { now }),
    health: {
      from: new Date(first.t),
      last: new Date(last.t),
      lateDays: Math.max(0, Math.round((today.getTime() - end) / day)),
      missing: Math.max(0, Math.round((last.t - first.t) / day) + 1 - days.length),
      ...(read && { read }),
    },
  };
}

/** What a bet is first about tells whose it is. */
function isOwn(
  { metrics, keyResults }: MetricRecord['releases'][number],
  { governed, metric, target }: MetricRecord,
): boolean {
  const isOnIt = target ? keyResults.some((id) => isSameName(id, target.keyResult.id)) : metrics.includes(metric.name);
  const first = governed.map.metrics.find(({ name }) => name === metrics[0]);
  return isOnIt && first?.owner === metric.owner;
}

function targetOf({ objective, keyResult }: NonNullable<MetricRecord['target']>, course: Course, today: Date): Target {
  const { from, to } = keyResult;
  if (course.kind !== 'days' || course.now === undefined) return { objective, keyResult };
  const { now } = course;
  const path = pathOf({ objective, keyResult }, now, today);
  return {
    objective,
    keyResult,
    reached: to > from ? now >= to : now <= to,
    progress: Math.min(1, Math.max(0, (now - from) / (to - from))),
    ...(path && { path }),
  };
}

function pathOf(
  { objective: { period }, keyResult: { from, to, by } }: Target,
  now: number,
  today: Date,
): Target['path'] {
  const [since, until] = [parsePeriod(period ?? '')?.since, Date.parse(by) + day];
  const start = since && since < today ? { at: since.getTime(), level: from } : { at: today.getTime(), level: now };
  return start.at < until ? [start, { at: until, level: to }] : undefined;
}

/** By the level before its release, as the effect is a share of that. */
function closedBy(
  { effect, metric, repository, number }: LedgerEntry,
  { metric: { name, good }, releases }: MetricRecord,
  reading: Reading | undefined,
  gap: number,
): ShareOfGap | undefined {
  const release = releases.find((one) => one.repository === repository && one.number === number);
  if (!effect || metric !== name || !release || reading?.kind !== 'samples') return undefined;
  const before = levelBefore(reading.series, release.at.getTime());
  if (before === undefined || gap === 0) return undefined;
  // In the ledger good is positive.
  const share = (relative: number) => ((good === 'up' ? relative : -relative) * before) / gap;
  const [one, other] = [share(effect.low), share(effect.high)];
  return { share: share(effect.relative), low: Math.min(one, other), high: Math.max(one, other) };
}

/** Undefined: the days that were read begin later. */
function levelBefore(series: Series, at: number): number | undefined {
  const [from, first] = [at - levelDays * day, series.samples[0]];
  return first && first.t <= from + day ? levelBetween(series, from, at) : undefined;
}

function edgesOf(metrics: Metric[], records: EdgeRecord[], isOf: (record: EdgeRecord) => boolean): EdgeOnPage[] {
  return metrics.map((metric) => {
    const record = records.find((one) => isOf(one) && (one.lower === metric.name || one.upper === metric.name));
    if (!record) return { metric };
    return { metric, record: record.ratio ? { ...record, ratio: inShort(record.ratio) } : record };
  });
}
