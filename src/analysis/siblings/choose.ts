import { buckets } from '../bucket.ts';
import { departures } from '../controls.ts';
import type { NamedSeries } from '../effect.ts';
import type { Series } from '../samples.ts';
import { seriesFault } from '../series-fault.ts';

/** As many as are compared with. */
const mostChosen = 5;
/** Days that are looked at, and fewest on which both have a value. */
const [longest, fewest] = [180, 28];
/** Less in common than this explains less than a tenth. */
const leastAlike = 0.32;

/**
 * The siblings that a metric went along with, most alike first: by the correlation of their departures from their last three values (logarithms, season off), on the days
 * before `until` alone. What happens afterwards has no part in it, or a chance likeness would be taken for a proof.
 */
export function chooseSiblings(series: Series, candidates: readonly NamedSeries[], until: number): string[] {
  const own = logsOf(series, series, until);
  if (!own) return [];
  const { season } = buckets[series.bucket];
  const target = departures(own, season);
  const alike = candidates.flatMap(({ name, series: other }) => {
    const logs = other.bucket === series.bucket ? logsOf(other, series, until) : undefined;
    const likeness = logs ? correlation(target, departures(logs, season)) : 0;
    return likeness > leastAlike ? [{ name, likeness }] : [];
  });
  return alike
    .sort((one, another) => another.likeness - one.likeness)
    .slice(0, mostChosen)
    .map(({ name }) => name);
}

/** By the slots of `like`; undefined: not a series whose logarithm can be taken. */
function logsOf(series: Series, like: Series, until: number): Float64Array | undefined {
  if (seriesFault(series)) return undefined;
  const { length } = buckets[like.bucket];
  const slots = longest * Math.round(buckets.day.length / length);
  const logs = new Float64Array(slots).fill(Number.NaN);
  for (const { t, value } of series.samples) {
    const slot = slots - Math.round((until - t) / length);
    if (t >= until || slot < 0 || slot >= slots) continue;
    if (!(value > 0)) return undefined;
    logs[slot] = Math.log(value);
  }
  return logs;
}

function correlation(a: Float64Array, b: Float64Array): number {
  let [n, sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    sumA += x;
    sumB += y;
    squareA += x * x;
    squareB += y * y;
    product += x * y;
  }
  if (n < fewest) return 0;
  const spread = Math.sqrt((squareA - sumA ** 2 / n) * (squareB - sumB ** 2 / n));
  return spread > 0 ? (product - (sumA * sumB) / n) / spread : 0;
}
