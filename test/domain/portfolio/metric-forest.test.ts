import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EdgeTrial } from '../../../src/domain/ledger/track-record.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import { type MetricNode, metricForest } from '../../../src/domain/portfolio/metric-forest.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { metric, shopMap } from '../../stage/samples/outcome-map-of-a-shop.ts';

const mapOf = (drives: Record<string, string[]>) => ({
  ...shopMap(),
  metrics: Object.entries(drives).map(([name, above]): Metric => metric(name, { drives: above })),
  objectives: [
    {
      ...{ id: 'O1', title: 'Grow' },
      keyResults: [{ id: 'KR1', metric: 'b', from: 1, to: 2, by: '2027-12-31' }],
    },
  ],
});
const forest = (drives: Record<string, string[]>, trials: EdgeTrial[] = []) => metricForest(mapOf(drives), trials);

/** `a(b(c) c*)`: what drives it in brackets, a star where it stands above already. */
const written = ({ metric: { name }, drivers, again }: MetricNode): string =>
  `${name}${again ? '*' : ''}${drivers.length > 0 ? `(${drivers.map(written).join(' ')})` : ''}`;
const drawn = (drives: Record<string, string[]>) => {
  const { tops, alone } = forest(drives);
  return [tops.map(written).join(' '), alone.map(({ name }) => name).join(' ')];
};

test.each<[string, Record<string, string[]>, string, string]>([
  ['from the top down', { a: [], b: ['a'], c: ['b'] }, 'a(b(c))', ''],
  ['two trees, and a metric by itself', { a: [], b: ['a'], c: [], d: ['c'], e: [] }, 'a(b) c(d)', 'e'],
  ['what drives two is unfolded once', { a: [], b: ['a'], c: ['a'], d: ['b', 'c'], e: ['d'] }, 'a(b(d(e)) c(d*))', ''],
  ['a circle is entered at its first metric', { a: ['b'], b: ['a'] }, 'a(b(a*))', ''],
  ['one that drives itself alone', { a: ['a'] }, '', 'a'],
  ['an edge to nothing', { a: ['gone'], b: ['gone'] }, '', 'a b'],
  ['named like a part of every object', { constructor: [], b: ['constructor'] }, 'constructor(b)', ''],
])('%s', (_, drives, tops, alone) => expect(drawn(drives)).toEqual([tops, alone]));

test('has the key results of a metric, and what bets have shown of an edge', () => {
  const effect = { relative: 0.1, low: 0.05, high: 0.15 };
  const still = { relative: 0, low: -0.1, high: 0.1 };
  const trial = (number: number, upperEffect = still): EdgeTrial => ({
    ...{ betId: `${number}`, repositoryId: 1, number, lower: 'b', upper: 'a', lowerEffect: effect, upperEffect },
    ...{ sharedWith: [], at: new Date(`2026-11-0${number}`) },
  });
  const { tops } = forest({ a: [], b: ['a'] }, [trial(1), trial(2, effect), trial(3)]);
  expect(tops[0]?.drivers).toMatchObject([{ keyResults: ['KR1'], record: { moved: 3, followed: 1, doubtful: false } }]);
});

test('every metric stands in it once unfolded, or is counted as more, whatever drives what', () => {
  const names = fc.integer({ min: 1, max: 220 });
  fc.assert(
    fc.property(names, fc.array(fc.tuple(fc.nat(219), fc.nat(219)), { maxLength: 400 }), (count, edges) => {
      const drives = Object.fromEntries(Array.from({ length: count }, (_, n) => [`m${n}`, [] as string[]]));
      for (const [from, to] of edges) drives[`m${from % count}`]?.push(`m${to % count}`);
      const { tops, alone, more } = forest(drives);
      const flat = (node: MetricNode): MetricNode[] => [node, ...node.drivers.flatMap(flat)];
      const nodes = tops.flatMap(flat);
      const unfolded = nodes.filter(({ again }) => !again).map((node) => node.metric.name);
      expect(new Set(unfolded).size).toBe(unfolded.length);
      expect(unfolded.length + alone.length + more).toBe(count);
      expect(nodes.length + alone.length).toBeLessThanOrEqual(150);
    }),
    runs(0.1),
  );
});
