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
