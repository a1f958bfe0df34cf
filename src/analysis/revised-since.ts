import type { Warning } from './effect.ts';
import type { Series } from './samples.ts';

const noticeable = 0.01;
/** The newest days are often not final when they are first read. */
const settling = 2;

/**
 * Has the source changed its mind about days that were read before? Compares what was kept then with what is read now,
 * bucket by bucket, the last two of then left out. A warning when more than one in a hundred differs by more than 1%.
 */
export function revisedSince(kept: Series, now: Series): Warning | undefined {
  const current = new Map(now.samples.map(({ t, value }) => [t, value]));
  const compared = kept.samples.slice(0, -settling).filter(({ t }) => current.has(t));
  const revised = compared.filter(({ t, value }) => {
    const then = current.get(t) ?? value;
    return Math.abs(then - value) > noticeable * Math.max(Math.abs(then), Math.abs(value));
  });
  if (compared.length === 0 || revised.length <= compared.length / 100) return undefined;
  return {
    kind: 'revised',
    text: `The source has revised ${revised.length} of ${compared.length} values since they were first read.`,
  };
}
