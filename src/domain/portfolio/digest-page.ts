import type { Digest } from '../digest/digest.ts';
import type { DigestRecord } from '../digest/digest-record.ts';
import type { Edition } from '../digest/editions.ts';
import type { Rhythm } from '../outcome-map/digest/plan.ts';
import type { GovernedBy } from './portfolio.ts';

/** Which digest somebody asks for. */
export interface WantedDigest {
  edition: string;
  /** The repository of its map, if that is not the owner's. */
  home?: string;
}

/** An edition as it is on record for a reader: of the repositories of one map that they may read. */
export interface EditionRecord {
  governed: GovernedBy;
  isOwners: boolean;
  edition: Edition;
  record: DigestRecord;
}

/** An edition as a reader may see it, and the way to those around it. */
export interface DigestPage {
  digest: Digest;
  /** Absent: of the owner's map. */
  home?: string;
  earlier?: string;
  later?: string;
}

/** The editions of each map that a reader has, the newest first. */
export interface DigestsPage {
  owner: string;
  maps: {
    home?: string;
    /** The repository where they are written; absent: nowhere, as the map has no `digest`. */
    writtenIn?: string;
    editions: Record<Rhythm, string[]>;
  }[];
}
