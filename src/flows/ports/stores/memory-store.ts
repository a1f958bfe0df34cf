import type { Written } from '../stored.ts';

/** How far back this database knows what we have written. */
export interface MemoryStore {
  /**
   * Whatever is older than `now` may have been written on without this database knowing. A process cannot tell the database that it left from an older
   * copy of it, nor an empty one from one that nothing was written from. `of`: of these repositories alone.
   */
  beginMemory(now: Date, of?: number[]): Promise<void>;
  /** Counts up, over all replicas. `before`: what stood there; less than what was returned once: this is an older copy of the database. */
  beat(): Promise<{ before: number; after: number }>;
  /** When GitHub says that a pull request or issue was opened: those that are younger than the memory cost no looking. */
  noteOpened(repositoryId: number, number: number, at: Date): Promise<void>;
  /** Whether all that we have written there is known here: it is younger than the memory, or has been looked through since. */
  isRemembered(repositoryId: number, number: number, what: Written): Promise<boolean>;
  saveRecollected(repositoryId: number, number: number, what: Written): Promise<void>;
  /** Whether what happened then is within the memory. */
  reachesBackTo(repositoryId: number, at: Date): Promise<boolean>;
}
