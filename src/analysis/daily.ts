import { buckets } from './bucket.ts';
import { meanOf } from './mean-and-median.ts';
import type { Series } from './samples.ts';

/** Share of its hours that a day must have to stand for it. */
const wholeEnough = 0.75;

/** An hourly series by UTC days, each the mean of its hours; days with too few of them are missing. A daily series stays as it is. */
export function daily(series: Series): Series {
  if (series.bucket === 'day') return series;
  const { length } = buckets.day;
  const hours = Map.groupBy(series.samples, ({ t }) => Math.floor(t / length));
  const samples = [...hours]
    .filter(([, own]) => own.length >= wholeEnough * 24)
    .map(([index, own]) => ({ t: index * length, value: meanOf(own.map(({ value }) => value)) }));
  return { bucket: 'day', samples };
}
