import type { Disclosure } from '../../../domain/disclosure/disclosure.ts';
import type { LintFinding } from '../../../domain/lint/lint.ts';
import type { LintRule } from '../../../domain/outcome-map/lint-rule.ts';

export type FoundBy<Rule extends LintRule> = Extract<LintFinding, { rule: Rule }>;

/** A finding of the lint for people: three clauses without a full stop, in which people's own words stand between backticks. */
export interface LintWords {
  what: string;
  why: string;
  /** What to write instead, in the map's own notation, ready to copy. */
  better: string;
}

export type RuleWords<Rule extends LintRule> = (finding: FoundBy<Rule>, disclosure: Disclosure) => LintWords;
