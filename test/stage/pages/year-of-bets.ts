import type { Series } from '../../../src/analysis/samples.ts';
import type { Verdict } from '../../../src/analysis/verdict.ts';
import type { BetRecord } from '../../../src/domain/bet/bet-record.ts';
import type { DecisionKind } from '../../../src/domain/commands/decision.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import type { OutcomeMap } from '../../../src/domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import type { MetricReader } from '../../../src/flows/ports/metric-reader.ts';
import type { Store } from '../../../src/flows/ports/store.ts';
import { metric, shopMap } from '../samples/outcome-map-of-a-shop.ts';

const day = 86_400_000;

/** A company with three teams: what they measure, and what for. */
export function yearMap(asOf: Date, change: Partial<OutcomeMap> = {}): OutcomeMap {
  const inDays = (days: number) => new Date(asOf.getTime() + days * day).toISOString().slice(0, 10);
  const own = (name: string, title: string, part: Partial<Metric>) =>
    metric(name, { title, source: `warehouse/${name}`, ...part });
  return {
    ...shopMap(),
    vision: 'Every small team finishes what it begins.',
    strategy: [
      { id: 'S1', title: 'Win teams in their first week' },
      { id: 'S2', title: 'Be the tool that never makes them wait' },
    ],
    teams: [{ name: 'growth', title: 'Growth', purpose: 'More visitors become teams that stay.' }],
    metrics: [
      own('revenue', 'Monthly recurring revenue', {
        unit: 'usd',
        role: 'business',
        horizon: 'lagging',
        owner: '@acme/growth',
      }),
      own('active_teams', 'Teams active in a week', {
        drives: ['revenue'],
        owner: '@acme/core',
        definition: 'Teams with three or more people who changed something within seven days.',
      }),
      own('activation_rate', 'Activation rate', {
        unit: 'ratio',
        drives: ['active_teams'],
        owner: '@acme/growth',
        horizon: 'leading',
      }),
      own('signup_rate', 'Visit to sign-up rate', {
        unit: 'ratio',
        drives: ['activation_rate'],
        owner: '@acme/growth',
        horizon: 'leading',
        definition: 'Sign-ups divided by unique visits, per UTC day.',
      }),
      own('projects_completed', 'Completed projects', { drives: ['active_teams'], owner: '@acme/core' }),
      own('p95_latency', 'p95 latency', {
        unit: 'ms',
        good: 'down',
        drives: ['projects_completed'],
        owner: '@acme/platform',
        role: 'guardrail',
      }),
    ],
    objectives: [
      {
        ...{
          id: 'O1',
          title: 'More small teams get started',
          why: 'A team that finishes its first project stays.',
          serves: ['S1'],
        },
        keyResults: [
          { id: 'KR1', metric: 'signup_rate', from: 0.031, to: 0.04, by: inDays(32) },
          {
            id: 'KR2',
            title: 'Half of all teams reach their first project',
            metric: 'activation_rate',
            from: 0.38,
            to: 0.5,
            by: inDays(60),
          },
        ],
      },
      {
        ...{ id: 'O2', title: 'Work flows without waiting', serves: ['S2'] },
        keyResults: [
          { id: 'KR3', metric: 'p95_latency', from: 320, to: 200, by: inDays(-20) },
          { id: 'KR4', metric: 'projects_completed', from: 120, to: 200, by: inDays(120) },
        ],
      },
    ],
    ...change,
  };
}

const levels: Record<string, [level: number, slope: number]> = {
  ...{ revenue: [81_000, 0.1], active_teams: [1240, 0.12], activation_rate: [0.41, 0.08], signup_rate: [0.033, 0.11] },
  ...{ projects_completed: [140, 0.2], p95_latency: [290, -0.18] },
};

/** Two years of each of its metrics, the rhythm of the week in them. */
export const yearReader: MetricReader = {
  async read({ metric: { name }, from, to }) {
    const [level, slope] = levels[name] ?? [100, 0];
    const samples: Series['samples'] = [];
    for (let t = from.getTime(); t < to.getTime(); t += day) {
      const n = (t - from.getTime()) / day;
      const wave = 1 + 0.05 * Math.sin((2 * Math.PI * n) / 7) + 0.02 * Math.sin(n / 11) + 0.02 * Math.sin(n * 2.7);
      if (n % 61 !== 40) samples.push({ t, value: level * (1 + (slope * n) / 182) * wave });
    }
    return { kind: 'samples', series: { bucket: 'day', samples } };
  },
};

const verdicts: Verdict[] = ['moved', 'flat', 'moved-less', 'inconclusive', 'moved', 'backfired', 'flat', 'moved'];
const effects: Record<Verdict, number> = {
  moved: 0.11,
  'moved-less': 0.04,
  flat: 0.001,
  inconclusive: 0.02,
  backfired: -0.05,
  'no-data': 0,
};
const titles = new Map([
  [
    'signup_rate',
    ['A shorter sign-up form', 'Sign up with one click', 'Prices on the first screen', 'A tour without an account'],
  ],
  [
    'activation_rate',
    [
      'Templates on the first screen',
      'A checklist for the first week',
      'Invite a colleague by link',
      'A finished project to look at',
    ],
  ],
  [
    'projects_completed',
    ['Show what is left to do', 'Remind of what is nearly done', 'Close a project in one step', 'Split large tasks'],
  ],
  [
    'p95_latency',
    ['Answer from the nearest region', 'Keep the board in a cache', 'Smaller pictures', 'Load the board in parts'],
  ],
]);
const learned: Record<Verdict, string> = {
  moved: 'New teams gain most.',
  'moved-less': 'It helps on a desk; on a phone few see it.',
  flat: 'Nobody had missed it.',
  inconclusive: 'Two weeks are too short for so few people.',
  backfired: 'People looked for the old way, which is back.',
  'no-data': 'The event was never sent.',
};
const decisions: Record<Verdict, DecisionKind> = {
  ...{ moved: 'keep', 'moved-less': 'iterate', flat: 'stop', inconclusive: 'iterate', backfired: 'revert' },
  'no-data': 'iterate',
};
const staked = ['signup_rate', 'activation_rate', 'projects_completed', 'p95_latency'];

