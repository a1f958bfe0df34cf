import { randomFrom } from './seeded-random.ts';

/** A clean daily series, about 1,000 a day with a weekly rhythm and 1.2% of noise, that something happened to at the release. */
export interface CleanCase {
  before: number[];
  after: number[];
  /** Mean of the window's days over what they would have been, less one. */
  truth: number;
}

const week = [1.02, 1.03, 1.02, 1.0, 0.97, 0.88, 0.86];

/** What is left of a usual day, `i` days after the release, in a window of so many. */
const changes: Record<string, (i: number, days: number) => number> = {
  'nothing happens': () => 1,
  'a lasting tenth': () => 1.1,
  'three days of +50%': (i) => (i < 3 ? 1.5 : 1),
  'an outage of three days': (i) => (i < 3 ? 0.005 : 1),
  'an outage of three days, nothing at all': (i) => (i < 3 ? 0 : 1),
  'a novelty, +40% halved every three days': (i) => 1 + 0.4 * 2 ** (-i / 3),
  'rolled out in thirds, +20%': (i, days) => 1 + 0.2 * (i < days / 3 ? 0.1 : i < (2 * days) / 3 ? 0.5 : 1),
  'a week late, +20%': (i) => (i < 7 ? 1 : 1.2),
  'rising over a week to +20%': (i) => 1 + 0.2 * Math.min(1, (i + 1) / 7),
  'fading, +20%': (i) => 1 + 0.2 * Math.exp(-i / 10),
  'one freak day beside a lasting tenth': (i) => (i === 1 ? 0.005 : 1.1),
  'a launch of three days beside a lasting tenth': (i) => (i < 3 ? 1.5 : 1.1),
};

export const cleanKinds = Object.keys(changes);

export function cleanCase(kind: string, seed: number): CleanCase {
  const change = changes[kind];
  if (!change) throw new Error(`${kind} is no kind of clean series`);
  const random = randomFrom(seed * 7919 + 13);
  const of = <T>(from: readonly T[]) => from[Math.floor(random.uniform() * from.length)] as T;
  const [history, days] = [of([35, 63, 90]), of([14, 28])];
  const first = Math.floor(random.uniform() * 7);
  const usual = Array.from({ length: history + days }, (_, i) =>
    Math.round(1000 * (week[(first + i) % 7] ?? 1) * Math.exp(0.012 * random.normal())),
  );
  const before = usual.slice(0, history);
  const without = usual.slice(history);
  const after = without.map((value, i) => Math.round(value * change(i, days)));
  // A freak day carries no effect.
  const counts = (i: number) => !kind.startsWith('one freak day') || i !== 1;
  const sum = (values: number[]) => values.reduce((a, b, i) => (counts(i) ? a + b : a), 0);
  return { before, after, truth: sum(after) / sum(without) - 1 };
}
