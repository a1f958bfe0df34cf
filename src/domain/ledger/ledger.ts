import type { Verdict } from '../../analysis/verdict.ts';
import type { BetState } from '../bet/lifecycle.ts';
import type { Challenge } from '../commands/challenge.ts';
import type { DecisionKind } from '../commands/decision.ts';
import type { Span } from '../declaration/declaration.ts';
import type { ToldHindsight } from './hindsight.ts';
import type { EdgeTrial, Outcome } from './track-record.ts';

/** Which bets are looked at. Absent: all. Names of owners and repositories have no case. */
export interface LedgerFilter {
  owner?: string;
  /** `name`, or `owner/name`. */
  repository?: string;
  /** Of the pull request. */
  number?: number;
  since?: Date;
  /** Exclusive. */
  until?: Date;
  team?: string;
  metric?: string;
  /** Its id in the map. */
  keyResult?: string;
  verdict?: Verdict;
  decision?: DecisionKind | 'none';
  /** GitHub's numbers of the repositories that the reader may see: nothing of others is told, or counted. */
  among?: readonly number[];
}

/** Filters that name something, which may not exist. */
export type NamedFilter = 'owner' | 'repository' | 'team' | 'metric';

/** A pull request, as people find it. */
export interface LedgerPlace {
  owner: string;
  repository: string;
  number: number;
}

/** One movement of a merged bet; one that has not concluded yet has one row, without figures. */
export interface LedgerEntry extends LedgerPlace {
  /** When it concluded, else shipped, else was merged. */
  at: Date;
  state: BetState;
  title?: string;
  keyResults: string[];
  metric?: string;
  team?: string;
  primary: boolean;
  expected?: Span;
  effect?: NonNullable<Outcome['effect']>;
  verdict?: Verdict;
  /** Whether the movement was still there in the last week of its window. */
  lasts?: NonNullable<Outcome['lasts']>;
  /** By what it was judged: `methodVersion` of the analysis then; absent before there is an outcome. */
  method?: number;
  decision?: DecisionKind;
  learned?: string;
  amended: boolean;
  sharedWith: LedgerPlace[];
  counted: boolean;
}

export const calibrationGroups = ['month', 'metric', 'team', 'repository'] as const;
export type CalibrationGroup = (typeof calibrationGroups)[number];

/** Sums over counted outcomes of one group. `difference` and `ratio` hold the effect against the lower end of what was expected. */
export interface CalibrationSums {
  group: string;
  concluded: number;
  asExpected: number;
  withoutData: number;
  /** Outcomes with an expectation and an effect. */
  compared: number;
  /** Of these: the interval of the effect and the expected range have a value in common. */
  compatible: number;
  /** Of these: the expectation was a range. */
  ranges: number;
  /** Of the ranges: the effect itself lies in it. */
  within: number;
  meanDifference?: number;
  /** Standard deviation of one difference. */
  spread?: number;
  medianDifference?: number;
  medianRatio?: number;
  lowRatio?: number;
  highRatio?: number;
}

/** Days that something took: median, and the range from the lowest to the highest tenth. */
export interface Spell {
  count: number;
  median?: number;
  low?: number;
  high?: number;
}

/** What a pull request was merged as, by what the gate concluded of it. */
export type MergedAs = 'bet' | 'non-bet' | 'exempt' | 'no-reference';

export interface PaceSums {
  hypothesisToReadout: Spell;
  mergeToShip: Spell;
  shipToReadout: Spell;
  concluded: number;
  /** Concluded bets that named no expected movement. */
  withoutExpectation: number;
  firstConcluded?: Date;
  lastConcluded?: Date;
  merged: { result: MergedAs; detail?: string; count: number }[];
}

/** A bet that somebody ought to hear of again. */
export interface SilentBet extends LedgerPlace {
  /**
   * - no-readout: shipped, past due, and nobody was told why
   * - no-data: its metric stayed silent for as long as it was asked
   * - undecided: nobody has decided on its last readout
   * - unreleased: merged for longer than a month, and in no release
   * - unanswered: a pull request of discovery, and nobody has said what was learned
   */
  silence: 'no-readout' | 'no-data' | 'undecided' | 'unreleased' | 'unanswered';
  /** When the readout was due, the bet concluded or was merged, or the question was asked. */
  since: Date;
  metric?: string;
  title?: string;
}

export interface OpenChallenge extends LedgerPlace {
  subject: Challenge['subject'];
  why: string;
  at: Date;
  /** The issue that it is answered in. */
  issue?: LedgerPlace;
}

/** The record as the operator reads it. Nothing is written, and nothing is told by person. */
export interface Ledger {
  /** Latest first. */
  entries(filter: LedgerFilter, limit?: number): Promise<LedgerEntry[]>;
  calibration(filter: LedgerFilter, by: CalibrationGroup | 'all'): Promise<CalibrationSums[]>;
  pace(filter: LedgerFilter): Promise<PaceSums>;
  /** Trials of edges, oldest first, by owner; `metric` is that at either end. */
  edgeTrials(filter: LedgerFilter): Promise<{ owner: string; trial: EdgeTrial }[]>;
  /** As of `now`, longest silent first. */
  silent(filter: LedgerFilter, now: Date, limit?: number): Promise<SilentBet[]>;
  /** Oldest first. */
  challenges(filter: LedgerFilter, limit?: number): Promise<OpenChallenge[]>;
  /** What backtests said of past releases, latest first. */
  hindsight(filter: LedgerFilter, limit?: number): Promise<ToldHindsight[]>;
  /** Every name that a filter may hold. */
  names(of: NamedFilter): Promise<string[]>;
}
