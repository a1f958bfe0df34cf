import type { RealOrMade } from '../../test/stage/series/generated-series.ts';
import { type Random, randomFrom } from '../../test/stage/series/seeded-random.ts';

export const lifts = [0, 0.05, 0.1, 0.2] as const;

/** A pseudo-release at a random date of a series on which nothing was done: before, after, and whether up or down is injected. */
export interface Window {
  series: RealOrMade;
  before: number[];
  after: number[];
  sign: 1 | -1;
  random: Random;
}

/** Dates, lengths of history (28, 56, 90 days) and of the window (7, 14, 28) at random. */
export function windowsOf(all: RealOrMade[], count: number, seed: number): Window[] {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random.uniform() * from.length)] as T;
  const windows: Window[] = [];
  while (windows.length < count) {
    const series = pick(all);
    const [a, b] = [pick([28, 56, 90]), pick([7, 14, 28])];
    const start = Math.floor(random.uniform() * (series.values.length - a - b));
    const before = series.values.slice(start, start + a);
    const after = series.values.slice(start + a, start + a + b);
    if (start < 0 || after.length < b || new Set(before).size < 4) continue;
    windows.push({
      series,
      before,
      after,
      sign: random.uniform() < 0.5 ? 1 : -1,
      random: randomFrom(seed + windows.length),
    });
  }
  return windows;
}

/** The days after with a known lift: all at once, or rising over the first week. Counts stay whole. */
export function injected({ series, after, random }: Window, lift: number, shape: 'step' | 'ramp' = 'step'): number[] {
  return after.map((value, i) => {
    const lifted = value * (1 + lift * (shape === 'ramp' ? Math.min(1, (i + 1) / 7) : 1));
    if (!series.counts || lift === 0) return lifted;
    const whole = Math.floor(lifted);
    return whole + (random.uniform() < lifted - whole ? 1 : 0);
  });
}
