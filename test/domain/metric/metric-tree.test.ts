import { expect, test } from 'vitest';
import { chainsUpward, metricsAbove, relationsTo } from '../../../src/domain/metric/metric-tree.ts';
import { metric } from '../../stage/samples/outcome-map-of-a-shop.ts';

const names = (drives: Record<string, string[]>, from: string) => {
  const metrics = Object.entries(drives).map(([name, above]) => metric(name, { drives: above }));
  return chainsUpward(metrics, from).map((chain) => chain.map(({ name }) => name).join(' > '));
};

test.each<[string, Record<string, string[]>, string, string[]]>([
  ['a chain', { a: ['b'], b: ['c'], c: [] }, 'a', ['a > b > c']],
  ['from the middle', { a: ['b'], b: ['c'], c: [] }, 'b', ['b > c']],
  ['the top', { a: [] }, 'a', ['a']],
  ['two ways', { a: ['b', 'c'], b: ['d'], c: [], d: [] }, 'a', ['a > b > d', 'a > c']],
  ['a name that is no metric', { a: ['x'] }, 'a', ['a']],
  ['no such metric', { a: [] }, 'x', []],
  ['a cycle', { a: ['b'], b: ['c'], c: ['a'] }, 'a', ['a > b > c']],
  ['itself', { a: ['a'] }, 'a', ['a']],
  ['the same twice', { a: ['b', 'b'], b: [] }, 'a', ['a > b']],
])('%s', (_, drives, from, chains) => expect(names(drives, from)).toEqual(chains));

test('a lattice with a million ways up shows some of them', () => {
  const drives = Object.fromEntries(
    Array.from({ length: 20 }, (_, level) =>
      [0, 1].map((side) => [`${side}-${level}`, [`0-${level + 1}`, `1-${level + 1}`]]),
    ).flat(),
  );
  expect(names(drives, '0-0')).toHaveLength(16);
});

const lattice = Object.entries({
  visits: ['a'],
  a: ['b', 'c'],
  b: ['top'],
  c: ['top', 'a'],
  top: [],
  aside: ['top'],
}).map(([name, drives]) => metric(name, { drives }));

test('above several, each once, the nearest first, at most so many', () => {
  expect(metricsAbove(lattice, ['visits', 'b']).map(({ name }) => name)).toEqual(['a', 'top', 'c']);
  expect(metricsAbove(lattice, ['visits'], 2).map(({ name }) => name)).toEqual(['a', 'b']);
  expect(metricsAbove(lattice, ['nothing'])).toEqual([]);
});

test('how others stand to these: what is above and below at once, in a cycle, is above', () => {
  expect(Object.fromEntries(relationsTo(lattice, ['a']))).toEqual({
    a: 'same',
    visits: 'below',
    b: 'above',
    c: 'above',
    top: 'above',
  });
});
