import type { Series } from '../../analysis/samples.ts';
import { day } from '../../domain/day.ts';

/**
 * A series by whole days: the mean of each of `count` days before `end` (epoch milliseconds, exclusive); undefined where there is no
 * value.
 */
export function byDay(series: Series, end: number, count: number): (number | undefined)[] {
  const start = end - count * day;
  const sums = new Array<number>(count).fill(0);
  const counts = new Array<number>(count).fill(0);
  for (const { t, value } of series.samples) {
    const slot = Math.floor((t - start) / day);
    if (slot < 0 || slot >= count) continue;
    sums[slot] = (sums[slot] ?? 0) + value;
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return sums.map((sum, slot) => meanOf(sum, counts[slot] ?? 0));
}

/**
 * The mean of the week that ends on every so-many-th day, the last day included: what the metric does apart from its week's rhythm.
 * The first week ends on the seventh day.
 */
export function weeklyMeans(values: (number | undefined)[], every: number): (number | undefined)[] {
  const means: (number | undefined)[] = [];
  for (let to = values.length; to >= 7; to -= every) {
    const known = values.slice(to - 7, to).filter((value) => value !== undefined);
    means.unshift(
      meanOf(
        known.reduce((sum, value) => sum + value, 0),
        known.length,
      ),
    );
  }
  return means;
}

/**
 * Each day as the mean of the week around it, so that the rhythm of the week hides no change. The weeks keep within [from, to): what was before a release is not mixed with what came after it. A day
 * without a value has none, unless it lies between two that have; fewer than seven days have one mean.
 */
export function byWeek(values: (number | undefined)[], from: number, to: number): (number | undefined)[] {
  return values.map((value, at) => {
    if (at < from || at >= to || value === undefined) return undefined;
    const start = Math.max(from, Math.min(at - 3, to - 7));
    const known = values.slice(start, Math.min(to, start + 7)).filter((one) => one !== undefined);
    return meanOf(
      known.reduce((sum, one) => sum + one, 0),
      known.length,
    );
  });
}

/** Days without a value lie on the line between their neighbours; before the first and after the last there is nothing to draw. */
export function bridged(values: (number | undefined)[]): (number | undefined)[] {
  const known = values.flatMap((value, at) => (value === undefined ? [] : [{ at, value }]));
  return values.map((value, at) => {
    if (value !== undefined) return value;
    const after = known.findIndex((it) => it.at > at);
    const [left, right] = [known[after - 1], known[after]];
    if (!left || !right) return undefined;
    return left.value + ((right.value - left.value) * (at - left.at)) / (right.at - left.at);
  });
}

function meanOf(sum: number, count: number): number | undefined {
  return count === 0 ? undefined : sum / count;
}
