import { describe, expect, test } from 'vitest';
import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import { lint } from '../../../src/domain/lint/lint.ts';
import type { LintBasis } from '../../../src/domain/lint/lint-basis.ts';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import type { LintRule } from '../../../src/domain/outcome-map/lint-rule.ts';
import { outcomeMapOf } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import { lintSentence } from '../../../src/render/gate/lint-notes.ts';
import { redacted } from '../../stage/samples/disclosures.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';
import { documentOf } from '../outcome-map/read-map.ts';

const day = 86_400_000;
const asOf = new Date('2026-10-01T00:00:00Z');

/** In order: nothing to say about it. */
const sound = `version: 1
strategy: Small teams first
metrics:
  revenue:
    { title: Monthly recurring revenue, definition: paid, unit: usd, good: up, owner: "@acme/cfo", source: w/mrr }
  signup_rate:
    title: Visit to sign-up rate
    definition: sign-ups divided by visits
    unit: ratio
    good: up
    horizon: leading
    drives: [revenue]
    owner: "@acme/growth"
    source: w/signup
  errors: { definition: 5xx, good: down, role: guardrail, owner: "@acme/core", source: w/errors }
objectives:
  - id: O1
    title: Small teams finish projects with us
    serves: [S1]
    key_results:
      - { id: KR1, metric: signup_rate, from: 3%, to: 3.6%, by: 2026-12-31 }
`;

function findings(text: string, part: Partial<LintBasis> = {}) {
  const whole = outcomeMapOf(documentOf(text));
  if ('problems' in whole) throw new Error(JSON.stringify(whole.problems));
  return lint({ ...whole, asOf, ...part });
}

/** As people see them, rule and line before them. */
function said(text: string, part: Partial<LintBasis> = {}, disclosure = everything): string[] {
  return findings(text, part).map(
    (finding) => `${finding.at.line} ${finding.rule}: ${lintSentence(finding, disclosure).replaceAll('\u00a0', ' ')}`,
  );
}

const ruleOf = (text: string, rule: LintRule, part: Partial<LintBasis> = {}, disclosure = everything) =>
  said(text, part, disclosure).filter((line) => line.includes(` ${rule}: `));

/** A year of days up to the first of October that end at this level, with 3% of noise, growing by this share a day. */
function readings(level: number, growth = 0, metric = 'signup_rate'): Record<string, Reading> {
  const random = randomFrom(5);
  const samples = Array.from({ length: 365 }, (_, i) => ({
    t: asOf.getTime() - (365 - i) * day,
    value: level * Math.exp(growth * (i - 350) + 0.03 * random.normal()),
  }));
  return { [metric]: { kind: 'samples', series: { bucket: 'day', samples } } };
}

test('a map that says all that is useful', () => {
  expect(said(sound)).toEqual([]);
  expect(said(sound, { inPlay: { keyResults: ['kr1'], metrics: [] }, readings: readings(0.033) })).toEqual([]);
});

