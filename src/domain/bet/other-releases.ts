import type { Series } from '../../analysis/samples.ts';
import type { Metric } from '../metric/metric.ts';
import { nameOfOther, type OtherBet } from './other-bet.ts';
import { releaseBucket } from './schedule.ts';

/** More releases than this cannot be separated. */
const mostReleases = 5;

/**
 * Other bets on the same metric, by their pull request, those next to `near` first: each has an effect of its own, as far as they can be
 * parted.
 */
export function otherReleases(
  others: readonly OtherBet[],
  { name }: Pick<Metric, 'name'>,
  series: Series,
  near: Date,
): { name: string; at: number }[] {
  const distance = (at: Date) => Math.abs(at.getTime() - near.getTime());
  return others
    .flatMap((other) =>
      other.shippedAt && other.metrics.includes(name) ? [{ name: nameOfOther(other), shippedAt: other.shippedAt }] : [],
    )
    .sort((one, another) => distance(one.shippedAt) - distance(another.shippedAt))
    .slice(0, mostReleases)
    .map(({ name, shippedAt }) => ({ name, at: releaseBucket(shippedAt, series).to }));
}
