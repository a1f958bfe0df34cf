import type { Sample, Series } from '../analysis/samples.ts';
import type { Reading } from '../domain/reading.ts';
import { detectBucket, written } from './detect-bucket.ts';
import { parseTime, type Time } from './parse-time.ts';
import { formOf, readSample } from './read-sample.ts';
import type { Row } from './source.ts';
import { Unfit } from './unfit.ts';
import { dayOf, isWithin, type Window, windowToAsk } from './window.ts';

interface TimedRow {
  row: Row;
  time: Time;
}

/**
 * Rows as any source gave them, as a reading of [from, to): sorted, at most one sample a bucket, buckets without a value left
 * out. A daily sample's `t` is the midnight UTC of its calendar date in `timezone`, an hourly one's the instant it began.
 */
export function toSamples(rows: Row[], window: Window, timezone: string): Reading {
  try {
    return read(rows, window, timezone);
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return { kind: 'failed', failure: { reason: 'bad-samples', text: error.message } };
  }
}

function read(rows: Row[], window: Window, timezone: string): Reading {
  if (rows.length === 0) return { kind: 'empty' };
  const columns = new Set(rows.flatMap(Object.keys));
  if (!columns.has('t')) throw new Unfit('the rows have no column "t" for the time');
  const form = formOf(columns);
  const timed = rows.map((row, i) => ({ row, time: timeOf(row, i, timezone) }));
  const near = keepNear(timed, window, timezone);
  if (near.length === 0) return { kind: 'empty' };

  const bucket = detectBucket(
    near.map(({ time }) => time),
    timezone,
  );
  const seen = new Set<number>();
  const samples: Sample[] = [];
  for (const { row, time } of near) {
    const t = bucket === 'day' && time.kind === 'instant' ? dayOf(time.at, timezone) : time.at;
    if (!isWithin(t, bucket, window, timezone)) continue;
    const name = bucket === 'day' ? new Date(t).toISOString().slice(0, 10) : written(t, timezone);
    if (seen.has(t))
      throw new Unfit(`there are two rows for ${name}: one row ${bucket === 'day' ? 'a day' : 'an hour'} is expected`);
    seen.add(t);
    const sample = readSample(row, form, t, name);
    if (sample) samples.push(sample);
  }
  if (samples.length === 0) return { kind: 'empty' };
  const series: Series = { bucket, samples: samples.sort((one, other) => one.t - other.t) };
  return { kind: 'samples', series };
}

function timeOf(row: Row, index: number, timezone: string): Time {
  const time = parseTime(row.t, timezone);
  if (time) return time;
  throw new Unfit(
    `row ${index + 1} has no time in column "t": a date (2026-11-03), an instant (2026-11-03T00:00:00Z) or seconds since 1970 is expected`,
  );
}

/** Rows far outside may be whatever they like: they are nobody's business now. */
function keepNear(rows: TimedRow[], window: Window, timezone: string): TimedRow[] {
  const asked = windowToAsk(window, timezone);
  return rows.filter(({ time }) => {
    const from = time.kind === 'date' ? window.from : asked.from;
    return time.at >= from.getTime() && time.at < window.to.getTime();
  });
}
