import type { Series } from '../../../src/analysis/samples.ts';
import { normal, uniform } from './seeded-random.ts';

export const day = 86_400_000;

/** A metric with a weekly rhythm and 4% of noise, from 1 January 1970 on; from `stepAt` on it is lifted by `step`. */
export function dailySeries(wish: {
  days: number;
  step?: number;
  stepAt?: number;
  seed?: number;
  noise?: number;
}): Series {
  const noise = normal(uniform(wish.seed ?? 7));
  const week = [1.05, 1.1, 1.1, 1.05, 1, 0.8, 0.85];
  return {
    bucket: 'day',
    samples: Array.from({ length: wish.days }, (_, i) => ({
      t: i * day,
      value:
        1000 *
        (week[i % 7] ?? 1) *
        Math.exp((wish.noise ?? 0.04) * noise()) *
        (i >= (wish.stepAt ?? Infinity) ? 1 + (wish.step ?? 0) : 1),
    })),
  };
}
