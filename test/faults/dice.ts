import { uniform } from '../stage/series/seeded-random.ts';

/** Chance that repeats itself for the same seed. */
export class Dice {
  readonly #random: () => number;

  private constructor(seed: number) {
    this.#random = uniform(seed);
  }

  /** Every purpose has dice of its own, so that one that rolls more often does not shift what another one rolls. */
  static of(seed: number, purpose: string): Dice {
    let hash = 0x811c9dc5;
    for (const char of `${seed} ${purpose}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    return new Dice(hash >>> 0);
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  one<T>(of: readonly T[]): T {
    return of[this.between(0, of.length - 1)] as T;
  }

  /** A key, by its weight. */
  weighted<K extends string | number>(weights: Record<K, number>): `${K}` {
    const entries = Object.entries<number>(weights) as [`${K}`, number][];
    let left = this.#random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return entries.at(-1)?.[0] as `${K}`;
  }

  shuffled<T>(of: readonly T[]): T[] {
    const rest = [...of];
    // By the length at the start: an iterator over `rest` would end half way, as `rest` gets shorter.
    return Array.from({ length: of.length }, () => rest.splice(this.between(0, rest.length - 1), 1)[0] as T);
  }
}
