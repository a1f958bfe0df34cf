import { z } from 'zod';
import { daysOf, durationPattern } from '../text/duration.ts';
import { readGuard } from './limit.ts';
import { aboutLintRules, type LintLevel, type LintRule, lintLevels, lintRules } from './lint-rule.ts';
import { exemptKinds } from './policy.ts';
import { mapping, oneOrMany, text } from './schema-parts.ts';

const guardExpected = 'a metric and how much worse it may get, such as `p95_latency +5%`';

const onOrOff = (about: string) => z.enum(['on', 'off'], { error: '`on` or `off`' }).exactOptional().describe(about);

const issuesMode = z.enum(['off', 'advise'], { error: '`advise` or `off`' });

const labels = oneOrMany(text(100), 100);

const lintLevel = z.enum(lintLevels, { error: '`off`, `warn` or `error`' });

const levelFor = (about: string) => lintLevel.exactOptional().describe(about);

const lintByRule = mapping(
  Object.fromEntries(lintRules.map((rule) => [rule, levelFor(aboutLintRules[rule])])) as Record<
    LintRule,
    ReturnType<typeof levelFor>
  >,
);

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
    labels: labels.describe(
      'A pull request with one of these labels is exempt. It counts from everybody whom GitHub lets label, its author only with write access.',
    ),
    labels_need: z
      .literal('write', { error: '`write`' })
      .exactOptional()
      .describe('write: such a label counts only from people with write access, from no app.'),
    paths: oneOrMany(text(200), 200).describe(
      'Globs. A pull request that changes nothing else is exempt: docs/**. `!` takes out again what a glob before it let in.',
    ),
    branches: oneOrMany(text(200), 200).describe(
      'Globs over head branches, for pull requests that nobody writes: release-please--*. Branches of forks do not count.',
    ),
    kinds: z
      .array(z.enum(exemptKinds, { error: '`revert`, `backport` or `back-merge`' }), { error: 'a list' })
      .exactOptional()
      .describe(
        'Pull requests that carry what has been judged already, and are exempt for that. Default: [revert, backport, back-merge].',
      ),
  })
    .nullish()
    .transform((value) => {
      const { labels_need: labelsNeed, branches = [], ...exempt } = value ?? { authors: [], labels: [], paths: [] };
      return { ...exempt, ...(labelsNeed ? { labelsNeed } : {}), ...(branches.length > 0 ? { branches } : {}) };
    })
    .describe('What need not state an outcome.'),
  lint: z
    .union([lintLevel, lintByRule], {
      error: '`off`, `warn` or `error`, or one of them for each rule: `{ no-owner: error }`',
    })
    .nullish()
    .transform((value): Partial<Record<LintRule, LintLevel>> => {
      const levels = typeof value === 'string' ? lintRules.map((rule) => [rule, value]) : Object.entries(value ?? {});
      return Object.fromEntries(levels);
    })
    .describe('How serious it is that the map could be more useful, for all rules or by rule. Default: warn.'),
  dark: z
    .literal('error', { error: '`error`' })
    .exactOptional()
    .describe(
      'error: no pull request bets on a metric without a definition, without a source, or whose source was read and never told a value.',
    ),
  delivery: mapping({
    needs: z
      .literal('validated', { error: '`validated`' })
      .exactOptional()
      .describe('validated: a delivery pull request stays red until its hypothesis has tested valid.'),
  })
    .nullish()
    .transform((value): { needs?: 'validated' } => (value?.needs ? { needs: value.needs } : {}))
    .describe('What a pull request of delivery needs before it may be merged.'),
  tracks: mapping({
    discovery: oneOrMany(text(100), 100, ['discovery']).describe(
      'Labels of pull requests that find something out: spikes, prototypes, experiments. Default: discovery.',
    ),
    delivery: oneOrMany(text(100), 100, ['delivery']).describe(
      'Labels of pull requests that ship to everybody. Default: delivery.',
    ),
  })
    .nullish()
    .transform((value) => value ?? { discovery: ['discovery'], delivery: ['delivery'] })
    .describe('Labels that say which track a pull request is on, as `Track:` in its description does.'),
  comments: mapping({
    forecast: z
      .enum(['always', 'measurable', 'off'], { error: '`always`, `measurable` or `off`' })
      .exactOptional()
      .describe('measurable: only of bets that can be measured. off: none; the check says what follows.'),
    interim: onOrOff('Readouts before the last one.'),
    alarm: onOrOff('A breached guardrail in a comment of its own. off: the next readout says it.'),
    question: onOrOff('Reminders to decide, and to say what was learned.'),
  })
    .nullish()
    .transform((value) => (value && Object.keys(value).length > 0 ? value : undefined))
    .describe('Which comments are written. The last readout always is.'),
  guard: z
    .array(
      z.string({ error: guardExpected }).transform((text, context) => {
        const read = readGuard(text);
        if (!read) context.addIssue({ code: 'custom', message: guardExpected });
        return read ?? { metric: '', figure: { value: 0, suffix: '' } };
      }),
      { error: 'a list' },
    )
    .max(20, { error: 'at most 20 metrics' })
    .nullish()
    .describe('Metrics that every bet is watched on, with how much worse they may get: ["p95_latency +5%"].'),
  redact: z
    .union([z.literal('auto'), z.boolean()], { error: '`auto`, `true` or `false`' })
    .default('auto')
    .describe(
      'Which absolute figures of metrics and key results are shown. auto: in a private repository all, in a public one those of metrics with `public: true`. true: none. false: all, in public repositories too.',
    ),
  portfolio: z
    .enum(['off', 'public'], { error: '`public` or `off`' })
    .exactOptional()
    .describe(
      'public: anybody sees the portfolio and the badge of the owner, as far as repositories and metrics are public. Default: off.',
    ),
});