/** Forty bets of a year: most concluded, some being measured, waiting or open. */
export async function saveYearOfBets(
  store: Store,
  repositories: Repository[],
  map: OutcomeMap,
  asOf: Date,
): Promise<void> {
  for (let n = 0; n < 40; n += 1) {
    const repository = repositories[n % repositories.length];
    if (!repository) throw new Error('a year of bets needs a repository');
    const record = betOfYear(n, repository, map, asOf);
    await store.saveBet(record);
    const work = ['chore', 'bugfix', 'enabler'][n % 3] ?? '';
    await store.saveGateResult(repository.id, 500 + n, {
      ...{ result: 'non-bet', detail: work },
      mergedAt: new Date(asOf.getTime() - (350 - 9 * n) * day),
    });
    if (record.mergedAt)
      await store.saveGateResult(repository.id, record.number, { result: 'bet', mergedAt: record.mergedAt });
    // One of them has none, and nothing says why.
    if (record.state === 'shipped' && n % 3 !== 0)
      await store.saveCheckpoints(record.id, [
        { kind: 'readout', afterDays: 60, dueAt: new Date(asOf.getTime() + n * day), final: true },
      ]);
    const { verdict, mergedAt, shippedAt, concludedAt } = record;
    const [movement] = record.bet.movements;
    if (!verdict || !mergedAt || !shippedAt || !concludedAt || !movement) continue;
    const relative = effects[verdict];
    const effect = { relative, low: relative - 0.03, high: relative + 0.03 };
    await store.saveOutcomes(repository.ownerId, [
      {
        ...{ betId: record.id, repositoryId: repository.id, number: record.number, metric: movement.metric.name },
        ...{ primary: true, verdict, mergedAt, shippedAt, concludedAt, sharedWith: [], counts: true, effect },
        expected: { low: 0.1, high: 0.1 },
        ...(movement.metric.owner === undefined ? {} : { team: movement.metric.owner }),
      },
    ]);
    const [upper] = movement.metric.drives;
    if (upper === undefined) continue;
    const followed = n % 3 === 0 ? 0.05 : 0.01;
    await store.saveEdgeTrials(repository.ownerId, [
      {
        ...{ betId: record.id, repositoryId: repository.id, number: record.number, lower: movement.metric.name, upper },
        ...{ lowerEffect: effect, upperEffect: { relative: followed, low: followed - 0.02, high: followed + 0.02 } },
        ...{ sharedWith: [], at: concludedAt },
      },
    ]);
  }
}

function betOfYear(n: number, repository: Repository, map: OutcomeMap, asOf: Date): BetRecord {
  const known = staked.flatMap((name) => map.metrics.find((metric) => metric.name === name) ?? []);
  const named = known[n % known.length];
  if (!named) throw new Error('the map has no metric of the year');
  const found = map.objectives.flatMap((objective) =>
    objective.keyResults.flatMap((keyResult) => (keyResult.metric === named.name ? [{ objective, keyResult }] : [])),
  );
  const merged = new Date(asOf.getTime() - (352 - 9 * n) * day);
  const state = n < 33 ? 'concluded' : n < 36 ? 'shipped' : n < 38 ? 'merged' : 'open';
  const verdict = verdicts[(n * 5) % verdicts.length];
  const decided = state === 'concluded' && (n < 16 || n % 5 !== 3);
  return {
    ...{ id: `${repository.id}-${100 + n}`, repository, number: 100 + n, author: 'ben', mapVersion: 'v1', map, state },
    title: titles.get(named.name)?.[Math.floor(n / known.length) % 4] ?? '',
    bet: {
      ...{ keyResults: n % 5 === 4 ? [] : found, hypotheses: [], guardrails: [], evidence: [] },
      movements: [{ metric: named, change: { kind: 'relative', low: 0.1, high: 0.1 }, windowDays: 14 }],
      because: '7 of 10 trial users stop at the address form',
    },
    ...(state === 'open' ? {} : { mergedAt: merged, mergeSha: `${n}`.padStart(40, 'd') }),
    ...(state === 'concluded' || state === 'shipped' ? { shippedAt: new Date(merged.getTime() + 2 * day) } : {}),
    ...(state === 'concluded' && verdict ? { verdict, concludedAt: new Date(merged.getTime() + 30 * day) } : {}),
    ...(decided && verdict
      ? {
          decision: {
            // Some work goes on although the numbers did not move.
            what: verdict === 'flat' && n % 3 === 0 ? 'keep' : decisions[verdict],
            by: 'ann',
            at: new Date(merged.getTime() + 31 * day),
            learned: learned[verdict],
          },
        }
      : {}),
  };
}
