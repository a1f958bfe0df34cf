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
    const reading = limit(() => reader.read({ owner, ownerId, metric, ...window, asSibling: true }));
    return inTime(waitMs, new Error('the source takes too long'), () => reading).catch(() => undefined);
  };
}

interface Window {
  from: Date;
  to: Date;
}

export const halfYearTo = (today: Date): Window => ({ from: daysBefore(today, historyDays), to: today });

/** Start of the first day that is not over. */
export const todayAt = (now: Date): Date => new Date(Math.floor(now.getTime() / day) * day);
