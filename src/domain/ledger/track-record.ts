import type { EffectShape } from '../../analysis/effect.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { Span } from '../declaration/declaration.ts';

/**
 * The result of one movement of a concluded bet. Changes are relative (0.03 is 3%) and signed so that good is positive, so that bets on
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
  /** Whether it was still there in the last week; absent where that cannot be told. */
  lasts?: EffectShape['lasts'];
  /** By what it was judged: `methodVersion` of the analysis then. Absent: the present one. */
  method?: number;
  /** When the oldest hypothesis that it rests on was first heard of. */
  hypothesisAt?: Date;
  mergedAt: Date;
  shippedAt: Date;
  concludedAt: Date;
  /** Ids of bets whose effect on the metric could not be told apart from this one's: it is counted with the first of them. */
  sharedWith: string[];
  /** false: the same effect is counted with another bet already, or the bet was stated only after the merge. */
  counted: boolean;
}

/** Of a bet that concludes. false for `counts`: whatever else there is on the metric, it is not counted. */
export type NewOutcome = Omit<Outcome, 'counted'> & { counts: boolean };

/** Bets that a record looks back over; older ones say little about today's product. */
export const mostOfRecord = 400;

/** How bets went before, the latest of them: what a forecast says. Only counted outcomes. */
export interface TrackRecord {
  concluded: number;
  /** Verdict `moved`. */
  asExpected: number;
  /** With an effect, which a level that was expected has not. */
  measured: number;
  /** Of these for the better, whatever was expected of them. */
  moved: number;
  /** Verdict `no-data`: concluded all the same. */
  withoutData: number;
  /**
   * Actual divided by expected (its lower end) over those with both: median, and the range from the lowest to the highest tenth; of fewer
   * than ten from the lowest to the highest.
   */
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
  /** Ids of bets whose effect on the lower metric could not be told apart from this one's: together they are one trial. */
  sharedWith: string[];
  /** When it was due to be measured. */
  at: Date;
}
