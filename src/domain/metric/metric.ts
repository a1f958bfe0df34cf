/** Which way is better for people and business. */
export type Direction = 'up' | 'down';

/** What the source calls the groups of an experiment, and the shares that they were meant to get, control first: halves if not said. */
export interface ArmNames {
  control: string;
  treatment: string;
  split?: [control: number, treatment: number];
}

/** Where the groups of any experiment are read from, and which of them is which. */
export interface Experiments {
  /** `connection/query` in the operator's file of sources. */
  source: string;
  /** Absent: the one called `control`, and the only other one. */
  arms?: ArmNames;
}

/** How much worse a metric may get: a share of its level (0.05 is 5%), points of a rate, or an amount in its unit. */
export interface Limit {
  kind: 'relative' | 'points' | 'absolute';
  size: number;
}

/** A named daily or hourly series with an operational definition. Where its samples come from is `source`. */
export interface Metric {
  name: string;
  title: string;
  definition?: string;
  /** `ratio` (0.031 is shown as 3.1%), `count`, `ms`, `usd`, or any other short word, shown after the figure. */
  unit: string;
  good: Direction;
  /** When its movement is to be expected, as people wrote it: `leading`, `lagging` or a duration. */
  horizon?: string;
  /** `business`: an end in itself, it need not drive anything. `guardrail`: it is there to stay unharmed. */
  role?: 'business' | 'guardrail';
  /** Guards every bet with this limit. */
  limit?: Limit;
  /** Names of the metrics one step up the metric tree. */
  drives: string[];
  /** `@user` or `@org/team`; shown, never pinged. */
  owner?: string;
  /** Sibling metrics: moved by the same outside influences, untouched by the team's changes. */
  controls?: string[];
  /** Country (`DE`) or part of it (`DE-BY`) whose public holidays are not like other days. */
  holidays?: string;
  /** Its source gives a running total, of which what each bucket adds is looked at; `false`: it is none, though it may never fall. */
  increase?: boolean;
  /** The metric is measured by an experiment; without it, a source that gives arms has one that it calls `control`, and one other. */
  arms?: ArmNames;
  /** How it is read for an experiment that a bet names. */
  experiments?: Experiments;
  /** Its figures may be shown where everybody can read them. */
  public?: boolean;
  /** `connection/query` in the operator's file of sources. */
  source?: string;
}

/** What a reader has to know to interpret the metric's values. */
export const saidOf = ({ good, increase }: Metric): { good: Direction; neverFalls?: boolean } => ({
  good,
  ...(increase === undefined ? {} : { neverFalls: true }),
});
