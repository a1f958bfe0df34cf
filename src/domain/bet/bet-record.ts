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
  /** A release that contains this commit ships the bet; after a re-apply, the re-apply's commit. */
  mergeSha?: string;
  /** The branch that it was merged into; absent: the default branch. */
  branch?: string;
  /** Where else its change is. */
  carriers?: Carrier[];
  /** Families of the map's `release` that it changes, by their place there. */
  families?: number[];
  /** In no release a month after the merge: how many releases came since, and whether its commit is only on a branch other than the default one. */
  unreleased?: { since: Date; releases: number; elsewhere?: boolean };
  /** Partial reverts. */
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
  /** Measured longer; the readout at `until` concludes. By somebody after an inconclusive last readout, or by itself before there was a last one. */
  extended?: { days: number; by?: string; at: Date; until: Date; comment?: number };
  /** What the last readout recommends to do. */
  recommended?: Decision['what'];
  decision?: Decision;
  /** Decisions that a later one replaced, oldest first. */
  decidedBefore?: Decision[];
  /** What a discovery pull request found out. */
  learned?: { text: string; by: string; at: Date };
}

/** What release signals and reverting merges need to know of a merged bet. */
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
