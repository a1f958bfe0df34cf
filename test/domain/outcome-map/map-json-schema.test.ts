import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mapJsonSchema } from '../../../src/domain/outcome-map/map-json-schema.ts';
import { inRepository } from '../../stage/in-repository.ts';
import { acmeMap as acme } from '../../stage/samples/acme-map.ts';
import { problemsIn } from './read-map.ts';

const read = (path: string) => readFileSync(inRepository(path), 'utf8');
const committed = JSON.parse(read('schema/soundings.schema.json'));
// Formats are annotations; dates have a pattern as well.
const validate = new Ajv({ allErrors: true, validateFormats: false, strictTypes: false }).compile(committed);

test('the committed schema is what `npm run schema` writes', () => {
  expect(read('schema/soundings.schema.json')).toBe(`${JSON.stringify(mapJsonSchema(), null, 2)}\n`);
});

test('every part that a person writes has a description for hovering', () => {
  const { properties } = committed.definitions.complete;
  for (const [name, part] of Object.entries(properties)) expect(part, name).toHaveProperty('description');
});

test.each<[string, string]>([
  ['the example', acme],
  ['the least', 'version: 1'],
  ['headings with nothing below them', 'version: 1\nmetrics:\nobjectives:\npolicy:\n'],
  [
    'an addition',
    '_extends: .github\nmetrics: { rate: { source: a/b } }\nobjectives: [{ id: O1, key_results: [{ id: KR1, to: 5% }] }]',
  ],
  [
    'vision, strategy and what serves it',
    'version: 1\nvision: v\nstrategy: [a, { title: b }]\nobjectives: [{ id: O1, why: w, serves: S1 }]\n',
  ],
  ['one line of strategy', 'version: 1\nstrategy: a\n'],
  [
    'levels of the lint',
    'version: 1\npolicy: { lint: { no-owner: off }, delivery: { needs: validated }, dark: error }',
  ],
  ['one level of the lint', 'version: 1\npolicy: { lint: error, tracks: { discovery: spike } }'],
  ['issues with labels', 'version: 1\npolicy: { issues: { mode: advise, labels: [feature] } }'],
])('an editor and the command line accept %s', (_, text) => {
  expect([validate(parse(text)), validate.errors, problemsIn(text)]).toEqual([true, null, []]);
});

test.each<[string, string]>([
  ['no version', 'policy: {}'],
  ['an unknown key', 'version: 1\npolice: {}'],
  ['an unknown key in an addition', '_extends: .github\npolice: {}'],
  ['a wrong direction', acme.replace('good: up, drives', 'good: upwards, drives')],
  ['a figure in words', acme.replace('3.1%', 'three')],
  ['a rule of the lint that does not exist', 'version: 1\npolicy: { lint: { no-onwer: off } }'],
  ['a role that does not exist', acme.replace('horizon: lagging', 'role: top')],
  ['a day that does not exist', acme.replace('2026-12-31', '2026-02-30')],
  ['a name in capitals', acme.replace('revenue:', 'Revenue:')],
  ['a percent sign as a unit', acme.replace('unit: ratio', 'unit: "%"')],
  ['a duration without a unit', acme.replace('28d', '28')],
  ['an addition to nothing that can be', '_extends: https://example.com'],
])('an editor and the command line refuse %s', (_, text) => {
  expect(validate(parse(text))).toBe(false);
  expect(problemsIn(text)).not.toEqual([]);
});
