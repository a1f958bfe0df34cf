import type { Verdict } from '../analysis/verdict.ts';
import type { Span } from './bet.ts';
import type { DecisionKind } from './decision.ts';

/**
 * What came of one movement of a concluded bet. Changes are relative (0.03 is 3 %) and signed so that good is positive, so that bets on
 * metrics of either direction can be put together.
 */
export interface Outcome {
  betId: string;
  repositoryId: number;
  number: number;
  metric: string;
  /** The metric's owner as the map named it: the team. */
  team?: string;
  /** The bet's first movement, the one that its verdict is about. */
  primary: boolean;
  expected?: Span;
  /** Absent without data. */
  effect?: { relative: number; low: number; high: number };
  verdict: Verdict;
  mergedAt: Date;
  shippedAt: Date;
  concludedAt: Date;
  /** Pull requests whose effect on the metric could not be told apart from this one's: it is counted with the first of them to conclude. */
  sharedWith: number[];
  /** false: the same effect is counted with another bet already. */
  counted: boolean;
}

/** How bets went before: what a forecast says, and the ledger's table. Only counted outcomes. */
export interface TrackRecord {
  concluded: number;
  /** Verdict `moved`. */
  asExpected: number;
  /** Actual divided by expected (its lower end) over those with both: median, and the range from the lowest to the highest tenth. */
  reached?: { median: number; low: number; high: number; count: number };
}

/** One bet's trial of `lower drives upper`: what both did, signed so that good is positive. */
export interface EdgeTrial {
  betId: string;
  repositoryId: number;
  number: number;
  lower: string;
  upper: string;
  lowerEffect: { relative: number; low: number; high: number };
  upperEffect: { relative: number; low: number; high: number };
  at: Date;
}

/** What decides which bets a table of the ledger shows. Absent: all. */
export interface LedgerFilter {
  owner?: string;
  repository?: string;
  since?: Date;
  until?: Date;
  team?: string;
  metric?: string;
  verdict?: Verdict;
  decision?: DecisionKind | 'none';
}
