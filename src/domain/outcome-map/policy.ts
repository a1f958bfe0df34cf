import type { Limit } from '../metric/metric.ts';
import type { LintLevel, LintRule } from './lint-rule.ts';

/**
 * Which absolute figures are shown. auto: in a private repository all, in a public one those of metrics that are public. true: none
 * anywhere. false: all, on the word of the one who writes the map.
 */
export type Redaction = 'auto' | boolean;

/** Pull requests that carry a change which has been judged already. */
export const exemptKinds = ['revert', 'backport', 'back-merge'] as const;
export type ExemptKind = (typeof exemptKinds)[number];

/** Which comments are written; absent: all. The last readout always is. */
export interface CommentPolicy {
  forecast?: 'always' | 'measurable' | 'off';
  interim?: 'on' | 'off';
  alarm?: 'on' | 'off';
  question?: 'on' | 'off';
}

/** How a repository wants its pull requests and issues to be treated. */
export interface Policy {
  mode: 'off' | 'advise' | 'enforce';
  issues: { mode: 'off' | 'advise' /** Only issues with one of these labels; empty: all. */; labels: string[] };
  require: 'reference' | 'expectation';
  exempt: {
    authors: string[];
    labels: string[];
    /** A label counts only from people with write access. */
    labelsNeed?: 'write';
    paths: string[];
    /** Globs over the names of head branches of the repository itself. */
    branches?: string[];
    /** What is exempt because of what it is. Absent: all of them. */
    kinds?: ExemptKind[];
  };
  /** How serious what is worth a second look in the map is, by rule; a rule that is not here only warns. */
  lint?: Partial<Record<LintRule, LintLevel>>;
  /** A bet is refused on a metric without a definition, or whose source has not told a value. */
  dark?: 'error';
  /** Delivery pull requests stay red until their hypothesis has tested valid. */
  delivery?: { needs?: 'validated' };
  /** Labels that say which track a pull request is on, as `Track:` does. */
  tracks?: { discovery: string[]; delivery: string[] };
  redact: Redaction;
  /** What all bets add up to may be seen by everybody, as far as the repositories are public. */
  portfolio?: 'public';
  comments?: CommentPolicy;
  /** Metrics that every bet is watched on. */
  guard?: { metric: string; limit: Limit }[];
}
