import { z } from 'zod';
import type { Arm, Arms, Sample, Series } from '../../../analysis/samples.ts';
import { verdicts } from '../../../analysis/verdict.ts';
import type { Bet, ExpectedMovement, GuardedMetric } from '../../../domain/bet/bet.ts';
import type { BetRecord } from '../../../domain/bet/bet-record.ts';
import { type Decision, decisions } from '../../../domain/commands/decision.ts';
import {
  type Change,
  type ExperimentName,
  type TemplateAnswer,
  tracks,
} from '../../../domain/declaration/declaration.ts';
import type { EdgeTrial } from '../../../domain/ledger/track-record.ts';
import type { MetricLevel } from '../../../domain/metric/metric-level.ts';

import type { ReadFailure, Reading } from '../../../domain/metric/reading.ts';
import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';
import { issue } from './hypothesis-shape.ts';
import { keyResult, metric, objective, outcomeMap } from './map-shape.ts';
import { carrier, partOf, shipSignal, undoing } from './release-shape.ts';
import { shape, texts } from './shape.ts';

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;
type ReadingOf<Kind extends Reading['kind']> = Extract<Reading, { kind: Kind }>;
type LevelOf<Kind extends MetricLevel['kind']> = Extract<MetricLevel, { kind: Kind }>;

const span = { low: z.number(), high: z.number() };

const change = z.discriminatedUnion('kind', [
  shape<ChangeOf<'relative'>>()({ kind: z.literal('relative'), ...span }),
  shape<ChangeOf<'points'>>()({ kind: z.literal('points'), ...span }),
  shape<ChangeOf<'absolute'>>()({ kind: z.literal('absolute'), unit: z.string().exactOptional(), ...span }),
  shape<ChangeOf<'levels'>>()({
    kind: z.literal('levels'),
    from: z.number(),
    to: z.number(),
    percent: z.boolean(),
    unit: z.string().exactOptional(),
  }),
  shape<ChangeOf<'level'>>()({
    kind: z.literal('level'),
    bound: z.enum({ 'at-least': 'at-least', 'at-most': 'at-most' }).exactOptional(),
    value: z.number(),
    percent: z.boolean(),
    unit: z.string().exactOptional(),
  }),
]);

const bet = shape<Bet>()({
  keyResults: z.array(shape<Bet['keyResults'][number]>()({ objective, keyResult })),
  hypotheses: z.array(issue),
  movements: z.array(
    shape<ExpectedMovement>()({
      metric,
      change: change.exactOptional(),
      windowDays: z.number().exactOptional(),
      line: z.string().exactOptional(),
    }),
  ),
  guardrails: z.array(
    shape<GuardedMetric>()({ metric, limit: change, line: z.string(), byMap: z.literal(true).exactOptional() }),
  ),
  because: z.string().exactOptional(),
  evidence: texts,
  track: z.enum(tracks).exactOptional(),
  answers: z
    .array(shape<TemplateAnswer>()({ question: z.enum(['why-now', 'problem', 'proof']), answer: z.string() }))
    .exactOptional(),
  experiment: shape<ExperimentName>()({ connection: z.string(), id: z.string() }).exactOptional(),
});

const samples = z.array(
  shape<Sample>()({
    t: z.number(),
    value: z.number(),
    numerator: z.number().exactOptional(),
    denominator: z.number().exactOptional(),
    stddev: z.number().exactOptional(),
    n: z.number().exactOptional(),
  }),
);

const arm = shape<Arm>()({ name: z.string(), samples });

const reading = z.discriminatedUnion('kind', [
  shape<ReadingOf<'samples'>>()({
    kind: z.literal('samples'),
    series: shape<Series>()({ bucket: z.enum(['day', 'hour']), timezone: z.string().exactOptional(), samples }),
    arms: shape<Arms>()({ control: arm, treatment: arm, totals: z.literal(true).exactOptional() }).exactOptional(),
  }),
  shape<ReadingOf<'empty'>>()({ kind: z.literal('empty') }),
  shape<ReadingOf<'failed'>>()({
    kind: z.literal('failed'),
    failure: shape<ReadFailure>()({
      reason: z.enum([
        ...(['no-source', 'unknown-source', 'not-available', 'timeout'] as const),
        ...(['unreachable', 'query-failed', 'not-pushed', 'bad-samples', 'too-many-rows'] as const),
      ]),
      text: z.string(),
    }),
  }),
]);

