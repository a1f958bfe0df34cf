import type { BetRecord } from '../../../src/domain/bet/bet-record.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import type { OutcomeMap } from '../../../src/domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import { shopMap } from '../samples/outcome-map-of-a-shop.ts';
import { series } from '../samples/sample-bets.ts';

const day = 86_400_000;

/** The map of a small shop, with sources and words of its own. */
export function mapWith(change: Partial<OutcomeMap> = {}): OutcomeMap {
  const { metrics, objectives, ...map } = shopMap();
  return {
    ...map,
    vision: 'Every small team finishes what it begins.',
    strategy: [{ id: 'S1', title: 'Win teams in their first week' }],
    objectives: objectives.map((objective) => ({
      ...objective,
      why: 'A team that finishes one project stays.',
      serves: ['S1'],
      period: '2026-Q4',
    })),
    metrics: metrics.map((metric) => ({ ...metric, source: `warehouse/${metric.name}` })),
    ...change,
  };
}

const metricOf = (map: OutcomeMap, name: string): Metric => {
  const found = map.metrics.find((metric) => metric.name === name);
  if (!found) throw new Error(`the map has no metric ${name}`);
  return found;
};

export function openBet(repository: Repository, number: number, map: OutcomeMap, title: string): BetRecord {
  const [objective] = map.objectives;
  const [keyResult] = objective?.keyResults ?? [];
  return {
    ...{
      id: `${repository.id}-${number}`,
      repository,
      number,
      title,
      author: 'ben',
      state: 'open',
      mapVersion: 'v1',
      map,
    },
    bet: {
      keyResults: objective && keyResult ? [{ objective, keyResult }] : [],
      hypotheses: [],
      movements: [
        {
          metric: metricOf(map, 'signup_rate'),
          change: { kind: 'relative', low: 0.1, high: 0.1 },
          windowDays: 14,
          line: 'Expect: signup_rate +10% within 14 days',
        },
      ],
      guardrails: [
        {
          metric: metricOf(map, 'p95_latency'),
          limit: { kind: 'relative', low: 0.05, high: 0.05 },
          line: 'Guard: p95_latency +5%',
        },
      ],
      because: '7 of 10 trial users stop at the address form',
      evidence: [],
    },
  };
}

/** Merged, shipped and concluded: it moved. Nobody has decided on it. */
export function concludedBet(repository: Repository, number: number, map: OutcomeMap): BetRecord {
  const concludedAt = new Date('2026-11-25T09:00:00Z');
  const mergedAt = new Date('2026-11-03T00:00:00Z');
  return {
    ...openBet(repository, number, map, 'A shorter form'),
    ...{ state: 'concluded', verdict: 'moved', mergedAt, shippedAt: new Date(mergedAt.getTime() + day), concludedAt },
    signal: { on: 'release', name: 'v1.4.0', sha: 'c'.repeat(40) },
    frozenBody: 'The form asks for name and email only.\n\nKey result: KR1\nExpect: signup_rate +10% within 14 days',
    mergeSha: 'd'.repeat(40),
    baseline: { signup_rate: { kind: 'samples', series: series(0.0328) } },
  };
}