describe('what work is for', () => {
  const titled = (title: string) => sound.replace('{ id: KR1, metric', `{ id: KR1, title: ${title}, metric`);

  test('a key result that is a task', () => {
    expect(said(titled('Launch the new onboarding'))).toEqual([
      '21 reads-like-a-roadmap: `KR1` reads like a roadmap: `Launch the new onboarding` names work (`Launch`), not what that should change. Work can be finished without changing anything. Better: `title: Visit to sign-up rate rises from 3% to 3.6%`.',
    ]);
  });

  test('without absolute figures', () => {
    const [line] = ruleOf(titled('Launch it'), 'reads-like-a-roadmap', {}, redacted);
    expect(line).toContain('Better: `title: Visit to sign-up rate rises by 20%`.');
  });

  test('a key result on how far the work has come', () => {
    const text = sound.replace(
      'objectives:',
      '  moved: { title: "% of services migrated", definition: d, unit: ratio, good: up, drives: revenue, owner: o, source: w/m }\nobjectives:',
    );
    expect(said(text.replace('metric: signup_rate', 'metric: moved'))).toEqual(
      [
        '22 reads-like-a-roadmap: `KR1` reads like a roadmap: `% of services migrated` names work (`% of services migrated`), not what that should change. Work can be finished without changing anything. Better: what the work is for, as `metric: revenue` with its own figures.',
        '6 unused-metric: No key result and no bet uses `signup_rate`, nor anything that it drives or that drives it. Nobody uses it, and everybody has to read it. Better: a key result on it, `drives:` to a metric that has one, `role: guardrail`, or a map without it.',
      ].toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10)),
    );
  });

  test('an objective that is a task', () => {
    expect(said(sound.replace('Small teams finish projects with us', 'Rebuild the editor'))).toEqual([
      '18 reads-like-a-roadmap: `O1` reads like a roadmap: `Rebuild the editor` names work (`Rebuild`), not what that should change. Work can be finished without changing anything. Better: what is better for whom, as `title: Visit to sign-up rate rises`.',
    ]);
  });

  test('of what is over only the day is said', () => {
    expect(said(titled('Launch it').replace('2026-12-31', '2026-09-30'))).toEqual([
      '21 odd-target: The day of `KR1` has passed, on 30 Sep 2026. Nothing that is merged now can count towards it. Better: a day in the future.',
    ]);
  });
});

describe('metrics', () => {
  const withMetric = (lines: string) => sound.replace('metrics:\n', `metrics:\n  views: { ${lines} }\n`);

  test('one that leads nowhere, and that nobody uses', () => {
    expect(said(withMetric('definition: d, good: up, owner: o, source: w/v'))).toEqual([
      '4 vanity-metric: `views` drives nothing and is no business metric. It can rise for ever without anything that matters following. Better: `drives: [revenue]` if it leads there, `role: business` if it is an end in itself, `role: guardrail` if it must only stay unharmed.',
      '4 unused-metric: No key result and no bet uses `views`, nor anything that it drives or that drives it. Nobody uses it, and everybody has to read it. Better: a key result on it, `drives:` to a metric that has one, `role: guardrail`, or a map without it.',
    ]);
  });

  test.each([
    ['a business metric by its role', 'role: business, '],
    ['a guardrail', 'role: guardrail, '],
  ])('%s needs to drive nothing', (_, role) => {
    expect(said(withMetric(`${role}definition: d, good: up, owner: o, source: w/v`))).toEqual([]);
  });

  test.each([
    ['by its unit', 'unit: €/month'],
    ['by its horizon', 'horizon: lagging'],
  ])('a business metric is known %s', (_, key) => {
    expect(ruleOf(withMetric(`${key}, good: up`), 'vanity-metric')).toEqual([]);
  });

  test('one that others are compared with is no vanity, and in use', () => {
    const text = withMetric('definition: d, good: up, owner: o, source: w/v').replace(
      '    drives: [revenue]\n',
      '    drives: [revenue]\n    controls: [views]\n',
    );
    expect(said(text)).toEqual([]);
  });

  test('one that a bet is on, or guards, is in use', () => {
    const inPlay = { keyResults: ['KR1'], metrics: ['views'] };
    expect(ruleOf(withMetric('good: up'), 'unused-metric', { inPlay })).toEqual([]);
  });

  test('nobody, no definition and no source', () => {
    expect(said(withMetric('good: up, unit: ratio, drives: revenue'))).toEqual([
      "4 unmeasured: `views` has no source. Nobody will know whether it moved. Better: `source: connection/query`, as the operator's file of sources names it.",
      '4 no-owner: `views` has no owner. There is nobody to ask when it moves, or when it is challenged. Better: `owner: "@org/team"`.',
      '4 no-definition: `views` has no definition. Two people would count it differently. Better: `definition: what divided by what, per UTC day`.',
      '4 unused-metric: No key result and no bet uses `views`, nor anything that it drives or that drives it. Nobody uses it, and everybody has to read it. Better: a key result on it, `drives:` to a metric that has one, `role: guardrail`, or a map without it.',
    ]);
  });

  test.each<[string, Reading, string]>([
    [
      'fails',
      { kind: 'failed', failure: { reason: 'timeout', text: 'the source did not answer within 30 s' } },
      '`signup_rate` cannot be read (`w/signup`): the source did not answer within 30 s.',
    ],
    ['is empty', { kind: 'empty' }, '`signup_rate` has never had a value (`w/signup`).'],
    [
      'has run dry',
      { kind: 'samples', series: { bucket: 'day', samples: [{ t: Date.parse('2026-08-12'), value: 1 }] } },
      '`signup_rate` has had no value since 12 Aug 2026 (`w/signup`).',
    ],
  ])('a key result whose source %s', (_, reading, expected) => {
    const [line] = said(sound, { readings: { signup_rate: reading } });
    expect(line).toBe(
      `14 unmeasured: ${expected} Nobody will know whether it moved. Better: a source that answers with a value for each day.`,
    );
  });
});

