import type { Verdict } from '../verdict.ts';

/** A level that a metric is to reach, from below (`at-least`) or from above. */
export interface WantedLevel {
  bound: 'at-least' | 'at-most';
  value: number;
}

/** Less than this share of what was wanted is as good as nothing; `at-most`: more than so many times as much. */
const tenth = 10;

/**
 * What the interval of a level says of the level that was wanted: all of it there is `moved`, all of it beyond a tenth `flat`, all of it short `moved-less`,
 * else `inconclusive`. `at-most` is the mirror of it.
 *
 * Example: 55 to 69, at least 50: `moved`. 20 to 31: `moved-less`. 0 to 4: `flat`.
 */
export function levelVerdict({ low, high }: { low: number; high: number }, { bound, value }: WantedLevel): Verdict {
  if (bound === 'at-least') {
    if (low >= value) return 'moved';
    if (value > 0 && high < value / tenth) return 'flat';
    return high < value ? 'moved-less' : 'inconclusive';
  }
  if (high <= value) return 'moved';
  if (value > 0 && low > value * tenth) return 'flat';
  return low > value ? 'moved-less' : 'inconclusive';
}

/** Whether a metric is there already. */
export function standsAt(level: number, { bound, value }: WantedLevel): boolean {
  return bound === 'at-least' ? level >= value : level <= value;
}

/** Which way is better, whatever the metric's own direction. */
export const betterBy = ({ bound }: Pick<WantedLevel, 'bound'>): 'up' | 'down' =>
  bound === 'at-least' ? 'up' : 'down';
