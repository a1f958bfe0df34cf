import { describe, expect, test } from 'vitest';
import { lintRules } from '../../../src/domain/outcome-map/lint-rule.ts';
import { acmeMap as acme } from '../../stage/samples/acme-map.ts';
import { documentOf, mapOf, problemsIn } from './read-map.ts';

describe('a map that is in order', () => {
  test('controls that are left to Soundings are none by name', () => {
    const [metric] = mapOf(documentOf('version: 1\nmetrics:\n  rate: { good: up, controls: auto }\n')).metrics;
    expect(metric?.controls).toEqual([]);
  });

  test('says what it says', () => {
    expect(mapOf(documentOf(acme))).toEqual({
      metrics: [
        {
          name: 'revenue',
          title: 'Monthly recurring revenue',
          unit: 'usd',
          good: 'up',
          horizon: 'lagging',
          drives: [],
          controls: [],
          source: 'warehouse/mrr',
        },
        {
          name: 'projects_completed',
          title: 'Completed projects',
          unit: 'count',
          good: 'up',
          drives: ['revenue'],
          controls: [],
          source: 'warehouse/completed',
        },
        {
          name: 'signup_rate',
          title: 'Visit to sign-up rate',
          definition: 'sign-ups divided by unique visits, per UTC day',
          unit: 'ratio',
          good: 'up',
          drives: ['projects_completed'],
          controls: [],
          owner: '@acme/growth',
          source: 'warehouse/signup_rate',
        },
      ],
      objectives: [
        {
          id: 'O1',
          title: 'Small teams finish projects with us',
          period: '2026-Q4',
          keyResults: [{ id: 'KR1', metric: 'signup_rate', from: 0.031, to: 0.04, by: '2026-12-31' }],
        },
      ],
      policy: {
        mode: 'enforce',
        issues: { mode: 'advise', labels: [] },
        require: 'reference',
        exempt: { authors: ['dependabot[bot]'], labels: ['no-outcome'], paths: ['docs/**'] },
        lint: {},
        delivery: {},
        tracks: { discovery: ['discovery'], delivery: ['delivery'] },
        redact: 'auto',
      },
      release: { on: 'release' },
      followUp: { afterDays: [7, 28] },
    });
  });

  test('needs no more than its version', () => {
    expect(mapOf(documentOf('version: 1'))).toEqual({
      metrics: [],
      objectives: [],
      policy: {
        mode: 'advise',
        issues: { mode: 'off', labels: [] },
        require: 'reference',
        exempt: { authors: [], labels: [], paths: [] },
        lint: {},
        delivery: {},
        tracks: { discovery: ['discovery'], delivery: ['delivery'] },
        redact: 'auto',
      },
      release: { on: 'release' },
      followUp: { afterDays: [7, 28] },
    });
  });

  test('may have headings with nothing below them', () => {
    const empty = 'version: 1\nmetrics:\nobjectives:\npolicy:\nrelease:\nfollow_up:\n';
    expect(mapOf(documentOf(empty))).toEqual(mapOf(documentOf('version: 1')));
  });

  const metric = (lines: string) =>
    mapOf(documentOf(`version: 1\nmetrics:\n  top: { good: up }\n  m: { ${lines} }`)).metrics[1];
  test.each([
    ['a metric without a title is called by its name', 'good: up', { title: 'm', unit: 'count' }],
    ['drives may be one name', 'good: up, drives: top', { drives: ['top'] }],
    ['drives may be a list, and say a name twice', 'good: up, drives: [top, top]', { drives: ['top'] }],
    ['text is folded to one line', 'good: down, title: "  a\\n  title "', { title: 'a title', good: 'down' }],
    ['a horizon may be a duration', 'good: up, horizon: 2 weeks', { horizon: '2 weeks' }],
    ['a role', 'good: up, role: business', { role: 'business' }],
    ['a unit may be any short word', 'good: up, unit: €/month', { unit: '€/month' }],
  ])('%s', (_, lines, expected) => {
    expect(metric(lines)).toMatchObject(expected);
  });

  const keyResult = (unit: string, from: string) =>
    mapOf(
      documentOf(`version: 1
metrics: { m: { good: up, unit: ${unit} } }
objectives: [{ id: O1, key_results: [{ id: KR1, metric: m, from: ${from}, to: 99, by: 2026-12-31 }] }]`),
    ).objectives[0]?.keyResults[0]?.from;
  test.each([
    ['ratio', '3.1%', 0.031],
    ['ratio', '1.1%', 0.011],
    ['ratio', '0.031', 0.031],
    ['ms', '240ms', 240],
    ['ms', '240 MS', 240],
    ['ms', '-2.5', -2.5],
    ['count', '"1,200"', 1200],
    ['count', '"1,234,567.5"', 1234567.5],
    ['usd', '+1e3', 1000],
  ])('a figure in %s may be written %s', (unit, written, value) => {
    expect(keyResult(unit, written)).toBe(value);
  });

  test.each([
    ['7d', [7]],
    ['[28d, 7d, 1 week]', [7, 28]],
    ['[2 weeks, 1 day, 365d]', [1, 14, 365]],
  ])('follow_up.after may be %s', (written, days) => {
    expect(mapOf(documentOf(`version: 1\nfollow_up: { after: ${written} }`)).followUp).toEqual({ afterDays: days });
  });

  const policy = (lines: string) => mapOf(documentOf(`version: 1\npolicy:\n  ${lines}`)).policy;
  test.each([
    ['mode: off', { mode: 'off' }],
    ['issues: advise', { issues: { mode: 'advise', labels: [] } }],
    ['issues: { mode: advise, labels: [feature, idea] }', { issues: { mode: 'advise', labels: ['feature', 'idea'] } }],
    ['issues: { labels: feature }', { issues: { mode: 'advise', labels: ['feature'] } }],
    ['redact: true', { redact: true }],
    ['lint: { no-owner: error, sandbagged: off }', { lint: { 'no-owner': 'error', sandbagged: 'off' } }],
    ['lint:', { lint: {} }],
    ['dark: error', { dark: 'error' }],
    ['delivery: { needs: validated }', { delivery: { needs: 'validated' } }],
    [
      'tracks: { discovery: [spike, prototype] }',
      { tracks: { discovery: ['spike', 'prototype'], delivery: ['delivery'] } },
    ],
    ['tracks: { delivery: [] }', { tracks: { discovery: ['discovery'], delivery: [] } }],
    ['exempt: { paths: "docs/**" }', { exempt: { authors: [], labels: [], paths: ['docs/**'] } }],
  ])('policy may say %s', (lines, expected) => {
    expect(policy(lines)).toMatchObject(expected);
  });

  test('one level of the lint stands for all rules', () => {
    const { lint } = policy('lint: error');
    expect(lint).toEqual(Object.fromEntries(lintRules.map((rule) => [rule, 'error'])));
  });

  test('the chain from the vision down to the objective', () => {
    const map = mapOf(
      documentOf(`version: 1
vision: Nobody misses a deadline
strategy:
  - Small teams before large ones
  - { title: Sell by word of mouth }
  - { id: SELF, title: No sales people }
objectives:
  - { id: O1, why: small teams decide in a day, serves: [S1, SELF] }
  - { id: O2, serves: S2 }
  - { id: O3 }
`),
    );
    expect(map).toMatchObject({
      vision: 'Nobody misses a deadline',
      strategy: [
        { id: 'S1', title: 'Small teams before large ones' },
        { id: 'S2', title: 'Sell by word of mouth' },
        { id: 'SELF', title: 'No sales people' },
      ],
      objectives: [
        { id: 'O1', why: 'small teams decide in a day', serves: ['S1', 'SELF'] },
        { id: 'O2', serves: ['S2'] },
        { id: 'O3' },
      ],
    });
    expect(map.objectives[2]).not.toHaveProperty('serves');
  });

  test('a strategy may be one line', () => {
    expect(mapOf(documentOf('version: 1\nstrategy: Small teams first\n')).strategy).toEqual([
      { id: 'S1', title: 'Small teams first' },
    ]);
  });

  test('words of older YAML keep their letters, whatever the file says of its version', () => {
    const map = mapOf(documentOf('%YAML 1.1\n---\nversion: 1\nrelease: { on: merge }\npolicy: { mode: off }\n'));
    expect(map).toMatchObject({ release: { on: 'merge' }, policy: { mode: 'off' } });
  });

  test('an anchor stands for what it names', () => {
    const map = mapOf(
      documentOf(
        'version: 1\nmetrics:\n  a: { good: up, owner: &team "@acme/growth" }\n  b: { good: up, owner: *team }\n',
      ),
    );
    expect(map.metrics.map(({ owner }) => owner)).toEqual(['@acme/growth', '@acme/growth']);
  });
});

