import { pooled } from '../analysis/arms/pooled.ts';
import type { Sample, Series } from '../analysis/samples.ts';
import type { ArmNames } from '../domain/metric/metric.ts';
import type { Reading } from '../domain/metric/reading.ts';
import { detectBucket, written } from './detect-bucket.ts';
import { pickArms } from './pick-arms.ts';
import { type ArmForm, armFormOf, armOf, readArmSample } from './read-arm.ts';
import { formOf, readSample } from './read-sample.ts';
import type { Row } from './source.ts';
import { readTimes, type Time } from './times/read-times.ts';
import { settleRepeatedHours } from './times/repeated-hours.ts';
import { Unfit } from './unfit.ts';
import { dayOf, isWithin, type Window, windowToAsk } from './window.ts';

interface TimedRow {
  row: Row;
  time: Time;
}

/**
 * Rows from any source, as a reading of [from, to): sorted, at most one sample a bucket, buckets without a value left
 * out. A daily sample's `t` is the midnight UTC of its calendar date in `timezone`, an hourly one's the instant it
 * began. Rows with an `arm` belong to an experiment: `named` says which two arms are compared.
 */
export function toSamples(rows: Row[], window: Window, timezone: string, named?: ArmNames): Reading {
  return orUnfit(() => read(rows, window, timezone, named));
}

/** What an experiment came to: its groups by day, or all in all. Rows that tell no groups apart are refused. */
export function toGroups(rows: Row[], window: Window, timezone: string, named?: ArmNames): Reading {
  return orUnfit(() => {
    if (rows.length === 0) return { kind: 'empty' };
    const columns = new Set(rows.flatMap(Object.keys));
    if (!columns.has('arm')) throw new Unfit('the rows have no column "arm" for the groups of the experiment');
    return columns.has('t') ? read(rows, window, timezone, named) : readTotals(rows, columns, window, named);
  });
}

function orUnfit(reading: () => Reading): Reading {
  try {
    return reading();
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return { kind: 'failed', failure: { reason: 'bad-samples', text: error.message } };
  }
}

/** One row an arm, which is of no day. */
function readTotals(rows: Row[], columns: ReadonlySet<string>, { from }: Window, named: ArmNames | undefined): Reading {
  const form = armFormOf(columns);
  if (form === 'sums')
    throw new Unfit('two sums of each arm do not say how far they spread: one row a day and arm is expected');
  const t = from.getTime();
  const byArm = Map.groupBy(rows, (row) => armOf(row, 'an arm'));
  const { control, treatment } = pickArms([...byArm.keys()].sort(), named);
  const [without, withChange] = [control, treatment].map((arm) => {
    const [row, second] = byArm.get(arm) ?? [];
    if (second) throw new Unfit('there are two rows of one arm: one row an arm, or one a day and arm, is expected');
    return [row ? (readArmSample(row, form, t, 'an arm') ?? []) : []].flat();
  }) as [Sample[], Sample[]];
  if (without.length + withChange.length === 0) return { kind: 'empty' };
  return {
    kind: 'samples',
    series: { bucket: 'day', samples: [] },
    arms: {
      control: { name: control, samples: without },
      treatment: { name: treatment, samples: withChange },
      totals: true,
    },
  };
}

function read(rows: Row[], window: Window, timezone: string, named: ArmNames | undefined): Reading {
  if (rows.length === 0) return { kind: 'empty' };
  const columns = new Set(rows.flatMap(Object.keys));
  if (!columns.has('t')) throw new Unfit('the rows have no column "t" for the time');
  if (named && !columns.has('arm'))
    throw new Unfit('the rows have no column "arm", and the outcome map says that this metric has arms');
  const form = columns.has('arm') ? armFormOf(columns) : formOf(columns);
  const times = settleRepeatedHours(timesOf(rows, timezone), (i) => String(rows[i]?.arm ?? ''));
  const timed = rows.map((row, i) => ({ row, time: times[i] as Time }));
  const near = keepNear(timed, window, timezone);
  if (near.length === 0) return { kind: 'empty' };

  const bucket = detectBucket(
    near.map(({ time }) => time),
    timezone,
  );
  const placed = near.flatMap(({ row, time }): PlacedRow[] => {
    const t = bucket === 'day' && time.kind === 'instant' ? dayOf(time.at, timezone) : time.at;
    if (!isWithin(t, bucket, window, timezone)) return [];
    return [{ row, t, name: bucket === 'day' ? new Date(t).toISOString().slice(0, 10) : written(t, timezone) }];
  });
  if (form === 'value' || form === 'ratio' || form === 'mean') {
    const samples = onceEach(placed, bucket, '', ({ row, t, name }) => readSample(row, form, t, name));
    return samples.length === 0 ? { kind: 'empty' } : { kind: 'samples', series: seriesOf(bucket, samples, timezone) };
  }
  return readArms(placed, bucket, form, named, timezone);
}

