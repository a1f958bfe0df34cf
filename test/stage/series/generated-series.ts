import { type Random, randomFrom } from './seeded-random.ts';

/** A daily series on which nothing was ever released. `siblings` share some of what moves it. */
export interface RealOrMade {
  name: string;
  regime: string;
  values: number[];
  counts?: boolean;
}

const days = 600;
const week = [0.02, 0.06, 0.07, 0.05, 0, -0.14, -0.1];

type Maker = (random: Random) => { values: number[]; counts?: boolean };

/** Log scale throughout: level, week and noise add up. */
const series = (of: (i: number) => number) => Array.from({ length: days }, (_, i) => 1000 * Math.exp(of(i)));
const walk = (random: Random, size: number, pull = 1) => {
  let at = 0;
  return Array.from({ length: days }, () => {
    at = pull * at + size * random.normal();
    return at;
  });
};
const weekly = (i: number, strength = 1) => strength * (week[i % 7] ?? 0);

const makers: Record<string, Maker> = {
  'steady, weekly': (r) => ({ values: series((i) => weekly(i, 2) + 0.05 * r.normal()) }),
  noisy: (r) => {
    const path = walk(r, 0.1, 0.7);
    return { values: series((i) => weekly(i) + (path[i] ?? 0) + 0.3 * r.normal()) };
  },
  'slow drift': (r) => {
    const path = walk(r, 0.01);
    return { values: series((i) => weekly(i) + (path[i] ?? 0) + 0.06 * r.normal()) };
  },
  'trend and year': (r) => ({
    values: series((i) => weekly(i) + 0.0008 * i + 0.25 * Math.sin((2 * Math.PI * i) / 365) + 0.07 * r.normal()),
  }),
  'random walk': (r) => {
    const path = walk(r, 0.02);
    return { values: series((i) => path[i] ?? 0) };
  },
  'returns to its level': (r) => {
    const path = walk(r, 0.03, 0.9);
    return { values: series((i) => weekly(i) + (path[i] ?? 0) + 0.02 * r.normal()) };
  },
  quiet: (r) => {
    const path = walk(r, 0.002);
    return { values: series((i) => weekly(i, 0.2) + (path[i] ?? 0) + 0.006 * r.normal()) };
  },
  'wild days': (r) => ({
    values: series((i) => weekly(i) + 0.06 * r.normal() + (r.uniform() < 0.04 ? 1.2 * (r.uniform() - 0.35) : 0)),
  }),
  'small counts': (r) => ({
    counts: true,
    values: Array.from({ length: days }, (_, i) => r.count(9 * Math.exp(weekly(i, 2)))),
  }),
};

/** Three of each kind. */
export function generatedSeries(seed: number): RealOrMade[] {
  return Object.entries(makers).flatMap(([regime, make], kind) =>
    [1, 2, 3].map((copy) => ({
      name: `${regime} ${copy}`,
      regime,
      ...make(randomFrom(seed * 1009 + kind * 31 + copy)),
    })),
  );
}
