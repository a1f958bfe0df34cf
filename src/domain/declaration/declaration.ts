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
 * - level: `at least 50`, `< 1%` is what it is to reach, wherever it stands; without `bound` as in `reaches 50`, in the good direction
 */
export type Change =
  | ({ kind: 'relative' } & Span)
  | ({ kind: 'points' } & Span)
  | ({ kind: 'absolute'; unit?: string } & Span)
  | { kind: 'levels'; from: number; to: number; percent: boolean; unit?: string }
  | Level;

interface Level {
  kind: 'level';
  bound?: 'at-least' | 'at-most';
  value: number;
  percent: boolean;
  unit?: string;
}

/**
 * A line that is not sure to be meant for us. `alone`: our own key, far from any reference. `prose`: another word, or no colon. Absent: it is.
 */
export type Aside = 'alone' | 'prose';

/** One `Expect:` line. */
export interface Expectation {
  metric: string;
  change: Change;
  /** `10% better`: the size is said, and the sign is that of the metric's good direction, or the other one. */
  towards?: 'better' | 'worse';
  windowDays: number;
  /** The line as written, for quoting. */
  line: string;
  aside?: Aside;
}

/** One `Guard:` line: the metric must not get worse by more than `limit`. */
export interface Guardrail {
  metric: string;
  limit: Change;
  line: string;
  aside?: Aside;
}

export const nonBetReasons = ['chore', 'bugfix', 'compliance', 'enabler', 'learning'] as const;

export type NonBetReason = (typeof nonBetReasons)[number];

/** Declared `Outcome: none (reason): note`. */
export interface NonBet {
  reason: NonBetReason;
  note: string;
  /** Another word that was written for `none`. */
  word?: string;
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

/** `growthbook/exp_123`: a connection of the operator's, and what an experiment is called there. */
export interface ExperimentName {
  connection: string;
  id: string;
}

/** A line of a declaration that could not be understood: what is wrong, and what to write instead. */
export interface DeclarationProblem {
  line: string;
  what: string;
  expected: string;
  /** It was to be an expectation or a guardrail: then it is not passed over. */
  stake?: { key: 'expect' | 'guard'; written: string; aside?: Aside };
}

/** What a body of text declares, as written: nothing here has been looked up. */
export interface Declaration {
  keyResults: string[];
  /** What stands where a key result may stand, or other things: it counts where it names one. */
  mentions?: string[];
  hypotheses: IssueReference[];
  /** `Metric: signup_rate`, where nothing says how it is to move. */
  unmoved?: { metric: string; line: string }[];
  expectations: Expectation[];
  guardrails: Guardrail[];
  because?: string;
  evidence: string[];
  nonBet?: NonBet;
  track?: Track;
  /** Whose groups are to be compared. */
  experiment?: ExperimentName;
  /** What was answered to the questions of the pull request's template, in the template's order. */
  answers: TemplateAnswer[];
  /** Issues named with a closing keyword (`Closes #42`). */
  closes: IssueReference[];
  problems: DeclarationProblem[];
}