/** Hours are instants, no matter what the clock shows. */
const seriesOf = (bucket: Series['bucket'], samples: Sample[], timezone: string): Series =>
  bucket === 'day' && timezone !== 'UTC' ? { bucket, timezone, samples } : { bucket, samples };

interface PlacedRow {
  row: Row;
  t: number;
  /** The bucket's name for people. */
  name: string;
}

/** The samples of rows, one a bucket, in order. */
function onceEach(
  rows: PlacedRow[],
  bucket: Series['bucket'],
  of: string,
  sampleOf: (row: PlacedRow) => Sample | undefined,
): Sample[] {
  const seen = new Set<number>();
  const samples: Sample[] = [];
  for (const placed of rows) {
    const { t, name } = placed;
    if (seen.has(t))
      throw new Unfit(
        `there are two rows for ${name}${of}: one row ${bucket === 'day' ? 'a day' : 'an hour'} is expected`,
      );
    seen.add(t);
    const sample = sampleOf(placed);
    if (sample) samples.push(sample);
  }
  return samples.sort((one, other) => one.t - other.t);
}

/** The two compared arms, and both together as the metric's series; other arms are left out. */
function readArms(
  placed: PlacedRow[],
  bucket: Series['bucket'],
  form: ArmForm,
  named: ArmNames | undefined,
  timezone: string,
): Reading {
  if (placed.length === 0) return { kind: 'empty' };
  const byArm = Map.groupBy(placed, ({ row, name }) => armOf(row, name));
  const { control, treatment } = pickArms([...byArm.keys()].sort(), named);
  const [without, withChange] = [control, treatment].map((arm) =>
    onceEach(byArm.get(arm) ?? [], bucket, ' in one arm', ({ row, t, name }) => readArmSample(row, form, t, name)),
  ) as [Sample[], Sample[]];
  const samples = byBucket([...without, ...withChange]);
  if (samples.length === 0) return { kind: 'empty' };
  return {
    kind: 'samples',
    series: seriesOf(bucket, samples, timezone),
    arms: { control: { name: control, samples: without }, treatment: { name: treatment, samples: withChange } },
  };
}

function byBucket(samples: Sample[]): Sample[] {
  const together = [...Map.groupBy(samples, ({ t }) => t)].map(([t, same]) => ({ t, ...pooled(same) }));
  return together.sort((one, other) => one.t - other.t);
}

function timesOf(rows: Row[], timezone: string): Time[] {
  const read = readTimes(
    rows.map(({ t }) => t),
    timezone,
  );
  if ('ambiguous' in read)
    throw new Unfit(
      `the times in column "t" ${read.ambiguous.areMixed ? 'seem to mix the orders of day and month, such as' : 'can be read as'} ${read.ambiguous.readings.join(' or ')}: dates such as 2026-11-03 are expected`,
    );
  return read.times.map((time, index) => {
    if (time?.kind === 'period')
      throw new Unfit(`row ${index + 1} is a ${time.each}: one row a day, or one an hour, is expected`);
    if (time) return time;
    throw new Unfit(
      `row ${index + 1} has no time in column "t": a date (2026-11-03), an instant (2026-11-03T00:00:00Z) or seconds since 1970 is expected`,
    );
  });
}

/** Rows far outside may be anything: they are not used. */
function keepNear(rows: TimedRow[], window: Window, timezone: string): TimedRow[] {
  const asked = windowToAsk(window, timezone);
  return rows.filter(({ time }) => {
    const from = time.kind === 'date' ? window.from : asked.from;
    return time.at >= from.getTime() && time.at < window.to.getTime();
  });
}
