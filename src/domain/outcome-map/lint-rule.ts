/** What makes a map less useful than it could be, although it is valid. The names are what `policy.lint` is written with. */
export const lintRules = [
  'reads-like-a-roadmap',
  'vanity-metric',
  'sandbagged',
  'out-of-reach',
  'horizon-mismatch',
  'unmeasured',
  'no-owner',
  'no-definition',
  'no-open-bet',
  'unused-metric',
  'serves-no-strategy',
] as const;
export type LintRule = (typeof lintRules)[number];

export const lintLevels = ['off', 'warn', 'error'] as const;
export type LintLevel = (typeof lintLevels)[number];
