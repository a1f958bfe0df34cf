import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../../src/domain/gate/facts.ts';
import { judge } from '../../../src/domain/gate/judge.ts';
import { offeredKeyResults } from '../../../src/domain/outcome-map/offered-key-results.ts';
import { forecastAsTold, readoutAsTold } from '../../../src/domain/readout/told.ts';
import { renderReply } from '../../../src/render/commands/reply-comment.ts';
import { renderWithdrawnForecast } from '../../../src/render/forecast/forecast-comment.ts';
import { renderCheck } from '../../../src/render/gate/check-output.ts';
import { renderReferenceAdvice, renderReferenceResolved } from '../../../src/render/hypothesis/reference-comment.ts';
import { renderAlarm } from '../../../src/render/readout/alarm-comment.ts';
import { renderSuperseded } from '../../../src/render/readout/readout-comment.ts';
import { renderTinyBoxAlarm } from '../../../src/render/readout/tiny-box-alarm.ts';
import { redacted } from './disclosures.ts';
import { factsOf, shopMap } from './outcome-map-of-a-shop.ts';
import { renderForecast, renderReadout } from './rendered.ts';
import {
  asOf,
  darkForecast,
  effect,
  endings,
  forecast,
  guard,
  other,
  projects,
  readout,
  release,
  shippedAt,
  signups,
} from './sample-bets.ts';
import { wordSamples } from './sample-words.ts';

const offered = offeredKeyResults(shopMap(), new Date('2026-11-05T00:00:00Z'));

export interface SampleComment {
  name: string;
  body: string;
  check?: { conclusion: string; title: string };
}

/** One of each kind of text that we write, to be looked at and to be held against what is true of all of them. */
export function comments(): SampleComment[] {
  return [
    check('check: nothing named', ''),
    check('check: wrong name', 'Key result: KR9\nExpect: signup_rat +3%'),
    check('check: bet', 'Key result: KR1\nExpect: signup_rate +10% within 14 days\nGuard: p95_latency +5%'),
    check('check: no outcome', 'Outcome: none (chore): dependency update'),
    { name: 'forecast: open', body: renderForecast(forecast) },
    { name: 'forecast: redacted', body: renderForecast(forecastAsTold({ ...forecast, disclosure: redacted })) },
    { name: 'forecast: the tree has shown something, others are on it', body: renderForecast(crowded) },
    { name: 'forecast: dark', body: renderForecast(darkForecast) },
    { name: 'forecast: too small to see', body: renderForecast(tooSmall) },
    { name: 'forecast: shipped, amended, delayed', body: renderForecast(shipped) },
    { name: 'forecast: stated after the merge', body: renderForecast(statedLate) },
    { name: 'forecast: reverted', body: renderForecast(reverted) },
    { name: 'forecast: withdrawn', body: renderWithdrawnForecast() },
    ...Object.entries(endings).map(([verdict, one]) => ({ name: `final: ${verdict}`, body: renderReadout(one) })),
    { name: 'final: redacted', body: renderReadout(readoutAsTold({ ...readout, disclosure: redacted })) },
    { name: 'final: superseded', body: renderSuperseded() },
    {
      name: 'interim',
      body: renderReadout({ ...readout, interim: true, afterDays: 7, lastDue: new Date('2026-11-17') }),
    },
    {
      name: 'alarm',
      body: renderAlarm({ guard: breached, author: 'ada', shippedAt, signal: release, disclosure: everything }),
    },
    { name: 'alarm: a metric that moves alone', body: renderTinyBoxAlarm(movesAlone) },
    {
      name: 'reference',
      body: renderReferenceAdvice({ disclosure: everything, map: shopMap(), objections: [], offered }),
    },
    { name: 'reference: resolved', body: renderReferenceResolved() },
    { name: 'reply', body: renderReply([{ kind: 'help' }, { kind: 'no-write-access', login: 'eve' }]) },
    ...wordSamples(),
  ];
}

const row = forecast.rows[0];
const breached = guard({ state: 'breached', answer: effect(241, 0.12, 0.08, 0.16) });

const tooSmall = {
  ...forecast,
  rows: row
    ? [
        {
          ...row,
          movement: { ...row.movement, change: { kind: 'relative' as const, low: 0.01, high: 0.01 } },
          expected: { level: { low: 0.0315, high: 0.0315 }, relative: { low: 0.01, high: 0.01 } },
        },
      ]
    : [],
};

const crowded = {
  ...forecast,
  edges: [
    {
      lower: 'signup_rate',
      upper: 'projects_completed',
      trials: 5,
      moved: 4,
      followed: 0,
      ratio: { value: 0.02, low: -0.1, high: 0.14 },
      doubtful: true,
    },
    { lower: 'projects_completed', upper: 'revenue', trials: 3, moved: 3, followed: 2, doubtful: false },
  ],
  others: [
    other({ measuringUntil: new Date('2026-11-17') }),
    other({ number: 120, state: 'open' as const, windowDays: 28 }),
    other({
      number: 31,
      relation: 'above' as const,
      metrics: ['projects_completed'],
      repository: { owner: 'acme', name: 'web' },
    }),
    other({ number: 9, relation: 'below' as const, metrics: ['visits'], repository: 'hidden' as const }),
  ],
};

const movesAlone = {
  lower: signups,
  upper: projects,
  horizonDays: 28,
  trials: [
    { bet: '#97', trial: { lowerEffect: ends(0.11, 0.02), upperEffect: ends(0.004, 0.025) } },
    { bet: '#112', trial: { lowerEffect: ends(0.08, 0.03), upperEffect: ends(-0.01, 0.02) } },
  ],
};

function ends(relative: number, half: number) {
  return { relative, low: relative - half, high: relative + half };
}

const readoutsDue = [new Date('2026-11-10T10:20:00Z'), new Date('2026-11-17T10:20:00Z')];

const statedLate = {
  ...forecast,
  state: 'merged' as const,
  events: [
    { kind: 'merged' as const, at: asOf },
    { kind: 'stated-after-merge' as const, at: shippedAt },
  ],
};

const shipped = {
  ...forecast,
  state: 'shipped' as const,
  events: [
    { kind: 'merged' as const, at: asOf },
    { kind: 'shipped' as const, signal: release, at: shippedAt, readoutsDue },
    { kind: 'amended' as const, at: asOf },
    {
      kind: 'delayed' as const,
      metric: 'signup_rate',
      cause: 'the source could not be reached',
      since: new Date('2026-11-10'),
      nextTry: new Date('2026-11-10T14:05Z'),
      until: new Date('2026-11-17'),
    },
  ],
};

const reverted = {
  ...forecast,
  state: 'reverted' as const,
  events: [
    { kind: 'shipped' as const, signal: release, at: shippedAt, readoutsDue: [] },
    { kind: 'undone' as const, undoing: { by: 'revert' as const, number: 51, at: new Date('2026-11-05') } },
  ],
};

function check(name: string, body: string, part: Partial<PullRequestFacts> = {}): SampleComment {
  const facts = factsOf(body, part);
  const judgement = judge(facts);
  const { output } = renderCheck(facts, judgement);
  return { name, body: output.summary, check: { conclusion: judgement.conclusion, title: output.title } };
}
