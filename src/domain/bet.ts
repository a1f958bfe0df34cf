import type { HypothesisStanding } from './hypothesis.ts';
import type { Metric } from './metric.ts';
import type { KeyResult, Objective } from './outcome-map.ts';

/** A span of expected movement; one value has `low === high`. `low` is the smaller number. */
export interface Span {
  low: number;
  high: number;
}

/**
 * The movement that a person wrote.
 * - relative: `+3%` is 0.03
 * - points: `+0.5pp` of a ratio is 0.005
 * - absolute: `-120ms`, `+250`, in the metric's own unit
 * - levels: `from 3.1% to 3.4%` is from 0.031 to 0.034 (`percent` says the figures carried a % sign)
 */
export type Change =
  | ({ kind: 'relative' } & Span)
  | ({ kind: 'points' } & Span)
  | ({ kind: 'absolute'; unit?: string } & Span)
  | { kind: 'levels'; from: number; to: number; percent: boolean; unit?: string };

/** One `Expect:` line. */
export interface Expectation {
  metric: string;
  change: Change;
  windowDays: number;
  /** The line as written, for quoting. */
  line: string;
}

/** One `Guard:` line: the metric must not get worse by more than `limit`. */
export interface Guardrail {
  metric: string;
  limit: Change;
  line: string;
}

export const nonBetReasons = ['chore', 'bugfix', 'compliance', 'enabler', 'learning'] as const;
export type NonBetReason = (typeof nonBetReasons)[number];

/** Declared `Outcome: none (reason): note`. */
export interface NonBet {
  reason: NonBetReason;
  note: string;
}

/** `Track:` discovery finds out (spikes, prototypes, experiments), delivery ships to everybody. */
export const tracks = ['discovery', 'delivery'] as const;
export type Track = (typeof tracks)[number];

/** The three questions that the pull request's template asks. */
export interface TemplateAnswer {
  question: 'why-now' | 'problem' | 'proof';
  answer: string;
}

/** An issue named by `Hypothesis:` or closed by the pull request. */
export interface IssueReference {
  /** Absent: the same repository. */
  owner?: string;
  repository?: string;
  number: number;
}

/** A line of a declaration that could not be understood: what is wrong, and what to write instead. */
export interface DeclarationProblem {
  line: string;
  what: string;
  expected: string;
}

/** What a body of text declares, as written: nothing here has been looked up. */
export interface Declaration {
  keyResults: string[];
  hypotheses: IssueReference[];
  expectations: Expectation[];
  guardrails: Guardrail[];
  because?: string;
  evidence: string[];
  nonBet?: NonBet;
  track?: Track;
  /** What was answered to the questions of the pull request's template, in the template's order. */
  answers: TemplateAnswer[];
  /** Issues named with a closing keyword (`Closes #42`). */
  closes: IssueReference[];
  problems: DeclarationProblem[];
}

/** An issue as the bet needs it. */
export interface Issue {
  owner: string;
  repository: string;
  number: number;
  title: string;
  body: string;
  labels: string[];
  state: 'open' | 'closed';
  /** Who opened it, by login. */
  author?: string;
  /** `owner/repository#42` in small letters, by which it was asked for, where it is another place than that by now. */
  movedFrom?: string;
  /** Soundings stumbled over its text, which is left out: what the log knows it by. */
  unread?: string;
  /** What is known of it as a hypothesis; the flows add it, GitHub does not know. */
  standing?: HypothesisStanding;
}

/** An expectation whose metric exists. Without `change` the bet is judged against nought alone. */
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
  /** Absent: delivery. A bet of discovery may have no movements: it is asked what was learned instead of being measured. */
  track?: Track;
  answers?: TemplateAnswer[];
}
