import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { plain } from '../../../src/domain/outcome-map/located.ts';
import { mergeDocuments } from '../../../src/domain/outcome-map/merge-documents.ts';
import type { MapDocument } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { documentOf } from './read-map.ts';

const some = <Shape>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record(shape, { requiredKeys: [] });
const text = fc.constantFrom('one', 'two', 'three');
const names = fc.subarray(['x', 'y', 'z']);
const metric = some({
  title: text,
  unit: fc.constantFrom('ms', 'usd'),
  drives: names,
  good: fc.constantFrom('up', 'down'),
});
const keyResult = some({
  title: text,
  metric: fc.constantFrom('a', 'b'),
  from: fc.nat(9),
  to: fc.integer({ min: 10, max: 19 }),
});
const byId = <Item extends object>(prefix: string, item: fc.Arbitrary<Item>) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 3 }), item), { selector: ([id]) => id, maxLength: 3 })
    .map((items) => items.map(([id, rest]) => ({ id: `${prefix}${id}`, ...rest })));
const level = fc.constantFrom('off', 'warn', 'error');

/** What a file may hold that extends another one, of few names, so that they meet. */
const file = some({
  vision: text,
  strategy: byId('S', fc.record({ title: text })),
  metrics: fc.dictionary(fc.constantFrom('a', 'b', 'c'), metric, { maxKeys: 3 }),
  objectives: byId('O', some({ title: text, key_results: byId('K', keyResult) })).map((all) =>
    // Unique in the whole map.
    all.map(({ id, key_results: inside, ...rest }) => ({
      ...rest,
      id,
      ...(inside && { key_results: inside.map((one) => ({ ...one, id: `${one.id}.${id}` })) }),
    })),
  ),
  policy: some({
    mode: fc.constantFrom('off', 'advise', 'enforce'),
    exempt: some({ labels: names, paths: names }),
    lint: fc.oneof(level, some({ 'no-owner': level, sandbagged: level })),
  }),
  follow_up: some({ after: fc.constantFrom('7d', ['14d', '28d']) }),
});
const document = file.map((content) => documentOf(stringify({ _extends: 'base', ...content })));
const empty = documentOf('_extends: base');
const said = ({ tree }: MapDocument) => plain(tree);

test('a file over nothing, nothing over a file, and a file over itself is that file', () => {
  fc.assert(
    fc.property(document, (one) => {
      expect(said(mergeDocuments(empty, one))).toEqual(said(one));
      expect(said(mergeDocuments(one, empty))).toEqual(said(one));
      expect(said(mergeDocuments(one, one))).toEqual(said(one));
    }),
    runs(),
  );
});

test('of three files it does not matter which two are laid over each other first', () => {
  fc.assert(
    fc.property(document, document, document, (low, middle, top) => {
      const fromBelow = mergeDocuments(mergeDocuments(low, middle), top);
      expect(said(fromBelow)).toEqual(said(mergeDocuments(low, mergeDocuments(middle, top))));
    }),
    runs(),
  );
});

test('what the upper file says of a metric holds, and what it does not say stays; none is lost', () => {
  const metricsOf = (one: MapDocument) => (said(one) as { metrics?: Record<string, object> | null }).metrics ?? {};
  fc.assert(
    fc.property(document, document, (low, top) => {
      const [below, above, all] = [low, top, mergeDocuments(low, top)].map(metricsOf);
      for (const name of new Set([...Object.keys(below ?? {}), ...Object.keys(above ?? {})]))
        expect(all?.[name]).toEqual({ ...below?.[name], ...above?.[name] });
    }),
    runs(),
  );
});
