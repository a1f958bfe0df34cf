import { buckets } from '../../../analysis/bucket.ts';
import type { Detectable, Unanswerable } from '../../../analysis/effect.ts';
import type { Metric } from '../../../domain/metric/metric.ts';
import { formatDays } from '../../../render/words/dates.ts';
import { findingOf, remedyFor } from '../../../render/words/finding-in-words.ts';
import { inPercent, inUnitOf } from '../../../render/words/sizes.ts';
import { counted, inWords } from '../../../render/words/words.ts';
import type { ReadMetric } from '../repository/measured.ts';
import type { Findings } from './findings.ts';
import { cell, type Part } from './part.ts';

/** What could be promised on which metric from now on. */
export function showsPart({ read, detectDays }: Findings): Part {
  const days = formatDays(detectDays);
  const sorted = read.toSorted((one, other) => sizeOf(one) - sizeOf(other));
  return {
    id: 'shows',
    heading: `What ${days} can show`,
    lines:
      read.length === 0
        ? ['No metric could be read.']
        : [
            `The smallest change of each metric that would be detected 80% of the time within ${days} of a release, by its history.`,
          ],
    ...(read.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Metric' },
              { title: 'History', right: true as const },
              { title: 'Shows', right: true as const },
              { title: 'What to know' },
            ],
            rows: sorted.map((one) => [
              cell(one.metric.title),
              cell(historyOf(one)),
              cell(one.shows.kind === 'detectable' ? told(one.shows, one.metric) : 'nothing'),
              cell(aboutIt(one.shows)),
            ]),
          },
        }),
  };
}

const sizeOf = ({ shows }: ReadMetric) => (shows.kind === 'detectable' ? shows.relative : Number.POSITIVE_INFINITY);

function historyOf({ series: { bucket, samples } }: ReadMetric): string {
  return counted(samples.length, buckets[bucket].word);
}

function told({ relative, inUnit }: Detectable, { unit }: Metric): string {
  const sizes = inUnit ? inUnitOf(inUnit, unit) : inPercent;
  return `${sizes.one(relative, { unsigned: true })} or more`;
}

function aboutIt(shows: Detectable | Unanswerable): string {
  if (shows.kind === 'unanswerable') {
    const remedy = remedyFor(shows);
    return findingOf(shows) && remedy ? `It ${findingOf(shows)}: ${remedy}.` : shows.text;
  }
  if (shows.hopeless) return 'That is more than most changes do: a metric closer to the change would tell more.';
  return shows.controls?.length ? `Compared with ${inWords(shows.controls)}.` : '';
}
