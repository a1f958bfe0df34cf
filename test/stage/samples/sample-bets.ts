import type { Effect } from '../../../src/analysis/effect.ts';
import type { Series } from '../../../src/analysis/samples.ts';
import type { Verdict } from '../../../src/analysis/verdict.ts';
import type { Bet, ExpectedMovement } from '../../../src/domain/bet/bet.ts';
import type { ShipSignal } from '../../../src/domain/bet/lifecycle.ts';
import type { OtherBet } from '../../../src/domain/bet/other-bet.ts';
import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import type { Forecast, KeyResultNow } from '../../../src/domain/forecast/forecast.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import type { GuardReadout, MovementReadout, Readout } from '../../../src/domain/readout/readout.ts';

/*
 * Bets of a small shop as data, for the tests of what we write and for looking at it (`npm run preview`). The figures are made up and fit
 * together; nothing is calculated here, so that a better analysis does not change these texts.
 */

const day = 86_400_000;
/** The forecast is made on the morning of this day, and this is the day of the release. */
const releaseDay = Date.parse('2026-11-03T00:00:00Z');
export const asOf = new Date(releaseDay);
export const shippedAt = new Date('2026-11-03T10:20:00Z');

function metric(name: string, part: Partial<Metric>): Metric {
  return { name, title: name, unit: 'count', good: 'up', drives: [], ...part };
}

const revenue = metric('revenue', { title: 'Monthly recurring revenue', unit: 'usd', horizon: 'lagging' });
export const projects = metric('projects_completed', { title: 'Completed projects', drives: ['revenue'] });
export const signups = metric('signup_rate', {
  title: 'Visit to sign-up rate',
  definition: 'sign-ups divided by unique visits, per UTC day',
  unit: 'ratio',
  drives: ['projects_completed'],
  owner: '@acme/growth',
  source: 'warehouse/signup_rate',
});
export const latency = metric('p95_latency', {
  title: 'p95 latency',
  unit: 'ms',
  good: 'down',
  owner: '@acme/platform',
  source: 'prometheus/p95',
});
const checkout = metric('checkout_started', {
  title: 'Started checkouts',
  owner: '@acme/data',
  source: 'warehouse/checkout',
});

const objective = {
  id: 'O1',
  title: 'Small teams finish projects with us',
  why: 'a team that finishes its first project stays',
  serves: ['S1'],
  period: '2026-Q4',
  keyResults: [],
};
const kr1 = { id: 'KR1', metric: 'signup_rate', from: 0.031, to: 0.04, by: '2026-12-31' };

/** What a day of the shop is like: the week's rhythm, a slow wave, and some unrest; 0 is the day of the release. */
const rhythm = (since: number, unrest = 0) =>
  1 + 0.06 * Math.sin((2 * Math.PI * since) / 7) + 0.025 * Math.sin(since / 13) + unrest * Math.sin(since * 2.7);

/** Daily values around a level; `lift` from the day after the release on. */
export function series(level: number, { before = 100, after = 0, lift = 0, unrest = 0.03 } = {}): Series {
  const days = Array.from({ length: before + after + (after > 0 ? 1 : 0) }, (_, at) => at - before);
  return {
    bucket: 'day',
    samples: days.map((since) => ({
      t: releaseDay + since * day,
      value: level * rhythm(since, unrest) * (since > 0 ? 1 + lift : 1),
    })),
  };
}

export const staked: ExpectedMovement = {
  metric: signups,
  change: { kind: 'relative', low: 0.1, high: 0.1 },
  windowDays: 14,
  line: 'Expect: signup_rate +10% within 14 days',
};

const bet: Bet = {
  keyResults: [{ objective, keyResult: kr1 }],
  hypotheses: [
    {
      owner: 'acme',
      repository: 'shop',
      number: 42,
      title: 'Fewer fields, more sign-ups',
      body: '',
      labels: [],
      state: 'open',
    },
  ],
  movements: [staked],
  guardrails: [{ metric: latency, limit: { kind: 'relative', low: 0.05, high: 0.05 }, line: 'Guard: p95_latency +5%' }],
  because: '7 of 10 interviewed trial users stop at the address form',
  evidence: ['https://example.com/interviews'],
};

export const other = (part: Partial<OtherBet> = {}): OtherBet => ({
  betId: '1-118',
  repositoryId: 1,
  number: 118,
  state: 'shipped',
  metrics: ['signup_rate'],
  relation: 'same',
  windowDays: 14,
  ...part,
});

const keyResult: KeyResultNow = { objective, keyResult: kr1, metric: signups };