/** At least one. */
const globs = oneOrMany(text(200), 50).refine((list) => list.length > 0, { error: 'at least one glob' });

export const releaseSchema = mapping({
  on: z
    .enum(['release', 'tag', 'deployment', 'merge', 'live'], {
      error: '`release`, `tag`, `deployment`, `merge` or `live`',
    })
    .default('release')
    .describe(
      'What tells that a merged change has reached its users. release: a GitHub release. tag: a tag alone. live: somebody says `/soundings live`.',
    ),
  environment: text(255)
    .exactOptional()
    .describe('Deployment environment. Default: the one that GitHub flags as production.'),
  tags: oneOrMany(text(200), 50).describe(
    'Globs over tag names, for monorepos: api-v*. `!` takes out again what was let in. Default: every tag.',
  ),
  prerelease: z
    .enum(['by-name', 'by-flag'], { error: '`by-name` or `by-flag`' })
    .exactOptional()
    .describe(
      'by-name (default): a tag such as v1.5.0-rc.2 or nightly is a pre-release, flagged or not. by-flag: only what is flagged.',
    ),
  families: z
    .array(
      mapping({
        paths: globs.describe('Globs over the files that a change touches: packages/b/**.'),
        tags: globs.describe('Globs over the tags that ship them: b-v*.'),
      }),
      { error: 'a list of `{ paths: ["packages/b/**"], tags: "b-v*" }`' },
    )
    .max(100, { error: 'at most 100 families' })
    .exactOptional()
    .describe(
      'Of a monorepo: a change in these paths ships by these tags, and by no others. One that is in several ships by any of them.',
    ),
  notes: z
    .boolean({ error: '`true` or `false`' })
    .exactOptional()
    .describe(
      'true: the notes of a release gain a section *What it moved*, filled in as readouts come. Default: false.',
    ),
}).transform(({ tags: [tag, ...others], families = [], notes, ...rule }) => ({
  ...rule,
  ...(notes ? { notes } : {}),
  ...(families.length > 0 ? { families } : {}),
  ...(tag === undefined ? {} : { tags: others.length > 0 ? [tag, ...others] : tag }),
}));

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
    .describe("When readouts are due after shipping, apart from the bet's own window: [7d, 28d]."),
  extend: z
    .literal([0, 1], { error: '`1`, or `0` for none' })
    .optional()
    .describe(
      'Windows more, by themselves, where one twice as long can show what the last one cannot: 1 or 0 (default 1).',
    ),
});
