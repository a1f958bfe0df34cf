import { compareMeans } from '../../src/analysis/arms/two-means.ts';
import type { Answer } from './method.ts';

/** What most dashboards do: the days before against the days after, as if days were independent draws. */
export function welch(before: number[], after: number[]): Answer {
  const arm = (values: number[]) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { n: values.length, mean, stddev: Math.sqrt(squares / (values.length - 1)) };
  };
  const { relative, p } = compareMeans(arm(after), arm(before));
  return { effect: relative.value, low: relative.low, high: relative.high, moved: p < 0.05 };
}
