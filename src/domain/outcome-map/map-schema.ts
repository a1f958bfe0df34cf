import { z } from 'zod';
import { holidaysOf } from '../../analysis/holidays.ts';
import { durationPattern } from '../text/duration.ts';
import { digestSchema } from './digest/schema.ts';
import { extendsPattern } from './extends-reference.ts';
import { figurePattern, readFigure } from './figure.ts';
import { limitExpected } from './limit.ts';
import { followUpSchema, policySchema, releaseSchema } from './policy-schema.ts';
import { mapping, oneOrMany, text } from './schema-parts.ts';

/*
 * The one definition of .github/soundings.yml. What comes of it:
 * - the parsed file, with defaults filled in (`MapFile`);
 * - the JSON Schema for editors, where `describe` is what hovering shows;
 * - the problems shown to people: the `error` of a part says what is expected there, as a noun phrase that can follow "expected".
 *   For an unknown key it lists the keys that exist, so that the nearest can be named.
 */

/** Instead of names: the siblings are chosen by what they did, as they are beside those that are named. */
export const autoControls = 'auto';

/** Small letters, so that `Expect: Signup_Rate +3%` has one meaning whatever the case. */
const metricName = z
  .string()
  .max(80)
  .regex(/^(?=.*[a-z])[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?$/);

export const metricNameExpected = 'small letters, digits, `_`, `.` and `-` (at most 80), such as `signup_rate`';

const id = z
  .string({ error: 'an id such as `KR1`' })
  .max(40, { error: 'an id of at most 40 characters' })
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/, {
    error: 'an id of letters, digits, `_`, `.` and `-`, such as `KR1`',
  });

const figureExpected = { error: 'a figure such as 3.1%, 0.031, 240ms or 1,200' };

const figure = z
  .union([z.number(figureExpected), z.string().regex(figurePattern, figureExpected)], figureExpected)
  .transform((value) => (typeof value === 'number' ? { value, suffix: '' } : readFigure(value)))
  .describe("A figure in the metric's unit: 3.1%, 0.031, 240ms, 1,200.");

const limitError = { error: limitExpected };

const horizonExpected = { error: '`leading`, `lagging` or a duration such as `28d`' };

const holidaysExpected = { error: 'a country such as `DE`, or a part of one such as `DE-BY`' };

const armExpected = 'the name of an arm, as its source has it (in quotes, if it looks like a number)';
const arm = z.string({ error: armExpected }).trim().min(1, { error: armExpected }).max(80, { error: armExpected });
const splitExpected = { error: 'two shares, control first, such as `[90, 10]`' };
const share = z.number(splitExpected).positive(splitExpected);

const arms = mapping({
  control: arm.describe('What the source calls the group without the change.'),
  treatment: arm.describe('What the source calls the group with the change.'),
  split: z
    .tuple([share, share], splitExpected)
    .exactOptional()
    .describe('The shares that control and treatment were meant to get: [90, 10]. Default: halves.'),
}).refine(({ control, treatment }) => control !== treatment, {
  path: ['treatment'],
  error: 'another arm than `control`',
});

const sourceExpected = { error: "`connection/query`, as named in the operator's file of sources" };

const source = z
  .string({ error: '`connection/query`' })
  .regex(/^[A-Za-z0-9_.-]{1,80}\/[A-Za-z0-9_.-]{1,80}$/, sourceExpected);

const experimentsExpected = {
  error: '`connection/query`, or `{ source: connection/query, arms: { control: ..., treatment: ... } }`',
};

const experiments = z
  .union([source, mapping({ source, arms: arms.exactOptional() })], experimentsExpected)
  .transform((value) => (typeof value === 'string' ? { source: value } : value));

