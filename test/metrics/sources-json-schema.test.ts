import { globSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { sourcesJsonSchema } from '../../src/metrics/sources-json-schema.ts';
import { inRepository } from '../stage/in-repository.ts';

const read = (path: string) => readFileSync(inRepository(path), 'utf8');
const committed = JSON.parse(read('schema/sources.schema.json'));
const validate = new Ajv({ allErrors: true, strict: false }).compile(committed);

test('the committed schema is what `npm run schema` writes', () => {
  expect(read('schema/sources.schema.json')).toBe(`${JSON.stringify(sourcesJsonSchema(), null, 2)}\n`);
});

test('every key of a connection has a description for hovering', () => {
  const { allOf } = committed.properties.connections.additionalProperties;
  const keys = allOf.flatMap(({ then }: { then: { properties: object } }) => Object.entries(then.properties));
  expect(keys.length).toBeGreaterThan(100);
  for (const [key, part] of keys) expect(part, key).toHaveProperty('description');
});

const pages = globSync(['docs/sources/*.md', 'docs/sources/recipes/*.md'], { cwd: inRepository('.') });
const shown = pages.flatMap((file) =>
  [...read(file).matchAll(/```yaml\n(connections:[\s\S]*?)```/g)].map(([, text = '']): [string, string] => [
    file,
    text,
  ]),
);

test.each<[string, string]>([
  ['sources.example.yml', read('sources.example.yml')],
  ...shown,
  ['nothing', ''],
  ['a heading with nothing below it', 'network: public\nconnections:\n'],
  [
    'variables',
    'connections: { c: { type: csv, owners: [$OWNER], timeout: $TIME, queries: { q: a.csv } } }'.replaceAll(
      /\$(\w+)/g,
      '"$${$1}"',
    ),
  ],
])('an editor accepts %s', (_, text) => {
  expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
});

const inConnections = (text: string) => `connections: { c: ${text} }`;

test.each<[string, string]>([
  ['an unknown key', 'conections: {}'],
  ['no type', inConnections('{ queries: { q: a.csv } }')],
  ['an unknown type', inConnections('{ type: oracle }')],
  ['no queries', inConnections('{ type: csv }')],
  ['a key of another type', inConnections('{ type: csv, url: x, queries: { q: a.csv } }')],
  ['an unknown key of a query', inConnections('{ type: csv, queries: { q: { flie: a.csv } } }')],
  ['a number as a query', inConnections('{ type: postgres, url: x, queries: { q: 1 } }')],
  ['a duration without a unit', inConnections('{ type: push, timeout: "30" }')],
  ['a name with a slash', 'connections: { a/b: { type: push } }'],
])('an editor refuses %s', (_, text) => {
  expect(validate(parse(text))).toBe(false);
});
