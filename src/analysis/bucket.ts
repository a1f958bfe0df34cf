import type { Series } from './samples.ts';

/** Length of a bucket in milliseconds, and how many of them make the season that nearly every metric has (week, day). */
export const buckets: Record<Series['bucket'], { length: number; season: number; word: string; oneEach: string }> = {
  day: { length: 86_400_000, season: 7, word: 'day', oneEach: 'one a day' },
  hour: { length: 3_600_000, season: 24, word: 'hour', oneEach: 'one an hour' },
};

/** `1 day`, `14 days`. */
export function countOf(bucket: Series['bucket'], count: number): string {
  return `${count} ${buckets[bucket].word}${count === 1 ? '' : 's'}`;
}
