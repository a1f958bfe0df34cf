import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCycles } from '../../../src/domain/outcome-map/find-cycles.ts';
import { runs } from '../../stage/run/property-runs.ts';

const cycles = (edges: Record<string, string[]>) => [...findCycles(new Map(Object.entries(edges)))];

test.each<[string, Record<string, string[]>, string[][]]>([
  ['a chain', { a: ['b'], b: ['c'], c: [] }, []],
  ['two ways to one end', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
  ['an end that is unknown', { a: ['x'] }, []],
  ['a node on itself', { a: ['a'] }, [['a', 'a']]],
  ['a circle behind a chain', { a: ['b'], b: ['c'], c: ['b'] }, [['b', 'c', 'b']]],
  [
    'two circles',
    { a: ['b'], b: ['a'], c: ['d'], d: ['c'] },
    [
      ['a', 'b', 'a'],
      ['c', 'd', 'c'],
    ],
  ],
  [
    'two circles through one node',
    { a: ['b', 'c'], b: ['a'], c: ['a'] },
    [
      ['a', 'b', 'a'],
      ['a', 'c', 'a'],
    ],
  ],
])('%s', (_, edges, expected) => {
  expect(cycles(edges)).toEqual(expected);
});

const names = [...'abcdefgh'];
const graph = fc.record(Object.fromEntries(names.map((name) => [name, fc.subarray(names)])));

test('each step of a circle is an edge, and there is one exactly if some node leads to itself', () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const found = cycles(edges);
      for (const cycle of found) {
        expect(cycle.at(-1)).toBe(cycle[0]);
        for (const [index, node] of cycle.slice(0, -1).entries()) expect(edges[node]).toContain(cycle[index + 1]);
      }
      expect(found.length > 0).toBe(names.some((name) => reaches(edges, name).has(name)));
    }),
    runs(),
  );
});

function reaches(edges: Record<string, string[]>, start: string): Set<string> {
  const reached = new Set<string>();
  const ahead = [...(edges[start] ?? [])];
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    ahead.push(...(edges[node] ?? []));
  }
  return reached;
}