const metrics = (...lines: string[]) => ['version: 1', 'metrics:', ...lines].join('\n');
const keyResults = (...lines: string[]) =>
  [
    'version: 1',
    'metrics: { rate: { good: up, unit: ratio }, time: { good: down, unit: ms } }',
    'objectives:',
    '  - id: O1',
    '    key_results:',
    ...lines,
  ].join('\n');

describe('a map that is not in order', () => {
  test.each<[situation: string, text: string, problems: string[]]>([
    ['an empty file', '', ['1:1 the file is empty | `version: 1` and what follows it']],
    ['nothing but comments', '# soon\n', ['1:1 the file is empty | `version: 1` and what follows it']],
    ['a list', '- a\n', ['1:1 the file is not a mapping | `version: 1` and what follows it']],
    ['no version', 'policy: { mode: advise }', ['1:1 `version` is missing | `version: 1`']],
    ['a version to come', 'version: 2', ['1:10 `version` is `2` | `version: 1`']],
    ['a version in quotes', 'version: "1"', ['1:10 `version` is `1` | `version: 1`, without quotes']],
    [
      'an unknown key with a near one',
      metrics('  rate: { good: up, defintion: sign-ups }'),
      ['3:21 `defintion` is not a key of `metrics.rate` | `definition`'],
    ],
    [
      'an unknown key that differs in its spelling only',
      'version: 1\nfollowUp: { after: 7d }',
      ['2:1 `followUp` is not a key of an outcome map | `follow_up`'],
    ],
    [
      'an unknown key with none near',
      'version: 1\nrelease: { branch: main }',
      [
        '2:12 `branch` is not a key of `release` | one of `on`, `environment`, `tags`, `prerelease`, `families`, `notes`',
      ],
    ],
    ['no direction', metrics('  rate:', '    unit: ratio'), ['3:3 `metrics.rate.good` is missing | `up` or `down`']],
    [
      'a wrong direction',
      metrics('  rate: { good: higher }'),
      ['3:17 `metrics.rate.good` is `higher` | `up` or `down`'],
    ],
    ['a metric that is a number', metrics('  rate: 3'), ['3:9 `metrics.rate` is `3` | a mapping (`key: value`)']],
    ['a metric with nothing', metrics('  rate:'), ['3:3 `metrics.rate` is empty | a mapping (`key: value`)']],
    [
      'a list of metrics',
      metrics('  - rate', '  - time'),
      ['3:3 `metrics` is a list of 2 | a mapping of names to metrics'],
    ],
    [
      'a name of a metric in capitals, with more wrong below it',
      metrics('  Rate: { good: higher }'),
      [
        '3:3 `Rate` cannot be the name of a metric | small letters, digits, `_`, `.` and `-` (at most 80), such as `signup_rate`',
        '3:17 `metrics.Rate.good` is `higher` | `up` or `down`',
      ],
    ],
    [
      'a metric twice',
      metrics('  rate: { good: up }', '  rate: { good: down }'),
      ['4:3 `rate` is here twice, first on line 3 | each key once'],
    ],
    [
      'a percent sign as a unit',
      metrics('  rate: { good: up, unit: "%" }'),
      [
        '3:27 `metrics.rate.unit` is `%` | a short word such as `ratio` (0.031 is shown as 3.1%), `count`, `ms` or `usd`',
      ],
    ],
    [
      'a number for a title',
      metrics('  rate: { good: up, title: 404 }'),
      ['3:28 `metrics.rate.title` is `404` | text (in quotes, if it looks like a number)'],
    ],
    [
      'a source that is a query',
      metrics('  rate: { good: up, source: select 1 }'),
      ["3:29 `metrics.rate.source` is `select 1` | `connection/query`, as named in the operator's file of sources"],
    ],
    [
      'a control that is not there',
      metrics('  rate: { good: up, controls: [rate_fr] }', '  rate_de: { good: up }'),
      ['3:32 `rate` has the control `rate_fr`, which is not in the map | `rate_de`, or another metric of the map'],
    ],
    [
      'its own control',
      metrics('  rate: { good: up, controls: rate }'),
      ['3:31 `rate` is its own control | another metric, which your changes do not touch'],
    ],
    [
      'holidays of nowhere',
      metrics('  rate: { good: up, holidays: XX }'),
      ['3:31 `metrics.rate.holidays` is `XX` | a country such as `DE`, or a part of one such as `DE-BY`'],
    ],
    [
      'a metric that drives an unknown one',
      metrics('  rate: { good: up, drives: [projects_complete] }', '  projects_completed: { good: up }'),
      [
        '3:30 `rate` drives `projects_complete`, which is not in the map | `projects_completed`, or another metric of the map',
      ],
    ],
    [
      'metrics that drive each other in a circle',
      metrics('  a: { good: up, drives: b }', '  b: { good: up, drives: [c] }', '  c: { good: up, drives: [a] }'),
      ['5:27 `drives` goes round in a circle: a -> b -> c -> a | a tree, where no metric drives itself by any way'],
    ],
    [
      'a metric that drives itself',
      metrics('  a: { good: up, drives: a }'),
      ['3:26 `drives` goes round in a circle: a -> a | a tree, where no metric drives itself by any way'],
    ],
    [
      'a key result on an unknown metric',
      keyResults('      - { id: KR1, metric: rat, from: 3%, to: 4%, by: 2026-12-31 }'),
      ['6:28 `KR1` is on the metric `rat`, which is not in the map | `rate`, or another metric of the map'],
    ],
    [
      'a key result twice, whatever its case',
      keyResults(
        '      - { id: KR1, metric: rate, from: 3%, to: 4%, by: 2026-12-31 }',
        '      - { id: kr1, metric: rate, from: 3%, to: 4%, by: 2026-12-31 }',
      ),
      ['7:15 the key result `kr1` is here twice, first on line 6 | an id of its own for each key result'],
    ],
    [
      'an objective twice',
      'version: 1\nobjectives:\n  - id: O1\n  - id: O1\n',
      ['4:9 the objective `O1` is here twice, first on line 3 | an id of its own for each objective'],
    ],
    [
      'a key result that stays where it is',
      keyResults('      - { id: KR1, metric: rate, from: 3%, to: 0.03, by: 2026-12-31 }'),
      ['6:48 `objectives.O1.key_results.KR1.to` is `0.03` | a figure other than `from`'],
    ],
    [
      'a key result in the wrong unit',
      keyResults('      - { id: KR1, metric: time, from: 3%, to: 4s, by: 2026-12-31 }'),
      [
        '6:40 `3%` is not in the unit of its metric, `ms` | a figure in `ms`, such as 1,200',
        '6:48 `4s` is not in the unit of its metric, `ms` | a figure in `ms`, such as 1,200',
      ],
    ],
    [
      'a day that does not exist',
      keyResults('      - { id: KR1, metric: rate, from: 3%, to: 4%, by: 2026-02-30 }'),
      ['6:56 `objectives.O1.key_results.KR1.by` is `2026-02-30` | a date such as 2026-12-31'],
    ],
    [
      'a figure in words',
      keyResults('      - { id: KR1, metric: rate, from: three, to: 4%, by: 2026-12-31 }'),
      ['6:40 `objectives.O1.key_results.KR1.from` is `three` | a figure such as 3.1%, 0.031, 240ms or 1,200'],
    ],
    [
      'no number at all',
      keyResults('      - { id: KR1, metric: rate, from: .nan, to: .inf, by: 2026-12-31 }'),
      [
        '6:40 `objectives.O1.key_results.KR1.from` is `NaN` | a figure such as 3.1%, 0.031, 240ms or 1,200',
        '6:50 `objectives.O1.key_results.KR1.to` is `Infinity` | a figure such as 3.1%, 0.031, 240ms or 1,200',
      ],
    ],
    [
      'a comma in a figure between braces',
      keyResults('      - { id: KR1, metric: rate, from: 1,200, to: 4, by: 2026-12-31 }'),
      ['6:42 `200` is not a key of `objectives.O1.key_results.KR1` | quotes around a figure with a comma: `"1,200"`'],
    ],
    [
      'a line of the strategy that is not there',
      'version: 1\nstrategy: [Small teams, { id: SELF, title: No sales people }]\nobjectives:\n  - { id: O1, serves: [SELV, S7, S1] }',
      [
        '4:24 `O1` serves `SELV`, which is no line of the strategy | `SELF`, or another line of the strategy',
        '4:30 `O1` serves `S7`, which is no line of the strategy | `S1`, or another line of the strategy',
      ],
    ],
    [
      'an objective that serves a strategy nobody wrote',
      'version: 1\nobjectives:\n  - { id: O1, serves: S1 }',
      ['3:23 `O1` serves `S1`, which is no line of the strategy | a `strategy` at the head of the map'],
    ],
    [
      'an id that is taken by a place',
      'version: 1\nstrategy:\n  - { id: S2, title: One }\n  - Two',
      [
        '4:5 the line of the strategy `S2` is here twice, first on line 3 | an id of its own for each line of the strategy',
      ],
    ],
    [
      'a strategy in figures',
      'version: 1\nstrategy: [1, { titel: One }]',
      [
        '2:12 `strategy.#1` is `1` | a line of text, or `{ id: S1, title: ... }`',
        '2:15 `strategy.#2.title` is missing | text (in quotes, if it looks like a number)',
        '2:17 `titel` is not a key of `strategy.#2` | `title`',
      ],
    ],
    [
      'a role there is not',
      metrics('  rate: { good: up, role: vanity }'),
      ['3:27 `metrics.rate.role` is `vanity` | `business` or `guardrail`'],
    ],
    [
      'levels of the lint that are not there',
      'version: 1\npolicy: { lint: { no-owner: warning, no-onwer: warn } }',
      [
        '2:29 `policy.lint.no-owner` is `warning` | `off`, `warn` or `error`',
        '2:38 `no-onwer` is not a key of `policy.lint` | `no-owner`',
      ],
    ],
    [
      'one level of the lint that is not there',
      'version: 1\npolicy: { lint: quiet }',
      ['2:17 `policy.lint` is `quiet` | `off`, `warn` or `error`, or one of them for each rule: `{ no-owner: error }`'],
    ],
    [
      'needs of delivery that are not there',
      'version: 1\npolicy: { delivery: { needs: testing }, tracks: { discover: x } }',
      [
        '2:30 `policy.delivery.needs` is `testing` | `validated`',
        '2:51 `discover` is not a key of `policy.tracks` | `discovery`',
      ],
    ],
    [
      'a mode there is not',
      'version: 1\npolicy: { mode: strict }',
      ['2:17 `policy.mode` is `strict` | `off`, `advise` or `enforce`'],
    ],
    [
      'something wrong inside one of several forms',
      'version: 1\npolicy:\n  issues: { mode: enforce, label: [feature] }',
      [
        '3:19 `policy.issues.mode` is `enforce` | `advise` or `off`',
        '3:28 `label` is not a key of `policy.issues` | `labels`',
      ],
    ],
    [
      'yes for true',
      'version: 1\npolicy: { redact: yes }',
      ['2:19 `policy.redact` is `yes` | `auto`, `true` or `false`'],
    ],
    [
      'days out of reach, and days without a unit',
      'version: 1\nfollow_up: { after: [0d, 366d, 7, soon] }',
      [
        '2:22 `follow_up.after.#1` is `0d` | a duration of 1 to 365 days',
        '2:26 `follow_up.after.#2` is `366d` | a duration of 1 to 365 days',
        '2:32 `follow_up.after.#3` is `7` | a duration such as `7d` or `2 weeks`',
        '2:35 `follow_up.after.#4` is `soon` | a duration such as `7d` or `2 weeks`',
      ],
    ],
    [
      'more readouts than anyone reads',
      `version: 1\nfollow_up: { after: [${Array.from({ length: 13 }, (_, day) => `${day + 1}d`)}] }`,
      ['2:21 `follow_up.after` is a list of 13 | at most 12 durations'],
    ],
    ['a release in one word', 'version: 1\nrelease: merge', ['2:10 `release` is `merge` | a mapping (`key: value`)']],
    [
      'an address that _extends does not know',
      '_extends: https://example.com/map.yml',
      [
        '1:11 `_extends` is `https://example.com/map.yml` | `repository` or `owner/repository`, with `:path/to/file.yml` if need be',
      ],
    ],
    [
      'a bracket that stays open',
      metrics('  rate: { good: up'),
      ['3:19 not valid YAML: Flow map in block collection must be sufficiently indented and end with a } | valid YAML'],
    ],
    ['a tab', 'version: 1\npolicy:\n\tmode: off', ['3:1 a tab in the indentation | spaces']],
    [
      'a mention without quotes',
      metrics('  rate: { good: up, owner: @acme/growth }'),
      ['3:28 Plain value cannot start with reserved character @ | the value in quotes'],
    ],
    [
      'a fence of Markdown',
      '```yaml\nversion: 1\n```',
      ['1:1 a fence of Markdown | the YAML alone, without the lines of the fence'],
    ],
    ['two documents', 'version: 1\n---\nversion: 1', ['3:1 a second document begins here | one document']],
    [
      'a tag',
      'version: !!timestamp 2026-12-31',
      ['1:10 Unresolved tag: tag:yaml.org,2002:timestamp | a plain value without a `!tag`'],
    ],
    ['a merge key', 'version: 1\npolicy: { <<: {} }', ['2:11 a merge key `<<` | the keys written out, or `_extends`']],
  ])('%s', (_, text, problems) => {
    expect(problemsIn(text)).toEqual(problems);
  });

  test('every problem is told, from the top down, whatever kind it is of', () => {
    const text = `version: 1
metrics:
  rate: { good: upp, drives: [tim] }
  rate: { good: up }
  time: { good: down }
objective: []
objectives:
  - id: O1
    key_results:
      - { id: KR1, metric: rte, from: x, to: 4%, by: soon }
policy: { mode: on }
`;
    expect(problemsIn(text)).toEqual([
      '3:17 `metrics.rate.good` is `upp` | `up` or `down`',
      '3:31 `rate` drives `tim`, which is not in the map | `time`, or another metric of the map',
      '4:3 `rate` is here twice, first on line 3 | each key once',
      '6:1 `objective` is not a key of an outcome map | `objectives`',
      '10:28 `KR1` is on the metric `rte`, which is not in the map | `rate`, or another metric of the map',
      '10:39 `objectives.O1.key_results.KR1.from` is `x` | a figure such as 3.1%, 0.031, 240ms or 1,200',
      '10:54 `objectives.O1.key_results.KR1.by` is `soon` | a date such as 2026-12-31',
      '11:17 `policy.mode` is `on` | `off`, `advise` or `enforce`',
    ]);
  });

  test('lines are counted alike with the line ends of Windows', () => {
    expect(problemsIn('version: 1\r\nmetrics:\r\n  rate:\r\n    good: x\r\n')).toEqual([
      '4:11 `metrics.rate.good` is `x` | `up` or `down`',
    ]);
  });
});
