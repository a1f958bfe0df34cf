import pLimit from 'p-limit';
import { inTime } from '../../deadlines/in-time.ts';
import { day, daysBefore } from '../../domain/day.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import type { OwnerPlace } from '../../flows/ports/page-record.ts';

/** Half a year, in whole weeks. */
export const historyDays = 182;
/** Nobody waits for longer: what is not there by then stands on the page when it is looked at next. */
const waitMs = 2_000;
const atOnce = 4;

/** What the source of a metric has of the last half year; undefined: not in time. A connection that is billed by what it scans is not read: a page is no reason to. */
export function readingNow(reader: MetricReader) {
  const limit = pLimit(atOnce);
  return async ({ owner, ownerId }: OwnerPlace, metric: Metric, today: Date): Promise<Reading | undefined> => {
    const window = { from: daysBefore(today, historyDays), to: today };
    const reading = limit(() => reader.read({ owner, ownerId, metric, ...window, asSibling: true }));
    return inTime(waitMs, new Error('the source takes too long'), () => reading).catch(() => undefined);
  };
}

/** Start of the first day that is not over. */
export const todayAt = (now: Date): Date => new Date(Math.floor(now.getTime() / day) * day);
