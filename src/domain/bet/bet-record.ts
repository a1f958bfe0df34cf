import type { Verdict } from '../../analysis/verdict.ts';
import type { Decision } from '../commands/decision.ts';
import type { MetricLevel } from '../metric/metric-level.ts';
import type { Reading } from '../metric/reading.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { Repository } from '../repository.ts';
import type { Bet } from './bet.ts';
import type { Carrier } from './carrier.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { BetState, ShipSignal, Undoing } from './lifecycle.ts';

export interface BetRecord {
  id: string;
  repository: Repository;
  number: number;
  title: string;
  author: string;
  state: BetState;
  /** As last read while open; frozen at merge. */
  bet: Bet;
  /** The declaration's source text at merge; a different body later is an amendment. */
  frozenBody?: string;
  amendedAt?: Date;
  /** When the pull request came to state a bet, if its merge was on record without one by then. */
  statedAfterMerge?: Date;
  mapVersion: string;
  map: OutcomeMap;
  mergedAt?: Date;
  /** The commit whose containment tells that it is released; after a re-apply, that of the re-apply. */
  mergeSha?: string;
  /** The branch that it was merged into; absent: the default branch. */
  branch?: string;
  /** Where else its change is. */
  carriers?: Carrier[];
  /** Families of the map's `release` that it changes, by their place there. */
  families?: number[];
  /** In no release a month after the merge: how many have come since, and whether its commit is on another branch than the default one alone. */
  unreleased?: { since: Date; releases: number; elsewhere?: boolean };
  /** What took back a part of it. */
  partlyReverted?: { number?: number; sha?: string; at: Date }[];
  shippedAt?: Date;
  signal?: ShipSignal;
  undoing?: Undoing;
  /** Brought back by a pull request, or by a commit pushed by itself (no number). */
  reapplied?: { number?: number; at: Date };
  /** What each metric's source answered at merge, by metric name: the baseline that the expectation is held against. */
  baseline?: Record<string, Reading>;
  /** What each staked metric is compared with, by name: chosen at the merge by the days before it. */
  siblings?: Record<string, string[]>;
  /** Levels of the metrics above at the merge, by name. */
  levels?: Record<string, MetricLevel>;
  delayed?: { metric: string; cause: string; since: Date; nextTry?: Date; until: Date };
  verdict?: Verdict;
  concludedAt?: Date;
  /** Measured on after a last readout that could not tell: `until` is the next one, which concludes. */
  extended?: { days: number; by: string; at: Date; until: Date; comment?: number };
  /** What the last readout recommends to do. */
  recommended?: Decision['what'];
  decision?: Decision;
  /** Decisions that a later one replaced, oldest first. */
  decidedBefore?: Decision[];
  /** What came of a pull request of discovery. */
  learned?: { text: string; by: string; at: Date };
}

/** What signals, and merges that take others back, ask of a merged bet. */
export type MergedBet = Pick<
  BetRecord,
  | 'id'
  | 'repository'
  | 'number'
  | 'branch'
  | 'carriers'
  | 'state'
  | 'mergeSha'
  | 'mergedAt'
  | 'shippedAt'
  | 'signal'
  | 'undoing'
  | 'reapplied'
>;

export interface CheckpointRecord extends Checkpoint {
  id: string;
  betId: string;
  status: 'pending' | 'done' | 'superseded' | 'cancelled';
  /** Not before this instant, after a failure or while a source stays silent. */
  notBefore?: Date;
  attempts: number;
  firstTriedAt?: Date;
  /** The verdict posted so far (`no-data` while it is tried again daily). */
  posted?: Verdict;
}
