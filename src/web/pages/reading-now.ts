import pLimit from 'p-limit';
import { inTime } from '../../deadlines/in-time.ts';
import { day, daysBefore } from '../../domain/day.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import type { OwnerPlace } from '../../flows/ports/page-record.ts';

/** Half a year, in whole weeks. */
export const historyDays = 182;
/** A page waits no longer; a later value appears when it is next opened. */
const waitMs = 2_000;
const atOnce = 4;

/** A metric from its source; undefined: not in time. Connections billed by scan are not read for a page. */
export function readingNow(reader: MetricReader) {
  const limit = pLimit(atOnce);
  return async ({ owner, ownerId }: OwnerPlace, metric: Metric, window: Window): Promise<Reading | undefined> => {
    const read = () => reader.read({ owner, ownerId, metric, ...window, asSibling: true });
    // What nobody waits for any more is not asked: a digest has forty metrics, and anybody who may read it opens another one.
    return inTime(waitMs, new Error('the source takes too long'), (signal) =>
      limit(async () => (signal.aborted ? undefined : read())),
    ).catch(() => undefined);
  };
}

interface Window {
  from: Date;
  to: Date;
}

export const halfYearTo = (today: Date): Window => ({ from: daysBefore(today, historyDays), to: today });

/** Start of the first day that is not over. */
export const todayAt = (now: Date): Date => new Date(Math.floor(now.getTime() / day) * day);
