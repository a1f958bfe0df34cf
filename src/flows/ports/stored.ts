import type { OtherBet } from '../../domain/bet/other-bet.ts';
import type { CheckWords } from '../../domain/gate/check-output.ts';
import type { Conclusion } from '../../domain/gate/judgement.ts';
import type { MergedAs } from '../../domain/ledger/ledger.ts';
import type { MapHome } from '../../domain/outcome-map/map-state.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../domain/repository.ts';
import type { CommentKind } from '../../render/comment/comment-kind.ts';

/** A bet that is open, merged or being measured. */
export interface LivingBet {
  number: number;
  /** Its forecast; absent: it has not been written so far. */
  commentId?: number;
  /** Its pull request is open, as far as we know. */
  isOpen: boolean;
}

export interface StoredComment {
  kind: CommentKind;
  /** Tells apart several comments of one kind: the guarded metric, the replied-to comment; '' otherwise. */
  key: string;
  /** Undefined: it was about to be posted when the process ended; look for its marker before posting. */
  commentId?: number;
  digest: string;
}

/** What is looked for on GitHub where this database may not know of it. */
export type Written = 'comments' | 'check';

export interface StoredCheck {
  headSha: string;
  /** Undefined: about to be created. */
  checkRunId?: number;
  digest: string;
  /** What it says; only ever written. */
  words?: CheckWords;
}

/** The files that a pull request changes, as they were read for a head and a base. */
export interface ChangedPaths {
  headSha: string;
  baseRef: string;
  paths: string[];
}

/** A pull request on its head. */
export interface OnHead {
  number: number;
  headSha: string;
  isOpen: boolean;
  fromFork: boolean;
  /** What the gate concluded of it; undefined: it has not been judged since that is kept. */
  conclusion?: Conclusion;
  /** Of what it has shown on that head; '': nothing, or the head shows what another one says. */
  digest: string;
}

/** One of the open pull requests on a head, and the head's run as it knows it. */
export type HeadMember = OnHead & { checkRunId?: number };

/** What the gate concluded of a merged pull request. */
export interface GateResult {
  result: MergedAs;
  /** The reason of a non-bet; the rule of an exemption: `author`, `label`, `path` or `person`. */
  detail?: string;
  mergedAt: Date;
}

/** That an edge's upper metric does not follow was said on this pull request. */
export interface EdgeAlarm {
  lower: string;
  upper: string;
  repositoryId: number;
  number: number;
  at: Date;
}

/** Another bet of the owner, and the repository that it is in. */
export type KnownBet = Omit<OtherBet, 'repository'> & { there: Repository };

/** The last copy of a map that was valid, and where it was. */
export interface GoodMap {
  map: OutcomeMap;
  version: string;
  home?: MapHome;
}

/** The copy on the default branch that is not valid. */
export interface BrokenMap {
  version: string;
  commit: string;
}

/** Who set a label; absent: nobody could say. */
export interface Labelling {
  label: string;
  by?: string;
  /** Whose right it turned on, and whether they had it at that time. */
  asked?: string;
  mayWrite?: boolean;
}
