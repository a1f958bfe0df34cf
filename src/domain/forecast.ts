import type { Detectable, Unanswerable } from '../analysis/effect.ts';
import type { Series } from '../analysis/samples.ts';
import type { Verdict } from '../analysis/verdict.ts';
import type { Bet, ExpectedMovement, GuardedMetric, Span } from './bet.ts';
import type { Challenge } from './challenge.ts';
import type { Decision, DecisionKind } from './decision.ts';
import type { Disclosure } from './disclosure.ts';
import type { EdgeRecord } from './edge-record.ts';
import type { BetState, ShipSignal, Undoing } from './lifecycle.ts';
import type { ArmNames, Metric } from './metric.ts';
import type { KeyResult, Objective, StrategyLine } from './outcome-map.ts';
import type { ReadFailure } from './reading.ts';
import type { SoFar } from './so-far.ts';
import type { Standing } from './standing.ts';

/** Where a metric stands before the release. `level` is its mean over the last 28 days, in its unit. */
export type Baseline =
  | { kind: 'level'; level: number; history: Series }
  /** The source answers, with nothing. `lastAt`: the latest value there ever was in the span that was read. */
  | { kind: 'empty'; lastAt?: Date }
  | { kind: 'failed'; failure: ReadFailure };

export interface ForecastRow {
  movement: ExpectedMovement;
  baseline: Baseline;
  /** Expected level in the metric's unit, and the same as a relative change; absent without an expectation or a level. */
  expected?: { level: Span; relative: Span };
  /** It is measured by an experiment: what its two groups are called. `baseline` is then that of the group without the change. */
  experiment?: ArmNames;
  /** What the window could show; absent where the metric cannot be read. */
  detectable?: Detectable | Unanswerable;
  /** Where the window is too short for the expected movement: the shortest one, in days, that would do, if any of half a year would. */
  enoughDays?: number;
  /** Where the window is too short for the expected movement: a sibling metric that, compared with, would make it long enough. */
  comparison?: Metric;
}

export interface GuardRow {
  guarded: GuardedMetric;
  baseline: Baseline;
  /** The level that must not be crossed, in the metric's unit. */
  limitLevel?: number;
}

export interface KeyResultNow {
  objective: Objective;
  keyResult: KeyResult;
  metric: Metric;
  now?: number;
  /** Share of the remaining gap that the bet would close, 0.33 is a third; absent where it cannot be said. */
  gapClosed?: number;
}

/** Another bet of the owner on one of the same metrics, or on one above or below it, that is open, waiting for its release or measured. */
export interface OtherBet {
  betId: string;
  repositoryId: number;
  number: number;
  /** Where it is, if not in the same repository; `hidden`: it may not be named here, because whoever reads this may not see it. */
  repository?: { owner: string; name: string } | 'hidden';
  state: BetState;
  /** Its metrics that are the same as ours, above or below them. */
  metrics: string[];
  /** The closest that they are to ours: `above` is one that ours drives, directly or not. */
  relation: 'same' | 'above' | 'below';
  /** When it reached its users, if it has. */
  shippedAt?: Date;
  /** When its last readout is due. */
  measuringUntil?: Date;
  /** Days from its release to its last readout. */
  windowDays: number;
}

/** What happened to the bet since it was stated, oldest first; one line each on the forecast. */
export type ForecastEvent =
  /** `asked`: nothing is measured, and on that day it is asked what was learned. */
  | { kind: 'merged'; at: Date; asked?: Date }
  | { kind: 'shipped'; signal: ShipSignal; at: Date; readoutsDue: Date[] }
  | { kind: 'amended'; at: Date }
  | { kind: 'stated-after-merge'; at: Date }
  | { kind: 'undone'; undoing: Undoing }
  | { kind: 'reapplied'; number?: number; at: Date }
  | { kind: 'delayed'; metric: string; cause: string; since: Date; nextTry?: Date; until: Date }
  /** `unheld`: judged against zero alone, because what was expected may not be held against the level. */
  | { kind: 'concluded'; verdict: Verdict; at: Date; unheld?: true }
  /** `before`: decisions that this one replaced, oldest first. People's own words only where no figure is kept back. */
  | ({ kind: 'decided'; before: DecisionKind[] } & Decision)
  | { kind: 'learned'; text?: string; by: string; at: Date };

/** The sticky comment as data. */
export interface Forecast {
  bet: Bet;
  state: BetState;
  rows: ForecastRow[];
  guards: GuardRow[];
  keyResults: KeyResultNow[];
  /** Chains of metrics upwards from each primary metric, the metric itself first. */
  upstream: Metric[][];
  /** The staked metrics and those above them, each once; without a standing where nobody looked. */
  tree: { metric: Metric; standing?: Standing }[];
  /** What earlier bets have shown of the edges of that tree. */
  edges: EdgeRecord[];
  /** What the map says it is all for. */
  purpose: { vision?: string; strategy: StrategyLine[] };
  others: OtherBet[];
  /** How bets like it went before. */
  soFar?: SoFar;
  /** Days after shipping at which readouts follow, ascending. */
  readoutDays: number[];
  events: ForecastEvent[];
  /** Challenges that nobody has answered, with their issue as it may be named here. */
  challenges?: { challenge: Challenge; issue?: string }[];
  disclosure: Disclosure;
  asOf: Date;
}
