import { expect, test } from 'vitest';
import { mergeDocuments } from '../../../src/domain/outcome-map/merge-documents.ts';
import { outcomeMapOf } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import { documentOf, mapOf } from './read-map.ts';

const base = documentOf(
  `version: 1
metrics:
  revenue: { good: up, unit: usd }
  rate: { title: Rate, good: up, unit: ratio, drives: [revenue] }
objectives:
  - id: O1
    title: Grow
    key_results:
      - { id: KR1, metric: rate, from: 3%, to: 4%, by: 2026-12-31 }
policy:
  mode: advise
  exempt: { labels: [no-outcome], paths: ["docs/**"] }
follow_up: { after: [7d, 28d] }
`,
  'base.yml',
);

const merged = (text: string) => mergeDocuments(base, documentOf(text, 'own.yml'));

test('an empty addition changes nothing', () => {
  expect(mapOf(merged('_extends: .github'))).toEqual(mapOf(base));
});

test('metrics are merged by name, objectives and key results by id, lists and values replaced', () => {
  const map = mapOf(
    merged(`_extends: .github
metrics:
  rate: { source: warehouse/rate, drives: orders }
  orders: { good: up }
objectives:
  - id: O1
    key_results:
      - { id: KR1, to: 5% }
      - { id: KR2, metric: orders, from: 1, to: 2, by: 2026-12-31 }
  - id: O2
policy:
  mode: enforce
  exempt: { labels: [trivial] }
follow_up: { after: 14d }
`),
  );
  expect(map).toMatchObject({
    metrics: [
      { name: 'revenue' },
      { name: 'rate', title: 'Rate', unit: 'ratio', drives: ['orders'], source: 'warehouse/rate' },
      { name: 'orders' },
    ],
    objectives: [
      {
        id: 'O1',
        title: 'Grow',
        keyResults: [
          { id: 'KR1', metric: 'rate', from: 0.03, to: 0.05 },
          { id: 'KR2', metric: 'orders' },
        ],
      },
      { id: 'O2', keyResults: [] },
    ],
    policy: { mode: 'enforce', exempt: { labels: ['trivial'], paths: ['docs/**'] } },
    followUp: { afterDays: [14] },
  });
});

test('a heading with nothing below it takes nothing away', () => {
  expect(mapOf(merged('_extends: .github\nmetrics:\npolicy:\nfollow_up:\n'))).toEqual(mapOf(base));
});

test('problems of the whole are shown in the file that holds the line', () => {
  const whole = merged(`_extends: .github
metrics:
  rate: { unit: ms }
  revenue: { drives: [rate] }
  orders: { title: Orders }
objectives:
  - id: O2
    key_results:
      - { id: kr1, metric: rats, from: 1, to: 2, by: 2026-12-31 }
`);
  expect(outcomeMapOf(whole)).toEqual({
    problems: [
      {
        file: 'base.yml',
        line: 9,
        column: 40,
        what: '`3%` is not in the unit of its metric, `ms`',
        expected: 'a figure in `ms`, such as 1,200',
      },
      {
        file: 'base.yml',
        line: 9,
        column: 48,
        what: '`4%` is not in the unit of its metric, `ms`',
        expected: 'a figure in `ms`, such as 1,200',
      },
      {
        file: 'base.yml',
        line: 4,
        column: 56,
        what: '`drives` goes round in a circle: revenue -> rate -> revenue',
        expected: 'a tree, where no metric drives itself by any way',
      },
      {
        file: 'own.yml',
        line: 5,
        column: 3,
        what: '`metrics.orders.good` is missing',
        expected: '`up` or `down`',
      },
      {
        file: 'own.yml',
        line: 9,
        column: 15,
        what: 'the key result `kr1` is here twice, first on line 9 of base.yml',
        expected: 'an id of its own for each key result',
      },
      {
        file: 'own.yml',
        line: 9,
        column: 28,
        what: '`kr1` is on the metric `rats`, which is not in the map',
        expected: '`rate`, or another metric of the map',
      },
    ].sort((one, other) => one.file.localeCompare(other.file) || one.line - other.line),
  });
});

test('what the file below extends is what the merge extends', () => {
  const middle = documentOf('_extends: root:maps/all.yml', 'middle.yml');
  expect(mergeDocuments(middle, documentOf('_extends: middle', 'own.yml')).extends).toMatchObject({
    repository: 'root',
    path: 'maps/all.yml',
  });
  expect(merged('_extends: .github').extends).toBeUndefined();
});

test('one level of the lint below, and another for one rule on top', () => {
  const below = documentOf('version: 1\npolicy: { lint: error }', 'base.yml');
  const map = mapOf(
    mergeDocuments(below, documentOf('_extends: .github\npolicy: { lint: { no-owner: off } }', 'own.yml')),
  );
  expect(map.policy.lint).toMatchObject({ 'no-owner': 'off', sandbagged: 'error', 'vanity-metric': 'error' });
  const quiet = mapOf(mergeDocuments(below, documentOf('_extends: .github\npolicy: { lint: off }', 'own.yml')));
  expect(new Set(Object.values(quiet.policy.lint ?? {}))).toEqual(new Set(['off']));
});

test('lines of a strategy are merged by the ids that people gave them, else replaced', () => {
  const strategyOf = (below: string, own: string) =>
    mapOf(
      mergeDocuments(
        documentOf(`version: 1\nstrategy: ${below}`, 'base.yml'),
        documentOf(`_extends: .github\nstrategy: ${own}`, 'own.yml'),
      ),
    ).strategy?.map(({ id, title }) => `${id} ${title}`);
  expect(strategyOf('[{ id: A, title: one }, { id: B, title: two }]', '[{ id: B, title: 2 teams }]')).toEqual([
    'A one',
    'B 2 teams',
  ]);
  expect(strategyOf('[one, two]', '[three]')).toEqual(['S1 three']);
  expect(strategyOf('[{ id: A, title: one }]', 'three')).toEqual(['S1 three']);
});
