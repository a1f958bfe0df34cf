import type { RealOrMade } from '../../test/stage/series/generated-series.ts';
import { type Random, randomFrom } from '../../test/stage/series/seeded-random.ts';
import { type ShapeName, shapes } from './shapes.ts';

export const lifts = [0, 0.05, 0.1, 0.2] as const;

/** A pseudo-release at a random date of a series on which nothing was done: before, after, and whether up or down is injected. */
export interface Window {
  series: RealOrMade;
  before: number[];
  after: number[];
  sign: 1 | -1;
  random: Random;
}

/** Lengths of history and of the window that are drawn from. */
interface Lengths {
  before: readonly number[];
  after: readonly number[];
}

const usual: Lengths = { before: [28, 56, 90], after: [7, 14, 28] };

/** Dates, lengths of history (28, 56, 90 days) and of the window (7, 14, 28) at random. */
export function windowsOf(all: RealOrMade[], count: number, seed: number, lengths: Partial<Lengths> = {}): Window[] {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random.uniform() * from.length)] as T;
  const { before: histories, after: ends } = { ...usual, ...lengths };
  const windows: Window[] = [];
  while (windows.length < count) {
    const series = pick(all);
    const [a, b] = [pick(histories), pick(ends)];
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

/** The days after with a known lift, of a shape. Counts stay whole. */
export function injected({ series, after, random }: Window, lift: number, shape: ShapeName = 'at once'): number[] {
  return after.map((value, i) => {
    const lifted = value * (1 + lift * shapes[shape](i, after.length));
    if (!series.counts || lift === 0) return lifted;
    const whole = Math.floor(lifted);
    return whole + (random.uniform() < lifted - whole ? 1 : 0);
  });
}

/** What a readout speaks of: the lift of the window as a whole, each day weighed by its value. */
export function meanLift({ after }: Pick<Window, 'after'>, lift: number, shape: ShapeName): number {
  const all = after.reduce((sum, value) => sum + value, 0);
  const lifted = after.reduce((sum, value, i) => sum + value * shapes[shape](i, after.length), 0);
  return (lift * lifted) / all;
}
