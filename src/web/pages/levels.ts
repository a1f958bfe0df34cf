import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { inTime } from '../../deadlines/in-time.ts';
import { daysBefore } from '../../domain/day.ts';
import { metricLevelOf } from '../../domain/metric/metric-level.ts';
import { week, weekLevels } from '../../domain/metric/weeks.ts';
import type { CourseNow, KeyMetric } from '../../domain/portfolio/portfolio.ts';
import type { Analyst } from '../../flows/ports/analyst.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import type { OwnerPlace } from '../../flows/ports/page-record.ts';
import { historyDays, todayAt } from './reading-now.ts';

/** A page waits no longer; a later value appears when it is next opened. */
const waitMs = 2_000;
const keptMs = 5 * 60_000;
const mostKept = 2_000;
const mostOfAPage = 60;
const atOnce = 4;

/**
 * The levels of key results' metrics and their course, from their sources. Connections billed by scan are not read for
 * a page.
 */
export function levelsNow(reader: MetricReader, analyst: Pick<Analyst, 'chances'>, now: () => Date) {
  const kept = new LRUCache<string, Promise<CourseNow>>({
    max: mostKept,
    ttl: keptMs,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });
  const limit = pLimit(atOnce);

  async function read(
    { owner, ownerId }: OwnerPlace,
    { metric, keyResults }: KeyMetric,
    today: Date,
  ): Promise<CourseNow> {
    const from = daysBefore(today, historyDays);
    const reading = await reader.read({ owner, ownerId, metric, from, to: today, asSibling: true });
    const level = metricLevelOf(reading, today);
    if (reading.kind !== 'samples') return { level, weeks: [], chances: new Map() };
    const starts = Array.from({ length: historyDays / 7 }, (_, at) => from.getTime() + at * week);
    const objectives = [{ id: '', title: '', keyResults }];
    const chances = await analyst.chances({
      map: { objectives, metrics: [metric] },
      readings: { [metric.name]: reading },
      asOf: today,
    });
    return {
      level,
      weeks: weekLevels(reading.series, starts, today.getTime()).map((one) => one.level),
      chances: new Map([...chances].map(([id, { unaided }]) => [id, unaided])),
    };
  }

  function courseOf(place: OwnerPlace, wanted: KeyMetric): Promise<CourseNow> {
    const today = todayAt(now());
    const { source, arms, increase } = wanted.metric;
    const key = JSON.stringify([place.ownerId, source, arms, increase, today, wanted.keyResults]);
    const known = kept.get(key);
    if (known) return known;
    const asked = limit(() => read(place, wanted, today));
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
    return asked;
  }

  return async (place: OwnerPlace, wanted: KeyMetric[]): Promise<Map<string, CourseNow>> => {
    const courses = new Map<string, CourseNow>();
    const readable = wanted.filter(({ metric }) => metric.source !== undefined).slice(0, mostOfAPage);
    const reading = readable.map(async (one) => {
      courses.set(one.metric.source ?? '', await courseOf(place, one));
    });
    await inTime(waitMs, new Error('levels take too long'), () => Promise.allSettled(reading)).catch(() => undefined);
    return new Map(courses);
  };
}
