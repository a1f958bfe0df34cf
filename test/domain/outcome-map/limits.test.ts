import { expect, test } from 'vitest';
import { defaultGuardrails } from '../../../src/domain/bet/default-guardrails.ts';
import { outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';

const mapWith = (guard: string, limit = '') => `version: 1
metrics:
  p95_latency: { unit: ms, good: down${limit} }
  signup_rate: { unit: ratio, good: up }
  revenue: { unit: usd, good: up, role: guardrail }
policy: { guard: ${guard} }
`;

function read(text: string) {
  const file = readOutcomeMap('map.yml', text);
  return 'problems' in file ? file : outcomeMapOf(file.document);
}

test.each([
  ['["p95_latency +5%"]', 'p95_latency', { kind: 'relative', low: 0.05, high: 0.05 }],
  ['["p95_latency: 5%"]', 'p95_latency', { kind: 'relative', low: 0.05, high: 0.05 }],
  ['["p95_latency +0.1s"]', 'p95_latency', { kind: 'absolute', low: 100, high: 100 }],
  ['["signup_rate -0.1pp"]', 'signup_rate', { kind: 'points', low: -0.001, high: -0.001 }],
  ['["signup_rate 2%"]', 'signup_rate', { kind: 'relative', low: -0.02, high: -0.02 }],
  ['["revenue $100"]', 'revenue', { kind: 'absolute', low: -100, high: -100 }],
  ['["revenue $1k"]', 'revenue', { kind: 'absolute', low: -1000, high: -1000 }],
  ['["revenue 100%%"]', undefined, undefined],
  ['["revenue 100"]', 'revenue', { kind: 'absolute', low: -100, high: -100 }],
])('policy.guard: %s', (guard, name, limit) => {
  const made = read(mapWith(guard));
  if (!('map' in made)) return expect(name, JSON.stringify(made)).toBeUndefined();
  const guards = defaultGuardrails(made.map, { movements: [], guardrails: [] });
  expect(guards.map(({ metric, limit: found }) => [metric.name, found])).toEqual([[name, limit]]);
});

test('a limit of a metric is watched too; that of the policy replaces it, and what the bet is about is left to the bet', () => {
  const made = read(mapWith('["p95_latency +5%"]', ', limit: 12ms'));
  if (!('map' in made)) throw new Error(JSON.stringify(made));
  const { map } = made;
  expect(defaultGuardrails(map, { movements: [], guardrails: [] })).toMatchObject([
    { limit: { low: 0.05 }, byMap: true },
  ]);
  const [metric] = map.metrics;
  if (metric) expect(defaultGuardrails(map, { movements: [{ metric }], guardrails: [] })).toEqual([]);
  const own = read(mapWith('[]', ', limit: 12ms'));
  expect('map' in own && defaultGuardrails(own.map, { movements: [], guardrails: [] })).toMatchObject([
    { limit: { low: 12 } },
  ]);
});

test.each([
  [mapWith('["p95_latencies +5%"]'), '`guard` names `p95_latencies`, which is not in the map', '`p95_latency`'],
  [mapWith('["p95_latency +5pp"]'), 'is no limit for `p95_latency`, which is in `ms`', '`5%`, or an amount in `ms`'],
  [mapWith('["signup_rate +0.1"]'), 'is no limit for `signup_rate`, which is in `ratio`', 'points such as `0.1pp`'],
  [mapWith('["faster"]'), '', 'such as `p95_latency +5%`'],
  [mapWith('[]', ', limit: a bit'), '', 'such as `5%`, `0.1pp` or `12ms`'],
  [mapWith('[]', ', limit: 3usd'), 'is no limit for `p95_latency`', 'an amount in `ms`'],
])('what cannot be a limit is named at its line', (text, what, expected) => {
  const made = read(text);
  const [problem] = 'problems' in made ? made.problems : [];
  expect(problem).toMatchObject({ what: expect.stringContaining(what), expected: expect.stringContaining(expected) });
  expect(problem?.line).toBeGreaterThan(2);
});
