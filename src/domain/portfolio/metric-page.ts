import type { Sample } from '../../analysis/samples.ts';
import type { Span } from '../declaration/declaration.ts';
import type { EdgeRecord } from '../ledger/edge-record.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import type { Metric } from '../metric/metric.ts';
import type { ReadFailure } from '../metric/reading.ts';
import type { SourceRead } from '../metric/source-read.ts';
import type { KeyResult, Objective } from '../outcome-map/outcome-map.ts';
import type { OpenBet, Release } from './metric-record.ts';

/** What a metric's page shows to one reader, or that of a key result on it; already cut to what they may see. */
export interface MetricPage {
  owner: string;
  /** The repository that its map is in; absent: the owner's map. */
  home?: string;
  metric: Metric;
  course: Course;
  target?: Target;
  /** Ids of the key results on the metric. */
  keyResults: string[];
  releases: ReleaseOnPage[];
  open: OpenBet[];
  entries: (LedgerEntry & { closed?: ShareOfGap })[];
  moreEntries: boolean;
  /** Metrics that drive it. */
  below: EdgeOnPage[];
  /** Metrics that it drives. */
  above: EdgeOnPage[];
  asOf: Date;
}

/** How it went. */
export type Course =
  | { kind: 'days'; days: Sample[]; now?: number; health: DataHealth }
  | { kind: 'empty' }
  | { kind: 'failed'; failure: ReadFailure }
  /** Its source did not answer in time. */
  | { kind: 'late' }
  /** Its figures are not shown to this reader. */
  | { kind: 'hidden' };

export interface DataHealth {
  from: Date;
  /** The last day with a value. */
  last: Date;
  /** Days that are over and come after it. */
  lateDays: number;
  /** Days without a value in between. */
  missing: number;
  /** When its source was read last, and how long that took. Absent: it is not on record. */
  read?: Pick<SourceRead, 'at' | 'seconds'>;
}

export interface Target {
  objective: Objective;
  keyResult: KeyResult;
  /** The way that it has to take, from here or from the start of its period; absent: the day has passed, or there is no level to start at. */
  path?: { at: number; level: number }[];
  reached?: boolean;
  /** Share of the way from `from` to `to`, between 0 and 1. */
  progress?: number;
  /** How likely its own history makes it. */
  chance?: number;
}

export interface ReleaseOnPage extends Release {
  /** It is on this metric (or names this key result), and its first metric has the same owner. */
  isOwn: boolean;
}

/** Of the gap between `from` and `to`: below zero, it became wider. */
export type ShareOfGap = { share: number } & Span;

export interface EdgeOnPage {
  metric: Metric;
  /** What bets have shown of it; absent: none has put it to the test. */
  record?: EdgeRecord;
}
