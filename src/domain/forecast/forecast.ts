import type { Detectable, Unanswerable, UnusedControl, Warning } from '../../analysis/effect.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { Bet, ExpectedMovement, GuardedMetric } from '../bet/bet.ts';
import type { Carrier } from '../bet/carrier.ts';
import type { BetState, ShipSignal, Undoing } from '../bet/lifecycle.ts';
import type { OtherBet } from '../bet/other-bet.ts';
import type { Challenge } from '../commands/challenge.ts';
import type { Decision, DecisionKind } from '../commands/decision.ts';
import type { ExperimentName, Span } from '../declaration/declaration.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { EdgeRecord } from '../ledger/edge-record.ts';
import type { Baseline } from '../metric/baseline.ts';
import type { ArmNames, Metric } from '../metric/metric.ts';
import type { MetricLevel } from '../metric/metric-level.ts';
import type { KeyResult, Objective, ReleaseRule, StrategyLine } from '../outcome-map/outcome-map.ts';
import type { SoFar } from './so-far.ts';

export interface ForecastRow {
  movement: ExpectedMovement;
  baseline: Baseline;
  /** Expected level in the metric's unit, and the same as a share of what `detectable` is a share of, unless a level is what is expected; absent without an expectation or a level. */
  expected?: { level: Span; relative?: Span };
  /** The metric is at the expected level already. */
  stands?: true;
  /** It is measured by an experiment: what its two groups are called, `baseline` then being that of the group without the change; or the one that the bet names. */
  experiment?: ArmNames | ExperimentName;
  /** What the window could show; absent where the metric cannot be read. */
  detectable?: Detectable | Unanswerable;
  /** Controls of the map that it cannot be compared with. */
  unusedControls?: UnusedControl[];
  /** Warnings about its history. */
  findings?: Warning[];
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

/** What happened to the bet since it was stated, oldest first; one line each on the forecast. */
export type ForecastEvent =
  /** `asked`: nothing is measured, and on that day it is asked what was learned. */
  | { kind: 'merged'; at: Date; asked?: Date; waitsFor?: 'word' }
  /** In no release so far; `branch`: the only one that it is on. */
  | { kind: 'unreleased'; at: Date; waitsFor: ReleaseRule['on']; releases: number; branch?: string }
  | { kind: 'partly-reverted'; number?: number; sha?: string; at: Date }
  /** Its change is on another branch too. */
  | { kind: 'carried'; by: Carrier }
  | { kind: 'shipped'; signal: ShipSignal; at: Date; readoutsDue: Date[] }
  | { kind: 'amended'; at: Date }
  | { kind: 'stated-after-merge'; at: Date }
  | { kind: 'undone'; undoing: Undoing }
  | { kind: 'reapplied'; number?: number; at: Date }
  | { kind: 'delayed'; metric: string; cause: string; since: Date; nextTry?: Date; until: Date }
  | { kind: 'extended'; by?: string; at: Date; days: number; until: Date }
  /** `unheld`: judged against zero alone, because what was expected may not be held against the level. `ofLevel`: a level was expected. */
  /** Without a verdict: it may not be told. */
  | { kind: 'concluded'; told?: { verdict: Verdict; unheld?: true; ofLevel?: true }; at: Date }
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
  /** The staked metrics and those above them, each once; without a level if none was read. */
  tree: { metric: Metric; level?: MetricLevel }[];
  /** What earlier bets have shown of the edges of that tree. */
  edges: EdgeRecord[];
  /** The map's vision and strategy. */
  purpose: { vision?: string; strategy: StrategyLine[] };
  others: OtherBet[];
  /** Results of earlier bets like it. */
  soFar?: SoFar;
  /** Days after shipping at which readouts follow, ascending. */
  readoutDays: number[];
  events: ForecastEvent[];
  /** Challenges that nobody has answered, with their issue as it may be named here. */
  challenges?: { challenge: Challenge; issue?: string }[];
  disclosure: Disclosure;
  asOf: Date;
}
