import type { Change, ExperimentName, TemplateAnswer, Track } from '../declaration/declaration.ts';
import type { Issue } from '../hypothesis/issue.ts';
import type { Metric } from '../metric/metric.ts';
import type { KeyResult, Objective } from '../outcome-map/outcome-map.ts';

/** An expectation whose metric exists. Without `change` the bet is judged against zero alone. */
export interface ExpectedMovement {
  metric: Metric;
  change?: Change;
  windowDays?: number;
  line?: string;
}

export interface GuardedMetric {
  metric: Metric;
  limit: Change;
  line: string;
  /** From the map, which guards every bet with it, not from the description. */
  byMap?: true;
}

/**
 * A declaration whose every reference was found in the outcome map: what a pull request stakes.
 * The first of `movements` is the primary one: its verdict is the bet's verdict.
 */
export interface Bet {
  keyResults: { objective: Objective; keyResult: KeyResult }[];
  hypotheses: Issue[];
  movements: ExpectedMovement[];
  guardrails: GuardedMetric[];
  because?: string;
  evidence: string[];
  /** Absent: delivery. A discovery bet may have no movements: its author is asked what was learned. */
  track?: Track;
  answers?: TemplateAnswer[];
  /** Whose groups are compared, on the metrics that its map reads experiments for. */
  experiment?: ExperimentName;
}
