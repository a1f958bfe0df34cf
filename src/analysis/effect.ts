import type { ShapeKind } from './model/shapes.ts';
import type { Sample, Series } from './samples.ts';

/** What is asked of the analysis. Everything is an argument: no clock, no randomness, no I/O. */
export interface Question {
  series: Series;
  /** The bucket of the release is neither before nor after: [releaseFrom, releaseTo) in epoch milliseconds is left out. */
  releaseFrom: number;
  releaseTo: number;
  /** Buckets from here on are not looked at: they are not complete yet. Epoch milliseconds, exclusive. */
  until: number;
  /** Chance of a false alarm that is accepted, default 0.05. Early looks spend less. */
  alpha?: number;
  /** Sibling series that the change does not touch. */
  controls?: NamedSeries[];
  /** Other releases that may have moved this metric: each gets an effect of its own in the same model. */
  otherReleases?: { name: string; at: number }[];
  /** What was measured before the series: looked at for the same weeks of the year before alone. A series that reaches back so far needs none. */
  earlier?: readonly Sample[];
  /** Days (UTC midnight of the local date) that are not like others: passed over as if missing. */
  holidays?: { t: number; name: string }[];
  /** Fewest buckets after the release that may carry an answer; default one season (7 days, 24 hours). */
  minimumAfter?: number;
  /** Fewest buckets before the release that may carry an answer; default 28 days, 336 hours. */
  minimumBefore?: number;
  /** Which way is better: what should be small may well be zero. */
  good?: 'up' | 'down';
  /** People say that it is no running total, though it never falls. */
  neverFalls?: boolean;
}

/** A sibling series, by the name that people know it by. */
export interface NamedSeries {
  name: string;
  series: Series;
}

/** A sibling that was given and not compared with, and why: a clause for people, without any figure. */
export interface UnusedControl {
  name: string;
  why: string;
}

/** One bucket of what would have been without the release, with its 95% band. */
export interface CounterfactualPoint {
  t: number;
  expected: number;
  low: number;
  high: number;
}

/** What relative figures are shares of where per cent of the level say nothing: they are to be told times this, in the metric's unit. */
export interface InUnit {
  base: number;
}

/** How much, `low` to `high` its interval: relative to the level without the release, and in the metric's unit. */
export interface Size {
  relative: number;
  low: number;
  high: number;
  absolute: { value: number; low: number; high: number };
}

/** What an effect looked like over the window. */
export interface EffectShape {
  kind: ShapeKind;
  /** The buckets since the release, [from, to), in which it was all there, and how large it was then. */
  peak: Size & { from: number; to: number };
  /** What it was in the others: before it came, after it passed. Absent where it was there throughout. */
  rest?: Size;
  /** The last week of the window, or half of a shorter one. */
  recent: Size & { buckets: number };
  /** Is it still there at the end? */
  lasts: 'yes' | 'no' | 'unclear';
}

/** The effect of a release, `low` to `high` its interval. Relative figures: 0.118 is +11.8%. Signs are the metric's own, not yet good or bad. */
export interface Effect extends Size {
  kind: 'effect';
  /** Per cent say nothing here: what all relative figures are shares of, so that they can be told in the metric's unit. Absent: of `counterfactualLevel`. */
  inUnit?: InUnit;
  /** Absent where nothing of it can be told, and in an experiment. */
  shape?: EffectShape;
  /** Mean level after the release, and what it would have been without. */
  actualLevel: number;
  counterfactualLevel: number;
  counterfactual: CounterfactualPoint[];
  /** How sure the interval is: 0.95 unless an early look asked for more. */
  confidence?: number;
  /** Two-sided p of "no effect". */
  p: number;
  /** Smallest relative effect found 4 times of 5 with this much data. */
  detectable: number;
  bucketsBefore: number;
  bucketsAfter: number;
  warnings: Warning[];
  /** Names of other releases too close to part: the effect is theirs as well. */
  sharedWith?: string[];
  /** Names of the control series that were used. */
  controls: string[];
  /** Those that were given apart from. */
  unusedControls?: UnusedControl[];
  /** What the same weeks did a year ago was looked at. */
  lastYear?: true;
  /** What it would be without the siblings that were chosen by their history. */
  alone?: Size;
  /** Two groups in the same days, not before and after: `counterfactual` is then what the control group did, without a band. */
  arms?: ArmSizes;
}

/** How many came into each group of an experiment. */
export interface ArmSizes {
  control: { name: string; n: number };
  treatment: { name: string; n: number };
  /** The interval holds however often one looks. */
  anytime?: true;
  /** Everybody whom their source added up, on whatever days. */
  totals?: true;
  /** Shares that they were meant to get, where that is said. */
  split?: [control: number, treatment: number];
}

export interface Warning {
  kind:
    | 'short-history'
    | 'outages'
    | 'freak-days'
    | 'cut-window'
    | 'gaps'
    | 'thin-window'
    | 'holiday'
    | 'revised'
    | 'overlapping-release'
    | 'late'
    | 'all-zero'
    | 'monthly-days'
    | 'moved-before'
    | 'growing'
    | 'began-before'
    | 'came-and-went'
    | 'collapsed'
    | 'like-last-year'
    | 'other-unit';
  text: string;
}

/** A named reason instead of a number. */
export interface Unanswerable {
  kind: 'unanswerable';
  reason:
    | 'no-samples'
    | 'too-few-before'
    | 'too-few-after'
    | 'constant'
    | 'not-finite'
    | 'too-large'
    | 'unordered'
    | 'mixed-buckets'
    | 'release-outside'
    | 'running-total'
    | 'unit-changed'
    | 'counting-changed'
    | 'dead'
    | 'sample-ratio'
    | 'too-few-in-arm';
  /** For people, one sentence, no figure of the metric in it. */
  text: string;
  /** Where groups of an experiment cannot be compared. */
  arms?: ArmSizes;
}

/** What a window of days could show, seen from the history alone. */
export interface Detectable {
  kind: 'detectable';
  windowDays: number;
  /** Smallest relative effect found 4 times of 5. */
  relative: number;
  /** Per cent say nothing here: what `relative` is a share of. Absent: of the level of the last 28 days. */
  inUnit?: InUnit;
  /** More than half: nothing should be promised on this metric. */
  hopeless?: true;
  /** Names of the control series that make it this small. */
  controls?: string[];
  unusedControls?: UnusedControl[];
}
