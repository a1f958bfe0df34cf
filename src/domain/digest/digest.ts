import type { Verdict } from '../../analysis/verdict.ts';
import type { DecisionKind } from '../commands/decision.ts';
import type { Calibration } from '../ledger/calibration.ts';
import type { LedgerPlace, SilentBet } from '../ledger/ledger.ts';
import type { PaceFigure } from '../ledger/pace.ts';
import type { Metric } from '../metric/metric.ts';
import type { KeyResult } from '../outcome-map/outcome-map.ts';
import type { Edition } from './editions.ts';

/** The first so many of a list, and how many there are. */
export interface Some<Row> {
  rows: Row[];
  count: number;
}

/** What all readers of the digest's repository may be told of what happened, or stands, until it was due. */
export interface Digest {
  owner: string;
  edition: Edition;
  timezone: string;
  silent: Some<SilentBet>;
  opened: Some<DigestBet>;
  shipped: Some<DigestBet>;
  concluded: Some<ConcludedBet>;
  /** Of those that concluded, whatever their number: moved the right way. */
  moved: number;
  /** Leading metrics in a weekly one, lagging ones in a monthly one. */
  metrics: MetricRow[];
  /** Metrics of that kind that are not shown. */
  moreMetrics: number;
  /** Absent: `enforce` is on, or all is off. */
  wouldStop?: Some<LedgerPlace> & { merged: number };
  /** What is told of the month, and of the quarter. */
  calibration?: Pick<Calibration, 'compared' | 'compatible' | 'ratio' | 'withoutData'>;
  pace: PaceFigure[];
  edges: EdgeThatDidNotHold[];
  objectives: ObjectiveLookedBack[];
}

export interface DigestBet extends LedgerPlace {
  /** Absent: people's words are not repeated here. */
  title?: string;
  keyResults: string[];
}

export interface ConcludedBet extends DigestBet {
  at: Date;
  metric?: Pick<Metric, 'name' | 'title'>;
  /** `unheld`: judged against zero alone. Absent: it cannot be told here. */
  verdict?: { verdict: Verdict; unheld?: true };
  /** In the metric's own sign. */
  effect?: { relative: number; low: number; high: number };
  decision?: DecisionKind;
  learned?: string;
}

/** Where a metric stands, and how it came there. */
export interface MetricRow {
  metric: Metric;
  /** Absent: it is not shown. */
  level?: number;
  /** Relative, against the four weeks before. */
  change?: number;
  /** Means of weeks, the last one ending with the edition; empty: it was not read, or has none. */
  weeks: (number | undefined)[];
  /** `figures` may be shown. */
  figures: boolean;
}

/** A bet moved its lower end within the period, and its upper end did not follow. */
export interface EdgeThatDidNotHold {
  lower: string;
  upper: string;
  /** Of all trials so far. */
  moved: number;
  followed: number;
  /** It was tried often enough to be challenged. */
  doubtful: boolean;
}

export interface ObjectiveLookedBack {
  id: string;
  title: string;
  keyResults: KeyResultLookedBack[];
  /** Bets on it that concluded within the period, the latest first. */
  bets: Some<ConcludedBet>;
}

export interface KeyResultLookedBack {
  keyResult: KeyResult;
  metric?: Metric;
  figures: boolean;
  /** Where it stood at the end; absent: not shown, or not read. */
  reached?: number;
  /** Share of the way from `from` to `to`; absent with `reached`. */
  progress?: number;
  shipped: number;
  moved: number;
  concluded: number;
}

/** Whether anything happened that a reader has not heard of, but for bets that became silent. */
export const isNews = ({ opened, shipped, concluded, wouldStop, edges }: Digest): boolean =>
  [opened.count, shipped.count, concluded.count, wouldStop?.count ?? 0, edges.length].some((count) => count > 0);
