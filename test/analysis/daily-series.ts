import type { Series } from '../../src/analysis/samples.ts';

export const day = 86_400_000;

/** Numbers between 0 and 1 that are the same on every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function normalFrom(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A metric with a weekly rhythm and 4 % of noise, from 1 January 1970 on; from `stepAt` on it is lifted by `step`. */
export function dailySeries(wish: {
  days: number;
  step?: number;
  stepAt?: number;
  seed?: number;
  noise?: number;
}): Series {
  const normal = normalFrom(randomFrom(wish.seed ?? 7));
  const week = [1.05, 1.1, 1.1, 1.05, 1, 0.8, 0.85];
  return {
    bucket: 'day',
    samples: Array.from({ length: wish.days }, (_, i) => ({
      t: i * day,
      value:
        1000 *
        (week[i % 7] ?? 1) *
        Math.exp((wish.noise ?? 0.04) * normal()) *
        (i >= (wish.stepAt ?? Infinity) ? 1 + (wish.step ?? 0) : 1),
    })),
  };
}