const level = z.discriminatedUnion('kind', [
  shape<LevelOf<'level'>>()({ kind: z.literal('level'), level: z.number(), change: z.number().exactOptional() }),
  shape<LevelOf<'empty'>>()({ kind: z.literal('empty') }),
  shape<LevelOf<'failed'>>()({ kind: z.literal('failed') }),
]);

const decision = shape<Decision>()({
  what: z.enum(decisions),
  learned: z.string().exactOptional(),
  recommended: z.enum(decisions).exactOptional(),
  by: z.string(),
  at: z.date(),
  comment: z.number().exactOptional(),
});

export const reapplied = shape<NonNullable<BetRecord['reapplied']>>()({
  number: z.number().exactOptional(),
  at: z.date(),
});

/**
 * The record without its repository and its map. Versions before 0013 kept the map in it, and still do during a
 * roll-out.
 */
export type BetDocument = Omit<BetRecord, 'repository' | 'map'> & { map?: OutcomeMap };

export const betDocument = shape<BetDocument>()({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  author: z.string(),
  state: z.enum(['open', 'closed', 'merged', 'shipped', 'reverted', 'concluded']),
  bet,
  frozenBody: z.string().exactOptional(),
  amendedAt: z.date().exactOptional(),
  statedAfterMerge: z.date().exactOptional(),
  mapVersion: z.string(),
  map: outcomeMap.exactOptional(),
  mergedAt: z.date().exactOptional(),
  mergeSha: z.string().exactOptional(),
  branch: z.string().exactOptional(),
  carriers: z.array(carrier).exactOptional(),
  families: z.array(z.number()).exactOptional(),
  unreleased: shape<NonNullable<BetRecord['unreleased']>>()({
    since: z.date(),
    releases: z.number(),
    elsewhere: z.boolean().exactOptional(),
  }).exactOptional(),
  partlyReverted: z.array(partOf(z.date())).exactOptional(),
  shippedAt: z.date().exactOptional(),
  signal: shipSignal.exactOptional(),
  undoing: undoing.exactOptional(),
  reapplied: reapplied.exactOptional(),
  baseline: z.record(z.string(), reading).exactOptional(),
  siblings: z.record(z.string(), texts).exactOptional(),
  levels: z.record(z.string(), level).exactOptional(),
  delayed: shape<NonNullable<BetRecord['delayed']>>()({
    metric: z.string(),
    cause: z.string(),
    since: z.date(),
    nextTry: z.date().exactOptional(),
    until: z.date(),
  }).exactOptional(),
  verdict: z.enum(verdicts).exactOptional(),
  concludedAt: z.date().exactOptional(),
  extended: shape<NonNullable<BetRecord['extended']>>()({
    days: z.number(),
    by: z.string().exactOptional(),
    at: z.date(),
    until: z.date(),
    comment: z.number().exactOptional(),
  }).exactOptional(),
  recommended: z.enum(decisions).exactOptional(),
  decision: decision.exactOptional(),
  decidedBefore: z.array(decision).exactOptional(),
  learned: shape<NonNullable<BetRecord['learned']>>()({
    text: z.string(),
    by: z.string(),
    at: z.date(),
  }).exactOptional(),
});

const effect = shape<EdgeTrial['lowerEffect']>()({ relative: z.number(), ...span });

export const edgeTrial = shape<EdgeTrial>()({
  betId: z.string(),
  repositoryId: z.number(),
  number: z.number(),
  lower: z.string(),
  upper: z.string(),
  lowerEffect: effect,
  upperEffect: effect,
  sharedWith: texts,
  at: z.date(),
});
