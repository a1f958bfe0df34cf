import { z } from 'zod';
import { daysOf, durationPattern } from './duration.ts';
import { mapping, oneOrMany, text } from './schema-parts.ts';

const issuesMode = z.enum(['off', 'advise'], { error: '`advise` or `off`' });

const labels = oneOrMany(text(100), 100);

export const policySchema = mapping({
  mode: z
    .enum(['off', 'advise', 'enforce'], { error: '`off`, `advise` or `enforce`' })
    .default('advise')
    .describe(
      'off: Soundings stays quiet. advise: the check is neutral. enforce: the check fails without a reference.',
    ),
  issues: z
    .union(
      [
        issuesMode,
        mapping({
          mode: issuesMode.default('advise').describe('advise: a comment and a label on issues without a reference.'),
          labels: labels.describe('Only issues with one of these labels. Without any: all issues.'),
        }),
      ],
      { error: '`advise`, `off` or `{ mode: advise, labels: [feature] }`' },
    )
    .default('off')
    .transform((value) => (typeof value === 'string' ? { mode: value, labels: [] } : value))
    .describe('Whether issues are asked for a reference too.'),
  require: z
    .enum(['reference', 'expectation'], { error: '`reference` or `expectation`' })
    .default('reference')
    .describe('reference: a key result or hypothesis is enough. expectation: an `Expect:` line too.'),
  exempt: mapping({
    authors: labels.describe('Logins, such as dependabot[bot]. Only if every commit is by one of them.'),
    labels: labels.describe('A pull request with one of these labels is exempt.'),
    paths: oneOrMany(text(200), 200).describe('Globs. A pull request that changes nothing else is exempt: docs/**'),
  })
    .nullish()
    .transform((value) => value ?? { authors: [], labels: [], paths: [] })
    .describe('What need not state an outcome.'),
  redact: z
    .boolean({ error: '`true` or `false`' })
    .default(false)
    .describe('true: no absolute figure of a metric or key result in any comment or check; relative changes stay.'),
});

export const releaseSchema = mapping({
  on: z
    .enum(['release', 'deployment', 'merge'], { error: '`release`, `deployment` or `merge`' })
    .default('release')
    .describe('What tells that a merged change has reached its users.'),
  environment: text(255)
    .optional()
    .describe('Deployment environment. Default: the one that GitHub flags as production.'),
  tags: text(200).optional().describe('Glob over tag names, for monorepos: api-v*. Default: every tag.'),
});

const daysAfter = z
  .string({ error: 'a duration such as `7d` or `2 weeks`' })
  .regex(durationPattern, { error: 'a duration such as `7d` or `2 weeks`' })
  .refine((value) => daysOf(value) >= 1 && daysOf(value) <= 365, { error: 'a duration of 1 to 365 days' });

export const followUpSchema = mapping({
  after: z
    .union(
      [
        daysAfter,
        z.array(daysAfter).min(1, { error: 'at least one duration' }).max(12, { error: 'at most 12 durations' }),
      ],
      {
        error: 'a duration such as `7d`, or a list of them',
      },
    )
    .default(['7d', '28d'])
    .transform((value) => [value].flat().map(daysOf))
    .transform((days) => [...new Set(days)].sort((one, other) => one - other))
    .describe("When readouts are due after shipping, besides the bet's own window: [7d, 28d]."),
});
