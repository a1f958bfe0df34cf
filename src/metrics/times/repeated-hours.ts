import type { Time } from './read-times.ts';

/** Rows are ordered, or in reverse order, if this share of neighbours is: a single step back comes from the clocks. */
const inOrder = 0.9;

/**
 * Separates the two hours that look alike when clocks are set back: the second of two rows with one local time is the
 * later one, or the earlier one in a file with the newest first. In an unordered file they stay alike.
 * @param groupOf rows of different groups (the arms of an experiment) do not count as two
 */
export function settleRepeatedHours(times: readonly Time[], groupOf: (index: number) => string = () => ''): Time[] {
  const twice = new Map<string, number[]>();
  times.forEach(({ again, wall }, index) => {
    if (again === undefined) return;
    const key = `${wall} ${groupOf(index)}`;
    twice.set(key, [...(twice.get(key) ?? []), index]);
  });
  const pairs = [...twice.values()].filter((indices) => indices.length === 2);
  const order = pairs.length > 0 ? orderOf(times) : 0;
  if (order === 0) return [...times];
  const settled = [...times];
  for (const [first, second] of pairs as [number, number][]) {
    const later = order > 0 ? second : first;
    const { again, ...time } = times[later] as Time & { again: number };
    settled[later] = { ...time, at: again };
  }
  return settled;
}

/** 1: oldest first, -1: newest first, 0: neither. */
function orderOf(times: readonly Time[]): -1 | 0 | 1 {
  const steps = times.slice(1).map(({ wall }, i) => Math.sign(wall - (times[i] as Time).wall));
  const moving = steps.filter((step) => step !== 0);
  const forward = moving.filter((step) => step > 0).length / Math.max(1, moving.length);
  return forward >= inOrder ? 1 : forward <= 1 - inOrder ? -1 : 0;
}
