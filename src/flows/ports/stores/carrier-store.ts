import type { Carrier } from '../../../domain/bet/carrier.ts';
import type { Carried } from '../../../domain/release/find-backports.ts';

/** Who brings what to another branch, as it was said, and as it was merged. */
export interface CarrierStore {
  /**
   * Writes down what a merged text says it brings, and the head that was merged: what it names may be heard of after it. Of two at once in a repository
   * the second waits for the first.
   */
  saveCarriers(repositoryId: number, by: Carrier, carried: Carried & { head?: string }): Promise<void>;
  /**
   * Who says to bring this merge along, and which pull requests were merged after it, of which `head` may hold it; oldest first. Waits as
   * `saveCarriers` does.
   */
  carriersOf(
    repositoryId: number,
    merge: { number?: number; sha: string; at: Date },
  ): Promise<{ by: Carrier; head?: string }[]>;
  /** Commits that have the number of this pull request, oldest first. */
  landedAs(repositoryId: number, number: number): Promise<Carrier[]>;
}
