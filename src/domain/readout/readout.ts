import type { Effect, Unanswerable } from '../../analysis/effect.ts';
import type { AttainedLevel } from '../../analysis/level/attained-level.ts';
import type { Series } from '../../analysis/samples.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { ExpectedMovement, GuardedMetric } from '../bet/bet.ts';
import type { ShipSignal } from '../bet/lifecycle.ts';
import type { OtherBet } from '../bet/other-bet.ts';
import type { DecisionKind } from '../commands/decision.ts';
import type { ExperimentName, Span } from '../declaration/declaration.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { KeyResultNow } from '../forecast/forecast.ts';
import type { EdgeRecord } from '../ledger/edge-record.ts';
import type { Metric } from '../metric/metric.ts';
import type { ReadFailure } from '../metric/reading.ts';

/** The source answers, with nothing after the release. */
interface NoData {
  kind: 'no-data';
  /** Start of the last bucket with a value, if there ever was one in the span that was read. */
  lastAt?: Date;
}

/** The source could not be read. */
interface Unread {
  kind: 'failed';
  failure: ReadFailure;
}

export type Answer = Effect | Unanswerable | NoData | Unread;

export interface MovementReadout {
  movement: ExpectedMovement;
  /** The expected change in the metric's own sign, a share of what the effect is a share of; absent without an expectation. */
  expected?: Span;
  /** A level where a level is expected: how much of it is owed to the change is not said. */
  answer: Answer | AttainedLevel;
  verdict: Verdict;
  /** The level that is expected stood there before the release already: where the metric stood. */
  stoodAt?: number;
  /** Before and after were compared, and against zero alone, because the experiment that the bet names has no groups of it; or its source failed. */
  untested?: { failure?: ReadFailure };
  /** Judged against zero alone: an expectation was stated that may not be held against the level. */
  unheld?: true;
  /** What was read, before and after; empty where there is nothing. */
  series: Series;
}

export interface GuardReadout {
  guarded: GuardedMetric;
  /** The limit in the metric's own sign, a share of what the effect is a share of. */
  limit?: number;
  state: 'held' | 'breached' | 'unclear' | 'no-data';
  /** Judged by whether it got worse at all: the limit may not be held against the level. */
  unheld?: true;
  answer: Answer;
}

/** The measurement posted for a checkpoint, as data. */
export interface Readout {
  interim: boolean;
  afterDays: number;
  /** On an interim one: when the next readout is due, and when the last, which concludes. */
  nextDue?: Date;
  lastDue?: Date;
  /** It was to be the last one: a window of so many days can show what this one cannot. */
  extendedTo?: number;
  /** Verdict of the bet: that of its first movement, unless another one backfired. */
  verdict: Verdict;
  movements: MovementReadout[];
  guards: GuardReadout[];
  keyResults: KeyResultNow[];
  /** Movement of each metric up the chain over the same window. */
  upstream: { metric: Metric; answer: Answer }[];
  /** What bets have shown of the edges that go up from there. */
  edges: EdgeRecord[];
  /** Bets that shipped on the same metrics in the window: before/after cannot part them. */
  others: OtherBet[];
  /** Pull requests with a bet that shipped by the same signal. */
  shippedTogether: number[];
  shippedAt: Date;
  signal: ShipSignal;
  author: string;
  /** What the bet names after `Experiment:`. */
  experiment?: ExperimentName;
  /** Set on `no-data`: owners of the silent metrics and until when it is tried again. */
  silence?: { metrics: Metric[]; retryUntil?: Date };
  /** A hypothesis that the bet rests on has tested invalid. */
  refuted?: boolean;
  /** Somebody has decided already, before the last readout. */
  decided?: DecisionKind;
  /** It was extended once already. */
  extended?: true;
  amended: boolean;
  /** When it was stated, if the merge was on record without a bet by then. */
  statedAfterMerge?: Date;
  disclosure: Disclosure;
}
