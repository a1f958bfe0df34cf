import type { ConcludedBet, Digest } from '../../../src/domain/digest/digest.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import type { Rhythm } from '../../../src/domain/outcome-map/digest/plan.ts';

/* A digest of each rhythm in which everything happened that can. */

const at = (text: string) => new Date(`${text}T08:00:00Z`);
const place = (number: number, repository = 'shop') => ({ owner: 'acme', repository, number });
const rate: Metric = {
  ...{ name: 'signup_rate', title: 'Visit to sign-up rate', unit: 'ratio', good: 'up', drives: ['projects_completed'] },
};
const latency: Metric = { name: 'p95_latency', title: 'p95 latency', unit: 'ms', good: 'down', drives: [] };
const revenue: Metric = { name: 'revenue', title: 'Monthly recurring revenue', unit: 'usd', good: 'up', drives: [] };
const churn: Metric = { name: 'churn', title: 'Churned teams', unit: 'count', good: 'down', drives: ['revenue'] };

const weeks = (from: number, growth: number) =>
  Array.from({ length: 26 }, (_, week) => from * (1 + growth * week) * (1 + 0.01 * ((week * 7) % 5)));

const won: ConcludedBet = {
  ...place(12),
  title: 'Ask for name and email only',
  keyResults: ['KR1'],
  at: at('2026-11-25'),
  metric: { name: rate.name, title: rate.title },
  verdict: { verdict: 'moved' },
  effect: { relative: 0.084, low: 0.041, high: 0.127 },
  decision: 'keep',
  learned: 'Nobody needs the address before the first invoice.',
};
const lost: ConcludedBet = {
  ...place(17, 'api'),
  title: 'Cache the dashboard',
  keyResults: ['KR2'],
  at: at('2026-11-24'),
  metric: { name: latency.name, title: latency.title },
  verdict: { verdict: 'flat' },
  effect: { relative: -0.004, low: -0.021, high: 0.013 },
  decision: 'iterate',
  learned: 'The dashboard waits for the database, not for the network.',
};
const silentOne: ConcludedBet = {
  ...place(21),
  keyResults: [],
  at: at('2026-11-23'),
  verdict: { verdict: 'no-data' },
};

const share = (value: number) => ({ value, low: value / 2, high: (1 + value) / 2 });

export const sampleDigest = (rhythm: Rhythm): Digest => ({
  owner: 'acme',
  timezone: 'Europe/Berlin',
  edition: {
    weekly: { rhythm, name: '2026-W48', since: at('2026-11-23'), until: at('2026-11-30') },
    monthly: { rhythm, name: '2026-11', since: at('2026-11-01'), until: at('2026-12-01') },
    quarterly: { rhythm, name: '2026-Q4', since: at('2026-10-01'), until: at('2027-01-01') },
  }[rhythm],
  silent: {
    rows: [
      { ...place(3), silence: 'no-readout', since: at('2026-11-03'), metric: 'signup_rate' },
      { ...place(4), silence: 'no-data', since: at('2026-11-09'), metric: 'signup_rate' },
      { ...place(5), silence: 'undecided', since: at('2026-11-10') },
      { ...place(6, 'api'), silence: 'unreleased', since: at('2026-10-12') },
      { ...place(7), silence: 'unanswered', since: at('2026-11-01') },
    ],
    count: 7,
  },
  opened: {
    rows: [
      { ...place(31), title: 'Invite by link <b>@everybody</b>', keyResults: ['KR1'] },
      { ...place(32, 'api'), keyResults: [] },
    ],
    count: 2,
  },
  shipped: { rows: [{ ...place(28), title: 'One page less', keyResults: ['KR1', 'KR2'] }], count: 14 },
  concluded: { rows: [won, lost, silentOne], count: 3 },
  moved: 1,
  metrics:
    rhythm === 'weekly'
      ? [
          { metric: rate, figures: true, level: 0.0341, change: 0.046, weeks: weeks(0.031, 0.004).slice(14) },
          { metric: latency, figures: false, change: 0.021, weeks: weeks(240, 0.002).slice(14) },
          { metric: churn, figures: true, level: 12, change: 0.001, weeks: [] },
        ]
      : rhythm === 'monthly'
        ? [
            { metric: revenue, figures: true, level: 48_210, change: 0.032, weeks: weeks(41_000, 0.006) },
            { metric: churn, figures: true, level: 12, change: -0.12, weeks: weeks(16, -0.009) },
          ]
        : [],
  moreMetrics: rhythm === 'quarterly' ? 0 : 3,
  ...(rhythm === 'weekly' ? { wouldStop: { rows: [place(40), place(41, 'api')], count: 3, merged: 19 } } : {}),
  ...(rhythm === 'weekly'
    ? {}
    : {
        calibration: {
          compared: 12,
          withoutData: 1,
          compatible: { share: 0.75, low: 0.47, high: 0.91 },
          ratio: { median: 0.62, low: 0.1, high: 1.3 },
        },
      }),
  pace:
    rhythm === 'weekly'
      ? []
      : [
          { measure: 'hypothesis-to-readout', count: 4, value: 41, low: 30, high: 66 },
          { measure: 'merge-to-ship', count: 12, value: 2.4, low: 0.5, high: 6 },
          { measure: 'ship-to-readout', count: 12, value: 28, low: 14, high: 28 },
          { measure: 'readouts-a-week', count: 12, value: 2.8 },
          { measure: 'bets-without-expectation', count: 2, ...share(0.17) },
          { measure: 'merged-with-bet', count: 22, ...share(0.55) },
          { measure: 'merged-non-bet', detail: 'bugfix', count: 8, ...share(0.2) },
          { measure: 'merged-non-bet', detail: 'chore', count: 4, ...share(0.1) },
          { measure: 'merged-exempt', detail: 'author', count: 3, ...share(0.07) },
          { measure: 'merged-without-reference', count: 3, ...share(0.07) },
        ],
  edges:
    rhythm === 'weekly'
      ? []
      : [
          { lower: 'signup_rate', upper: 'projects_completed', moved: 4, followed: 1, doubtful: false },
          { lower: 'projects_completed', upper: 'revenue', moved: 3, followed: 0, doubtful: true },
        ],
  objectives:
    rhythm === 'quarterly'
      ? [
          {
            id: 'O1',
            title: 'Small teams finish projects with us',
            keyResults: [
              {
                keyResult: { id: 'KR1', metric: 'signup_rate', from: 0.031, to: 0.04, by: '2026-12-31' },
                ...{
                  metric: rate,
                  figures: true,
                  reached: 0.0341,
                  progress: 0.344,
                  shipped: 3,
                  moved: 1,
                  concluded: 2,
                },
              },
              {
                keyResult: { id: 'KR2', title: 'Fast', metric: 'p95_latency', from: 240, to: 180, by: '2026-12-31' },
                ...{ metric: latency, figures: true, reached: 241, progress: 0, shipped: 1, moved: 0, concluded: 0 },
              },
              {
                keyResult: { id: 'KR3', metric: 'churn', from: 16, to: 10, by: '2026-12-31' },
                ...{ metric: churn, figures: false, shipped: 0, moved: 0, concluded: 0 },
              },
            ],
            bets: { rows: [won, lost], count: 2 },
          },
        ]
      : [],
});
