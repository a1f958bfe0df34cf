import type { BetState } from '../bet/lifecycle.ts';
import type { LedgerEntry, LedgerPlace } from '../ledger/ledger.ts';
import type { EdgeTrial } from '../ledger/track-record.ts';
import type { Metric } from '../metric/metric.ts';
import type { KeyResult, Objective } from '../outcome-map/outcome-map.ts';
import type { GovernedBy } from './portfolio.ts';

/** What somebody asks for by a name of a map: the owner's, or that of a repository. */
export type Wanted = { home?: string } & ({ metric: string } | { keyResult: string });

/** A bet that reached its users. */
export interface Release extends LedgerPlace {
  title?: string;
  at: Date;
  state: BetState;
  /** What it is on, the first movement first. */
  metrics: string[];
  keyResults: string[];
}

export type OpenBet = Pick<Release, 'owner' | 'repository' | 'number' | 'title'>;

/** What is on record of a metric, or of a key result and its metric. Not yet cut to what somebody may see. */
export interface MetricRecord {
  governed: GovernedBy;
  /** The map is the owner's, or the only one. */
  isOwners: boolean;
  metric: Metric;
  target?: { objective: Objective; keyResult: KeyResult };
  /** On the metric, and on those that drive it; oldest first, the latest of them. */
  releases: Release[];
  open: OpenBet[];
  /** Latest first; one more than a page has where there are more. */
  entries: LedgerEntry[];
  /** Of the edges that begin or end at the metric. */
  trials: EdgeTrial[];
}
