import { buckets } from '../bucket.ts';
import type { Unanswerable } from '../effect.ts';
import type { Series } from '../samples.ts';
import { deadFrom } from './dead.ts';
import { jumpIn } from './jump.ts';
import { looksLikeRunningTotal } from './running-total.ts';
import { slotsOf } from './slots-of.ts';
import * as words from './words.ts';

/** Shorter use than this that ends is use that ended, not a counter that broke. */
const shortestUse = 7 * buckets.day.length;

/**
 * What is wrong with the values of which a level is expected, as a readout of an effect would see it: a running total, another unit since the release, values that died within
 * the window. A level may rest on few values and begin with none, so that is no fault here; and where it should be small, zeros are good news.
 */
export function lookAtLevel(
  { bucket, samples }: Series,
  { from, until, good, neverFalls }: { from: number; until: number; good: 'up' | 'down'; neverFalls?: boolean },
): Unanswerable | undefined {
  const seen = samples.filter(({ t }) => t < until);
  if (!neverFalls && looksLikeRunningTotal(seen)) return words.runningTotal(bucket);
  const since = slotsOf({ bucket, samples: seen.filter(({ t }) => t >= from) });
  const dead = deadFrom(since.values, bucket, since.sizes);
  const isZero = dead !== undefined && since.values[dead] === 0;
  if (dead !== undefined && !(isZero && good === 'down') && (since.starts[dead] as number) - from >= shortestUse)
    return words.dead(isZero, since.starts[dead] as number, bucket);
  if (bucket === 'hour') return undefined;
  const all = slotsOf({ bucket, samples: seen });
  const jump = jumpIn(all.values, 0);
  const at = jump && (all.starts[jump.slot] as number);
  return jump && at !== undefined && at >= from ? words.jumped(jump, at, bucket) : undefined;
}
