/** What stands on GitHub at the end, as plain data: the auditor judges this and nothing else. */
export interface SeenRepository {
  fullName: string;
  /** The map in force on the default branch: the repository's own, else its owner's. */
  map?: string;
  pulls: SeenPull[];
}

export interface SeenPull {
  number: number;
  author: string;
  body: string;
  state: 'open' | 'closed';
  draft: boolean;
  labels: string[];
  baseRef: string;
  headSha: string;
  mergedAt?: Date;
  mergeSha?: string;
  /** Of those that count, the first that holds the merge. */
  release?: { tag: string; at: Date };
  checks: SeenCheck[];
  comments: SeenComment[];
}

/** Every check run on every commit of the pull request. */
export interface SeenCheck {
  sha: string;
  name: string;
  status: string;
  conclusion: string | null;
  text: string;
}

/** Oldest first. */
export interface SeenComment {
  id: number;
  at: Date;
  author: string;
  body: string;
  /** As `login content`. */
  reactions: string[];
}

/** A wrong, or something missing. `rule` names the promise that is broken. */
export interface Violation {
  rule: Rule;
  repository: string;
  number?: number;
  expected: string;
  found: string;
}

export type Rule =
  | 'one check'
  | 'right check'
  | 'one forecast'
  | 'right forecast'
  | 'no comment without a bet'
  | 'one final'
  | 'no readout before its day'
  | 'one interim'
  | 'one alarm a guardrail'
  | 'one verdict label'
  | 'one answer'
  | 'quiet without a map'
  | 'own words alone'
  | 'valid requests';

export const verdicts = ['moved', 'moved-less', 'flat', 'inconclusive', 'backfired', 'no-data', 'reverted'];
