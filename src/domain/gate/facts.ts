import type { IssueReference } from '../declaration/declaration.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { Issue } from '../hypothesis/issue.ts';
import type { KeptHypothesis } from '../hypothesis/near-hypotheses.ts';
import type { LintFinding } from '../lint/lint.ts';
import type { SourceAnswers } from '../metric/source-answer.ts';
import type { MapProblem } from '../outcome-map/map-problem.ts';
import type { MapState } from '../outcome-map/map-state.ts';
import type { Repository } from '../repository.ts';
import type { EarlierBet } from './earlier-bets.ts';

export interface PullRequest {
  number: number;
  title: string;
  body: string;
  url: string;
  author: { id: number; login: string };
  state: 'open' | 'closed';
  draft: boolean;
  merged: boolean;
  mergedAt?: Date;
  mergeCommitSha?: string;
  headSha: string;
  headRef: string;
  /** Its branch is in another repository, and who may push there is not for this one to say. */
  fromFork: boolean;
  baseRef: string;
  labels: string[];
  updatedAt: Date;
}

/** An exemption given by a person through a command or a button. */
export interface Exemption {
  by: string;
  reason: string;
  at: Date;
  /** The head that it was given for; absent in what was given before that was kept. */
  headSha?: string;
}

/** Another pull request of the repository, merged, whose change this one takes back or brings to another branch. */
export interface CarriedChange {
  kind: 'revert' | 'backport';
  number: number;
}

/** All input of the judge, gathered first. */
export interface PullRequestFacts {
  repository: Repository;
  pullRequest: PullRequest;
  changedPaths: string[];
  /** Login of each commit's author (undefined where GitHub knows none). Only gathered when an author exemption could apply. */
  commitAuthors?: (string | undefined)[];
  /** Issues the body names or closes, and sidebar links, that could be read. */
  linkedIssues: Issue[];
  /** Issues beyond the limit, which were not read. */
  unseenIssues?: IssueReference[];
  /** Hypotheses of this repository, to be suggested. Only gathered when one that is named cannot be found. */
  keptHypotheses?: KeptHypothesis[];
  /** Other bets of the repository, to be suggested by. Only gathered where its own text names no reference or no expectation. */
  earlierBets?: EarlierBet[];
  /** What the sources have told so far. Only gathered with `policy.dark`. */
  answers?: SourceAnswers;
  exemption?: Exemption;
  /** Given before somebody without write access pushed to the fork: no longer valid. */
  lapsed?: Exemption;
  /** Labels of the pull request that exempt nothing, because of who set them. */
  labelsNotCounted?: string[];
  /** Where this one says so, and its files are among the files of that one. */
  carries?: CarriedChange;
  mapState: MapState;
  /** Problems of the map as this pull request would change it; undefined: it does not touch the map. */
  proposedMapProblems?: MapProblem[];
  /** What its own lines of that map, if it is valid, could say better. */
  proposedMapLint?: LintFinding[];
  /** What may be shown on the word of the pull request's author. */
  disclosure: Disclosure;
}
