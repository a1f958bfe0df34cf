import type { DigestRecord } from '../../../domain/digest/digest-record.ts';
import type { Edition } from '../../../domain/digest/editions.ts';
import type { Rhythm } from '../../../domain/outcome-map/digest/plan.ts';
import type { Repository } from '../../../domain/repository.ts';

/** A digest that a map asks for, and how far it is. */
export interface StoredDigest {
  rhythm: Rhythm;
  /** Since when it is asked for; absent: it has not been looked at. */
  since?: Date;
  /** The newest that was written, or had nothing new. */
  edition?: string;
  placeId?: number;
  issue?: number;
}

/** A repository that a map is in force for, and whether anything is on record of it. */
export type Governed = Repository & { hasRecord: boolean };

export interface DigestStore {
  /**
   * Those that may be due, each with a repository whose map asks for it; they are looked at again later, whatever becomes of this look.
   * One that no map asks for any more is forgotten.
   */
  claimDigests(now: Date, most: number): Promise<{ repositoryId: number; rhythm: Rhythm }[]>;
  /** The job of one that was claimed has been given up: not before then, as each try asks its sources. */
  restDigest(repositoryId: number, rhythm: Rhythm, until: Date): Promise<void>;
  digest(ownerId: number, home: string, rhythm: Rhythm): Promise<StoredDigest | undefined>;
  saveDigest(ownerId: number, home: string, digest: StoredDigest, dueAt: Date): Promise<void>;
  forgetDigest(ownerId: number, home: string, rhythm: Rhythm): Promise<void>;
  /** Repositories that the map in this one is in force for, as far as they are there. */
  governedBy(ownerId: number, home: string): Promise<Governed[]>;
  digestRecord(
    ownerId: number,
    repositoryIds: number[],
    edition: Pick<Edition, 'rhythm' | 'since' | 'until'>,
  ): Promise<DigestRecord>;
  /** Whether a bet of these repositories became silent within a period. */
  becameSilent(repositoryIds: number[], period: { since: Date; until: Date }): Promise<boolean>;
}
