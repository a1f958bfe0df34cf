import type { Reverted } from '../../../domain/release/find-reverts.ts';
import type { Reverter } from '../job.ts';

/** Who takes back what, as it was said. */
export interface RevertStore {
  /**
   * Writes down what a merged text says it takes back: what it names may be heard of after it. In the transaction that looks for what is named, and of
   * two at once in a repository the second waits for the first.
   */
  saveReverts(repositoryId: number, by: Reverter, reverted: Reverted): Promise<void>;
  /** The same of what it says it brings back, by its own name: what takes that back may be heard of after it, too. */
  saveReapplies(repositoryId: number, by: Reverter, reapplied: Reverted): Promise<void>;
  /** Who says to bring this merge back, oldest first. Waits as `saveReverts` does. */
  reappliersOf(repositoryId: number, merge: { number?: number; sha?: string }): Promise<Reverter[]>;
  /** What these pull requests and commits say they take back themselves. */
  revertedBy(repositoryId: number, by: Reverted): Promise<Reverted>;
  /** Who says to take this merge back, oldest first. Waits as `saveReverts` does. */
  revertersOf(repositoryId: number, merge: { number?: number; sha?: string }): Promise<Reverter[]>;
  /** Whether anybody says to take one of them back. Waits for nobody. */
  isReverted(repositoryId: number, merges: { number?: number; sha?: string }[]): Promise<boolean>;
}