describe('targets', () => {
  test('one that history reaches by itself', () => {
    expect(said(sound, { readings: readings(0.033, 0.002) })).toEqual([
      '21 sandbagged: Left alone, `signup_rate` has a chance of more than 99% to reach `3.6%` by 31 Dec 2026 (it stands at `3.32%`). Reaching it would not show that anything done for it works. Better: `to: 4.7%`, which has one chance in five.',
    ]);
  });

  test('one that nothing in history comes near', () => {
    const found = ruleOf(sound, 'out-of-reach', { readings: readings(0.02) });
    expect(found).toEqual([
      "21 out-of-reach: `signup_rate` has a chance of less than 1% to reach `3.6%` by 31 Dec 2026, even with what a team can change until then (it stands at `2.01%`). A target that nobody believes in guides nobody. Better: `to: 2.4%`, which has one chance in five; or a later day, or in the objective's `why` what will be different this time.",
    ]);
  });

  test('no absolute figure where there shall be none', () => {
    for (const level of [readings(0.033, 0.002), readings(0.02, -0.001)])
      for (const line of said(sound, { readings: level }, redacted)) {
        expect(line).toMatch(/ a chance of (more than 99|less than 1)% to reach the target of `KR1` by 31 Dec 2026/);
        expect(line).not.toMatch(/3\.\d|0\.0\d|2\.\d|`\d/);
      }
  });

  test('a metric that is to fall', () => {
    const text = sound
      .replace('metric: signup_rate, from: 3%, to: 3.6%', 'metric: errors, from: 100, to: 80')
      .replace('role: guardrail, ', 'drives: revenue, ');
    expect(ruleOf(text, 'sandbagged', { readings: readings(90, -0.004, 'errors') })).toHaveLength(1);
    expect(ruleOf(text, 'sandbagged', { readings: readings(90, 0.004, 'errors') })).toEqual([]);
    const far = text.replace('to: 80', 'to: 60');
    expect(ruleOf(far, 'out-of-reach', { readings: readings(90, 0.004, 'errors') })).toHaveLength(1);
    expect(ruleOf(text, 'out-of-reach', { readings: readings(90, -0.004, 'errors') })).toEqual([]);
  });

  test.each<[string, string, Record<string, Reading>]>([
    ['a day that has passed', '2026-09-30', readings(0.033, 0.002)],
    ['a day in years', '2029-12-31', readings(0.033, 0.002)],
    ['no history', '2026-12-31', { signup_rate: { kind: 'empty' } }],
    [
      'a history that ended',
      '2026-12-31',
      { signup_rate: { kind: 'samples', series: { bucket: 'day', samples: [] } } },
    ],
  ])('nothing is foretold for %s', (_, by, read) => {
    const text = sound.replace('2026-12-31', by);
    expect([
      ...ruleOf(text, 'sandbagged', { readings: read }),
      ...ruleOf(text, 'out-of-reach', { readings: read }),
    ]).toEqual([]);
  });

  test('one that has been in force and is on course is not called easy', () => {
    const inForce = outcomeMapOf(documentOf(sound));
    if ('problems' in inForce) throw new Error('it is valid');
    expect(ruleOf(sound, 'sandbagged', { readings: readings(0.034, 0.002), inForce: inForce.map })).toEqual([]);
    const eased = sound.replace('to: 3.6%', 'to: 3.5%');
    expect(ruleOf(eased, 'sandbagged', { readings: readings(0.034, 0.002), inForce: inForce.map })).toHaveLength(1);
  });
});

describe('dates', () => {
  const soon = sound.replace('by: 2026-12-31', 'by: 2026-10-20');

  test('before the last readout', () => {
    expect(said(soon)).toEqual([
      '21 horizon-mismatch: `KR1` ends in 19 days, and what ships today has its last readout after 28 days. Nothing done for it from now on would show in time. Better: `by: 2026-10-29` or later.',
    ]);
  });

  test('before the metric shows anything; one below it would', () => {
    const text = sound.replace('metric: signup_rate, from: 3%, to: 3.6%', 'metric: revenue, from: 1000, to: 1200');
    const lagging = text
      .replace('unit: usd,', 'unit: usd, horizon: lagging,')
      .replace('by: 2026-12-31', 'by: 2026-11-10');
    expect(said(lagging)).toEqual([
      '21 horizon-mismatch: `KR1` ends in 40 days, and what ships today shows in `revenue` after 56 days. Nothing done for it from now on would show in time. Better: `by: 2026-11-26` or later, or a metric that shows sooner: `metric: signup_rate`.',
    ]);
  });

  test('a date that was given when there was more time is left alone', () => {
    const inForce = outcomeMapOf(documentOf(soon));
    expect(said(soon, 'map' in inForce ? { inForce: inForce.map } : {})).toEqual([]);
  });
});

describe('bets', () => {
  test('a key result that nothing under way is meant to move', () => {
    expect(said(sound, { inPlay: { keyResults: ['KR2'], metrics: [] } })).toEqual([
      '21 no-open-bet: Nothing under way is meant to move `KR1`. A key result that nobody bets on is a wish. Better: a pull request or a hypothesis with `Key result: KR1` and `Expect: signup_rate +3% within 14 days`.',
    ]);
  });

  test('one that is only proposed cannot have a bet', () => {
    const inForce = outcomeMapOf(documentOf('version: 1'));
    if ('problems' in inForce) throw new Error('it is valid');
    expect(said(sound, { inPlay: { keyResults: [], metrics: [] }, inForce: inForce.map })).toEqual([]);
  });
});

test('an objective that serves no line of the strategy, where there is one', () => {
  const text = sound.replace('    serves: [S1]\n', '');
  expect(said(text)).toEqual([
    '17 serves-no-strategy: `O1` serves no line of the strategy. It does not say why this and not something else. Better: `serves: [S1]`; the lines are `S1: Small teams first`.',
  ]);
  expect(said(text.replace('strategy: Small teams first\n', ''))).toEqual([]);
});

test('how serious a rule is, the map says; errors come first', () => {
  const text = `version: 1
metrics:
  a: { good: up, definition: d, drives: b }
  b: { good: up, definition: d, role: business }
objectives:
  - { id: O1, key_results: [{ id: KR1, metric: a, from: 1, to: 2, by: 2026-12-31 }] }
policy: { lint: { no-owner: error, unmeasured: off } }
`;
  expect(findings(text).map(({ rule, level, at }) => `${level} ${at.line} ${rule}`)).toEqual([
    'error 3 no-owner',
    'error 4 no-owner',
  ]);
  expect(findings(text.replace(/policy.*/, 'policy: { lint: off }'))).toEqual([]);
  expect(findings(text.replace(/policy.*/, '')).map(({ level }) => level)).toEqual(['warn', 'warn', 'warn', 'warn']);
});

test('people’s words stay inside their quotes', () => {
  const title = 'Launch `x` @everyone [a](https://example.com)';
  const [line = ''] = ruleOf(sound.replace('id: KR1,', `id: KR1, title: "${title}",`), 'reads-like-a-roadmap');
  expect(line).toContain("`Launch 'x' @everyone [a](https://example.com)`");
  expect(line.split('`').length % 2).toBe(1);
});