export const metricSchema = mapping({
  title: text(200).exactOptional().describe('What people call it. Default: its name.'),
  definition: text(1000).exactOptional().describe('How it is counted, so that two people would count the same.'),
  unit: z
    .string({ error: 'a unit such as `ratio`, `count`, `ms` or `usd`' })
    .regex(/^[\p{L}$€£¥µ°][^\s\d|<>`%\p{C}]{0,19}$/u, {
      error: 'a short word such as `ratio` (0.031 is shown as 3.1%), `count`, `ms` or `usd`',
    })
    .refine(
      (value) => value === 'ratio' || !/^(?:per ?cent(?:age)?|pct|ratio|ratios|fraction|proportion)$/i.test(value),
      { error: '`ratio` (0.031 is shown as 3.1%)' },
    )
    .default('count')
    .describe('ratio (0.031 is shown as 3.1%), count, ms, usd, or another short word that is shown after the figure.'),
  good: z.enum(['up', 'down'], { error: '`up` or `down`' }).describe('Which way is better for people and business.'),
  role: z
    .enum(['business', 'guardrail'], { error: '`business` or `guardrail`' })
    .exactOptional()
    .describe('business: an end in itself, it need not drive anything. guardrail: it is there to stay unharmed.'),
  limit: z
    .union([z.number(limitError), z.string(limitError).regex(figurePattern, limitError)], limitError)
    .transform((value) => (typeof value === 'number' ? { value, suffix: '' } : readFigure(value)))
    .exactOptional()
    .describe('How much worse it may get, on any bet: 5%, 0.1pp, 12ms. Every bet is watched on it.'),
  horizon: z
    .union([z.enum(['leading', 'lagging']), z.string().regex(durationPattern, horizonExpected)], horizonExpected)
    .exactOptional()
    .describe('When its movement is to be expected: leading, lagging or a duration such as 28d.'),
  drives: oneOrMany(z.string({ error: 'the name of a metric' }), 50).describe(
    'The metrics one step up the metric tree: what this one moves.',
  ),
  controls: oneOrMany(z.string({ error: 'the name of a metric' }), 5)
    .transform((names) => names.filter((name) => name !== autoControls))
    .describe(
      'Sibling metrics that move with this one but are not touched by your changes: the same metric in another country, for example. auto, as without this key: those that went along with it before.',
    ),
  holidays: z
    .string(holidaysExpected)
    .regex(/^[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?$/, holidaysExpected)
    .refine((code) => holidaysOf(code, 0, 1) !== undefined, holidaysExpected)
    .exactOptional()
    .describe('A country, DE, or a part of it, DE-BY, whose public holidays are passed over.'),
  increase: z
    .boolean({ error: '`true` or `false`' })
    .exactOptional()
    .describe(
      'true: its source gives a running total, and what each day adds is looked at. false: it is none, though it never falls.',
    ),
  arms: arms
    .exactOptional()
    .describe('An experiment: the arms of its source that are compared with each other, instead of before and after.'),
  experiments: experiments
    .exactOptional()
    .describe(
      'How it is read for an experiment that a pull request names by Experiment: connection/id. connection/query, whose query takes the id.',
    ),
  owner: text(100).exactOptional().describe('Who answers for it: @user or @org/team. Shown, never pinged.'),
  public: z
    .boolean({ error: '`true` or `false`' })
    .exactOptional()
    .describe('true: its figures may be shown in public repositories. Default: only how it moved.'),
  source: source
    .exactOptional()
    .describe("Where its samples come from: connection/query, as named in the operator's file of sources."),
});

const keyResult = mapping({
  id: id.describe('What pull requests name: KR1. Unique in the whole map.'),
  title: text(200).exactOptional().describe('In words, if the metric and its figures do not say enough.'),
  metric: z.string({ error: 'the name of a metric' }).describe('The name of the metric that it moves.'),
  from: figure,
  to: figure,
  by: z.iso
    .date({ error: 'a date such as 2026-12-31' })
    .describe('The day by which the figure is to be reached: 2026-12-31.'),
  owner: text(100).exactOptional().describe('Who answers for it: @user or @org/team. Shown, never pinged.'),
}).refine(({ from, to }) => from.value !== to.value, { path: ['to'], error: 'a figure other than `from`' });

const periodExpected = { error: 'a period such as 2026-Q4' };

const objective = mapping({
  id: id.describe('Unique in the whole map: O1.'),
  title: text(200).exactOptional().describe('What is to be achieved. Default: its id.'),
  why: text(1000).exactOptional().describe('Why it is worth having, in words.'),
  serves: oneOrMany(z.string({ error: 'the id of a line of the strategy' }), 30).describe(
    'The lines of the strategy that it serves, by id: [S1].',
  ),
  period: z
    .union([z.int(periodExpected).min(1000, periodExpected).max(9999, periodExpected), text(60)], periodExpected)
    .transform(String)
    .exactOptional()
    .describe('When it holds, in words: 2026-Q4.'),
  key_results: z
    .array(keyResult, { error: 'a list of key results' })
    .max(100, { error: 'at most 100 key results in an objective' })
    .nullish()
    .transform((value) => value ?? [])
    .describe('How people will know that it was achieved.'),
});

const strategyExpected = { error: 'a line of text, or a list of them' };

const strategyLine = z.union(
  [
    text(300),
    mapping({
      id: id.exactOptional().describe('What objectives name after `serves`. Default: S1, S2 and so on, by place.'),
      title: text(300).describe('What was decided to go for.'),
    }),
  ],
  { error: 'a line of text, or `{ id: S1, title: ... }`' },
);

const strategy = z
  .union([text(300), z.array(strategyLine).max(30, { error: 'at most 30 lines' })], strategyExpected)
  .nullish()
  .transform((value) =>
    [value ?? []].flat().map((line, index) => {
      const { id: own, title } = typeof line === 'string' ? { title: line } : line;
      return { id: own ?? strategyId(index), title };
    }),
  );

/** How a line of the strategy that says no id is called. */
export const strategyId = (index: number) => `S${index + 1}`;

const teamNameExpected = 'the name of a team: letters, digits, `_` and `-`, such as `growth`';

const team = mapping({
  title: text(100).exactOptional().describe('What people call it. Default: its name.'),
  purpose: text(500).exactOptional().describe('What it is there for: More visitors sign up.'),
});

export const mapSchema = mapping({
  _extends: z
    .string({ error: 'a repository such as `.github`' })
    .regex(extendsPattern, { error: '`repository` or `owner/repository`, with `:path/to/file.yml` if need be' })
    .exactOptional()
    .describe('Another repository of the same owner whose map this one adds to: .github, or base:maps/team.yml.'),
  version: z
    .literal(1, { error: ({ input }) => (input === '1' ? '`version: 1`, without quotes' : '`version: 1`') })
    .describe('The version of this format: 1.'),
  vision: text(300).exactOptional().describe('What you are there for, in one line.'),
  strategy: strategy.describe('What you have decided to go for: one line, or a list of them.'),
  teams: z
    .record(
      z
        .string()
        .max(100)
        .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/),
      team,
      {
        error: (issue) => (issue.code === 'invalid_key' ? teamNameExpected : 'a mapping of names to teams'),
      },
    )
    .refine((teams) => Object.keys(teams).length <= 200, { error: 'at most 200 teams' })
    .nullish()
    .transform((value) => value ?? {})
    .describe('The teams that own metrics, by name: growth is the owner "@acme/growth".'),
  metrics: z
    .record(metricName, metricSchema, {
      error: (issue) => (issue.code === 'invalid_key' ? metricNameExpected : 'a mapping of names to metrics'),
    })
    .refine((metrics) => Object.keys(metrics).length <= 2000, { error: 'at most 2,000 metrics' })
    .nullish()
    .transform((value) => value ?? {})
    .describe('The metrics by name; names are what pull requests write after Expect: and Guard:.'),
  objectives: z
    .array(objective, { error: 'a list of objectives' })
    .max(200, { error: 'at most 200 objectives' })
    .nullish()
    .transform((value) => value ?? [])
    .describe('What is to be achieved, with key results.'),
  policy: policySchema
    .nullish()
    .transform((value) => value ?? policySchema.parse({}))
    .describe('How pull requests and issues are treated.'),
  release: releaseSchema
    .nullish()
    .transform((value) => value ?? releaseSchema.parse({}))
    .describe('What tells that a merged change has reached its users.'),
  follow_up: followUpSchema
    .nullish()
    .transform((value) => value ?? followUpSchema.parse({}))
    .describe('When Soundings looks at what moved.'),
  digest: digestSchema,
});

/** The parsed file, defaults filled in. */
export type MapFile = z.output<typeof mapSchema>;