/** A bet that can be measured, on an open pull request. */
export const forecast: Forecast = {
  bet,
  state: 'open',
  rows: [
    {
      movement: staked,
      baseline: { kind: 'level', level: 0.0312, history: series(0.0312) },
      expected: { level: { low: 0.03432, high: 0.03432 }, relative: { low: 0.1, high: 0.1 } },
      detectable: { kind: 'detectable', windowDays: 14, relative: 0.041 },
    },
  ],
  guards: [
    {
      guarded: { metric: latency, limit: { kind: 'relative', low: 0.05, high: 0.05 }, line: 'Guard: p95_latency +5%' },
      baseline: { kind: 'level', level: 241, history: series(241, { unrest: 0.02 }) },
      limitLevel: 253.05,
    },
  ],
  keyResults: [{ ...keyResult, now: 0.0312, gapClosed: 0.3545 }],
  upstream: [[signups, projects, revenue]],
  tree: [
    { metric: signups, level: { kind: 'level', level: 0.0312, change: 0.014 } },
    { metric: projects, level: { kind: 'level', level: 1240, change: -0.022 } },
    { metric: revenue, level: { kind: 'level', level: 48_300, change: 0 } },
  ],
  edges: [],
  purpose: {
    vision: 'Every small team finishes what it starts',
    strategy: [
      { id: 'S1', title: 'Win small teams before their first project' },
      { id: 'S2', title: 'Grow with the teams that stay' },
    ],
  },
  others: [other({ measuringUntil: new Date('2026-11-17T00:00:00Z') })],
  readoutDays: [7, 14],
  events: [],
  disclosure: everything,
  asOf,
};

/** The same bet on a metric that nobody records. */
export const darkForecast: Forecast = {
  ...forecast,
  bet: {
    ...bet,
    keyResults: [],
    movements: [{ metric: checkout, change: { kind: 'relative', low: 0.1, high: 0.1 }, windowDays: 14 }],
  },
  rows: [
    {
      movement: { metric: checkout, change: { kind: 'relative', low: 0.1, high: 0.1 }, windowDays: 14 },
      baseline: { kind: 'empty' },
    },
  ],
  keyResults: [],
  upstream: [[checkout]],
  tree: [{ metric: checkout, level: { kind: 'empty' } }],
  others: [],
};

export const release: ShipSignal = { on: 'release', name: 'v1.4.0', sha: 'abcdef1234567890' };

export function effect(level: number, relative: number, low: number, high: number, part: Partial<Effect> = {}): Effect {
  return {
    kind: 'effect',
    relative,
    low,
    high,
    absolute: { value: level * relative, low: level * low, high: level * high },
    actualLevel: level * (1 + relative),
    counterfactualLevel: level,
    counterfactual: Array.from({ length: 13 }, (_, at) => {
      const since = at + 1;
      const expected = level * rhythm(since);
      return { t: releaseDay + since * day, expected, low: expected * 0.96, high: expected * 1.04 };
    }),
    p: low > 0 || high < 0 ? 0.001 : 0.4,
    detectable: (high - low) * 0.7,
    bucketsBefore: 100,
    bucketsAfter: 13,
    warnings: [],
    controls: [],
    ...part,
  };
}

export const movement = (part: Partial<MovementReadout> = {}): MovementReadout => ({
  movement: staked,
  expected: { low: 0.1, high: 0.1 },
  answer: effect(0.0312, 0.118, 0.079, 0.159, { sharedWith: ['#118'] }),
  verdict: 'moved',
  series: series(0.0312, { after: 13, lift: 0.118 }),
  ...part,
});

export const guard = (part: Partial<GuardReadout> = {}): GuardReadout => ({
  guarded: { metric: latency, limit: { kind: 'relative', low: 0.05, high: 0.05 }, line: 'Guard: p95_latency +5%' },
  limit: 0.05,
  state: 'held',
  answer: effect(241, 0.008, -0.01, 0.026),
  ...part,
});

/** The last readout of a bet that paid. */
export const readout: Readout = {
  interim: false,
  afterDays: 14,
  verdict: 'moved',
  movements: [movement()],
  guards: [guard()],
  keyResults: [{ ...keyResult, now: 0.0349 }],
  upstream: [{ metric: projects, answer: effect(1240, 0.04, -0.01, 0.09) }],
  edges: [],
  others: [other({ shippedAt, measuringUntil: new Date('2026-11-17T00:00:00Z') })],
  shippedTogether: [121, 124],
  shippedAt,
  signal: release,
  author: 'ada',
  amended: false,
  disclosure: everything,
};

function ending(verdict: Verdict, relative: number, low: number, high: number, part: Partial<Effect> = {}): Readout {
  const answer = effect(0.0312, relative, low, high, part);
  const now = answer.actualLevel;
  return {
    ...readout,
    verdict,
    movements: [movement({ verdict, answer, series: series(0.0312, { after: 13, lift: relative }) })],
    keyResults: [{ ...keyResult, now }],
  };
}

/** Readouts of the same bet, by how they end. */
export const endings: Record<Verdict, Readout> = {
  moved: readout,
  'moved-less': ending('moved-less', 0.043, 0.012, 0.074),
  flat: ending('flat', 0.004, -0.021, 0.03),
  inconclusive: ending('inconclusive', 0.054, -0.03, 0.14, { detectable: 0.145 }),
  backfired: ending('backfired', -0.08, -0.12, -0.04),
  'no-data': {
    ...readout,
    verdict: 'no-data',
    movements: [
      movement({
        verdict: 'no-data',
        answer: { kind: 'no-data', lastAt: new Date('2026-11-06T00:00:00Z') },
        series: series(0.0312, { after: 3 }),
      }),
    ],
    keyResults: [keyResult],
    silence: { metrics: [signups], retryUntil: new Date('2026-11-24T00:00:00Z') },
  },
};
