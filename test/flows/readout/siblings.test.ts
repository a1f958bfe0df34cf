import { expect, test } from 'vitest';
import type { Bet } from '../../../src/domain/bet/bet.ts';
import { siblingCandidates } from '../../../src/domain/bet/sibling-candidates.ts';
import type { MetricReader } from '../../../src/flows/ports/metric-reader.ts';
import { readSiblings } from '../../../src/flows/readings/read-siblings.ts';
import { metric, shopMap } from '../../stage/samples/outcome-map-of-a-shop.ts';
import { day } from '../../stage/series/daily-series.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

const source = (name: string) => ({ source: `warehouse/${name}` });
const staked = metric('signups', { drives: ['revenue'], controls: ['known'], ...source('signups') });
const guard = metric('latency', source('latency'));
const many = Array.from({ length: 40 }, (_, i) => metric(`m${i}`, source(`m${i}`)));
const map = {
  ...shopMap(),
  objectives: [],
  metrics: [
    staked,
    guard,
    metric('revenue', source('revenue')),
    metric('clicks', { drives: ['signups'], ...source('clicks') }),
    metric('errors', { drives: ['latency'], ...source('errors') }),
    metric('dark'),
    metric('tried', { arms: { control: 'a', treatment: 'b' }, ...source('tried') }),
    ...many,
  ],
};
const bet: Bet = {
  keyResults: [],
  hypotheses: [],
  movements: [{ metric: staked, windowDays: 14 }],
  guardrails: [{ metric: guard, limit: { kind: 'relative', low: 0.05, high: 0.05 }, line: '' }],
  evidence: [],
};

test('candidates: neither staked, guarded, on a branch with those, without a source nor an experiment; twenty at most', () => {
  expect(siblingCandidates(bet, map).map(({ name }) => name)).toEqual(many.slice(0, 20).map(({ name }) => name));
});

test('each is read once, as a sibling; those that went along are kept by the metric that they are compared with', async () => {
  const asOf = new Date(400 * day);
  const weather = randomFrom(1);
  const shared = Array.from({ length: 400 }, () => 0.2 * weather.normal());
  const seriesOf = (share: number, seed: number) => {
    const { normal } = randomFrom(seed);
    const samples = shared.map((w, i) => ({ t: i * day, value: 1000 * Math.exp(share * w + 0.03 * normal()) }));
    return { bucket: 'day' as const, samples: samples.slice(220) };
  };
  const asked: [string, boolean | undefined][] = [];
  const metrics: MetricReader = {
    async read({ metric: { name }, asSibling }) {
      asked.push([name, asSibling]);
      const number = Number(name.slice(1));
      if (number === 5) return { kind: 'failed', failure: { reason: 'not-available', text: 'billed' } };
      return { kind: 'samples', series: seriesOf(number === 3 || number === 5 ? 1 : 0, number + 2) };
    },
  };
  const repository = {
    ...{ id: 1, owner: 'acme', ownerId: 7, name: 'shop' },
    ...{ defaultBranch: 'main', private: true, installationId: 9 },
  };
  const baseline = { signups: { kind: 'samples' as const, series: seriesOf(1, 99) } };
  const siblings = await readSiblings({ metrics }, { bet, map, repository }, baseline, asOf);
  expect(siblings).toEqual({ signups: ['m3'] });
  expect(asked).toEqual(many.slice(0, 20).map(({ name }) => [name, true]));
  const beside = { ...bet, movements: [{ metric: { ...staked, controls: ['m3'] }, windowDays: 14 }] };
  expect(await readSiblings({ metrics }, { bet: beside, map, repository }, baseline, asOf)).toEqual({});
});
