/**
 * What makes a map less useful than it could be, although it is valid: the names that `policy.lint` is written with, and what each is about, as hovering
 * over it shows it.
 */
export const aboutLintRules = {
  'reads-like-a-roadmap': 'A title that names work to be done instead of what it is to change.',
  'vanity-metric': 'A metric that drives nothing and is no end in itself.',
  sandbagged: "A target that the metric's own trend reaches anyway.",
  'out-of-reach': 'A target that the metric has less than 5 chances in 100 to reach.',
  'horizon-mismatch': 'A date that comes before the metric can show anything.',
  unmeasured: 'A metric without a source, or whose source gives nothing.',
  'no-owner': 'A metric that nobody answers for.',
  'no-definition': 'A metric that two people would count differently.',
  'no-open-bet': 'A key result that nothing under way is meant to move.',
  'unused-metric': 'A metric that no key result and no bet uses.',
  'serves-no-strategy': 'An objective that serves no line of the strategy.',
  'odd-target': 'A key result whose figures or day cannot be meant.',
  'never-matches': 'A pattern of the policy that nothing can match, or everything.',
  'left-over': 'A stand-in that was to be replaced.',
} as const;
export type LintRule = keyof typeof aboutLintRules;
export const lintRules = Object.keys(aboutLintRules) as LintRule[];

export const lintLevels = ['off', 'warn', 'error'] as const;
export type LintLevel = (typeof lintLevels)[number];
