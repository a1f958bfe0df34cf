import { expect, test } from 'vitest';
import { proposedMapProblems } from '../../../src/domain/outcome-map/proposed-map-problems.ts';

const ofAcme = (text: string) =>
  proposedMapProblems(text, 'acme').map(({ file, line, column, what }) => `${file}:${line}:${column} ${what}`);

test('a text is judged as the file it would become', () => {
  expect(ofAcme('version: 1\npolicy: { mode: hard }')).toEqual(['.github/soundings.yml:2:17 `policy.mode` is `hard`']);
  expect(ofAcme('version: 1')).toEqual([]);
});

const addition = (reference: string) => `metrics: { rate: { drives: [revenue] } }
objectives: [{ id: O1, key_results: [{ id: KR1, metric: orders, from: 3%, to: 4%, by: 2026-12-31 }] }]
_extends: ${reference}`;

test.each(['.github', 'acme/base', 'ACME/base:maps/team.yml'])(
  'what _extends: %s may hold is not missed',
  (reference) => {
    expect(ofAcme(addition(reference))).toEqual([]);
  },
);

test('without _extends the same is missed', () => {
  expect(ofAcme(addition('.github').replace(/_extends.*/, ''))).toHaveLength(4);
});

test('the map of another owner is refused', () => {
  expect(proposedMapProblems(addition('globex/base'), 'acme')).toEqual([
    {
      file: '.github/soundings.yml',
      line: 3,
      column: 11,
      what: '`_extends` names a repository of `globex`',
      expected: 'a repository of `acme`',
    },
  ]);
});
