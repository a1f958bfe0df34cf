import { smallestDetectable } from '../../../analysis/detect.ts';
import type { Detectable, Unanswerable } from '../../../analysis/effect.ts';
import { lookAtHistory } from '../../../analysis/findings/look-at-history.ts';
import { holidaysOf } from '../../../analysis/holidays.ts';
import type { Sample, Series } from '../../../analysis/samples.ts';
import { dayOf, daysBefore } from '../../../domain/day.ts';
import { controlsOf } from '../../../domain/metric/controls-of.ts';
import { type Metric, saidOf } from '../../../domain/metric/metric.ts';
import type { ReadFailure, Reading } from '../../../domain/metric/reading.ts';
import type { Repository } from '../../../domain/repository.ts';
import { own } from '../../../domain/text/own.ts';
import type { MetricReader } from '../../../flows/ports/metric-reader.ts';
import { readEarlier } from '../../../flows/readings/read-earlier.ts';
import { historyDays, readMetrics } from '../../../flows/readings/read-metrics.ts';
import { counted } from '../../../render/words/words.ts';
import { type JudgedRelease, judgeTogether, type Question } from '../judge-releases.ts';
import type { ShippedDay } from './shipped.ts';

export interface ReadMetric {
  metric: Metric;
  series: Series;
  /** One for each day on which something shipped. */
  rows: JudgedRelease[];
  /** What a window of days shows from now on. */
  shows: Detectable | Unanswerable;
}

export interface UnreadMetric {
  metric: Metric;
  failure: ReadFailure | { reason: 'empty'; text: string };
}

interface Asked {
  repository: Repository;
  metrics: Metric[];
  days: ShippedDay[];
  since: Date;
  /** Up to here days are complete. */
  asOf: Date;
  windowDays: number;
  detectDays: number;
  say(line: string): void;
}

/** What each metric did after each release, from what is known of it now; all of them pay together for so many looks. */
export async function measured(
  metrics: MetricReader,
  { repository, metrics: all, days, since, asOf, windowDays, detectDays, say }: Asked,
): Promise<{ read: ReadMetric[]; unread: UnreadMetric[] }> {
  const from = daysBefore(since, historyDays);
  say(`Reading ${counted(all.length, 'metric')}.`);
  const readings = await readMetrics({ metrics }, repository, all, from, asOf);
  const earlier = await readEarlier({ metrics }, repository, all, readings, from);
  const known = all.flatMap((metric) => {
    const reading = own(readings, metric.name);
    return reading?.kind === 'samples' ? [{ metric, series: reading.series }] : [];
  });
  const questions = known.map(({ metric, series }) =>
    questionOf(metric, series, { days, windowDays, readings, earlier: own(earlier, metric.name) ?? [] }),
  );
  const judged = judgeTogether(questions, (at, does) =>
    say(
      `${{ look: 'Looking at', judge: 'Judging' }[does]} ${known[at]?.metric.name} after ${days.length} dates (${at + 1} of ${known.length} metrics).`,
    ),
  );
  return {
    read: known.map(({ metric, series }, at) => ({
      ...{ metric, series, rows: judged[at] ?? [] },
      shows: showsWithin(metric, series, detectDays, readings),
    })),
    unread: all.flatMap((metric) => {
      const reading = own(readings, metric.name);
      if (reading?.kind === 'samples') return [];
      const failure = reading?.kind === 'failed' ? reading.failure : { reason: 'empty' as const, text: 'no data' };
      return [{ metric, failure }];
    }),
  };
}

function questionOf(
  metric: Metric,
  series: Series,
  asked: { days: ShippedDay[]; windowDays: number; readings: Record<string, Reading>; earlier: Sample[] },
): Question {
  const { days, windowDays, readings, earlier } = asked;
  const { timezone, samples } = series;
  const span = [samples[0]?.t ?? 0, (samples.at(-1)?.t ?? 0) + 1] as const;
  const { good, neverFalls = false } = saidOf(metric);
  return {
    series,
    releases: days.map(({ name, at }) => ({
      name,
      moment: { at: at.getTime(), wall: dayOf(at, timezone), isDay: false },
    })),
    asked: {
      ...{ windowDays, good, timezone, neverFalls },
      beside: {
        controls: controlsOf(metric, readings),
        earlier,
        holidays: metric.holidays ? (holidaysOf(metric.holidays, ...span) ?? []) : [],
      },
    },
  };
}

function showsWithin(metric: Metric, series: Series, days: number, readings: Record<string, Reading>) {
  const looked = lookAtHistory(series, saidOf(metric));
  if ('kind' in looked) return looked;
  return smallestDetectable(looked.series, days, { controls: controlsOf(metric, readings) });
}
