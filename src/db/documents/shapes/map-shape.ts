import { z } from 'zod';
import type { ArmNames, Experiments, Limit, Metric } from '../../../domain/metric/metric.ts';
import type { DigestPlan, DueTime } from '../../../domain/outcome-map/digest/plan.ts';
import { lintLevels, lintRules } from '../../../domain/outcome-map/lint-rule.ts';
import type { MapHome } from '../../../domain/outcome-map/map-state.ts';
import type {
  KeyResult,
  Objective,
  OutcomeMap,
  ReleaseFamily,
  ReleaseRule,
  StrategyLine,
  Team,
} from '../../../domain/outcome-map/outcome-map.ts';
import { type CommentPolicy, exemptKinds, type Policy } from '../../../domain/outcome-map/policy.ts';
import type { BrokenMap, GoodMap } from '../../../flows/ports/stored.ts';
import { shape, texts } from './shape.ts';

const limit = shape<Limit>()({ kind: z.enum(['relative', 'points', 'absolute']), size: z.number() });

const armNames = shape<ArmNames>()({
  control: z.string(),
  treatment: z.string(),
  split: z.tuple([z.number(), z.number()]).exactOptional(),
});

export const metric = shape<Metric>()({
  name: z.string(),
  title: z.string(),
  definition: z.string().exactOptional(),
  unit: z.string(),
  good: z.enum(['up', 'down']),
  horizon: z.string().exactOptional(),
  role: z.enum(['business', 'guardrail']).exactOptional(),
  limit: limit.exactOptional(),
  drives: texts,
  owner: z.string().exactOptional(),
  controls: texts.exactOptional(),
  holidays: z.string().exactOptional(),
  increase: z.boolean().exactOptional(),
  arms: armNames.exactOptional(),
  experiments: shape<Experiments>()({ source: z.string(), arms: armNames.exactOptional() }).exactOptional(),
  public: z.boolean().exactOptional(),
  source: z.string().exactOptional(),
});

export const keyResult = shape<KeyResult>()({
  id: z.string(),
  title: z.string().exactOptional(),
  metric: z.string(),
  from: z.number(),
  to: z.number(),
  by: z.string(),
  owner: z.string().exactOptional(),
});

export const objective = shape<Objective>()({
  id: z.string(),
  title: z.string(),
  why: z.string().exactOptional(),
  serves: texts.exactOptional(),
  period: z.string().exactOptional(),
  keyResults: z.array(keyResult),
});

const issuesMode = z.enum(['off', 'advise']);

const onOrOff = z.enum(['on', 'off']);

const policy = shape<Policy>()({
  mode: z.enum(['off', 'advise', 'enforce']),
  issues: shape<Policy['issues']>()({ mode: issuesMode, labels: texts }),
  require: z.enum(['reference', 'expectation']),
  exempt: shape<Policy['exempt']>()({
    authors: texts,
    labels: texts,
    labelsNeed: z.literal('write').exactOptional(),
    paths: texts,
    branches: texts.exactOptional(),
    kinds: z.array(z.enum(exemptKinds)).exactOptional(),
  }),
  lint: z.partialRecord(z.enum(lintRules), z.enum(lintLevels)).exactOptional(),
  dark: z.literal('error').exactOptional(),
  delivery: shape<NonNullable<Policy['delivery']>>()({ needs: z.literal('validated').exactOptional() }).exactOptional(),
  tracks: shape<NonNullable<Policy['tracks']>>()({ discovery: texts, delivery: texts }).exactOptional(),
  redact: z.union([z.literal('auto'), z.boolean()]),
  portfolio: z.literal('public').exactOptional(),
  comments: shape<CommentPolicy>()({
    forecast: z.enum(['always', 'measurable', 'off']).exactOptional(),
    interim: onOrOff.exactOptional(),
    alarm: onOrOff.exactOptional(),
    question: onOrOff.exactOptional(),
  }).exactOptional(),
  guard: z.array(shape<NonNullable<Policy['guard']>[number]>()({ metric: z.string(), limit })).exactOptional(),
});

const due = shape<DueTime>()({ day: z.number(), minutes: z.number() });

const digest = shape<DigestPlan>()({
  repository: z.string(),
  owner: z.string().exactOptional(),
  timezone: z.string(),
  repositories: texts,
  weekly: due.exactOptional(),
  monthly: due.exactOptional(),
  quarterly: due.exactOptional(),
});

export const outcomeMap = shape<OutcomeMap>()({
  vision: z.string().exactOptional(),
  strategy: z.array(shape<StrategyLine>()({ id: z.string(), title: z.string() })).exactOptional(),
  teams: z
    .array(shape<Team>()({ name: z.string(), title: z.string().exactOptional(), purpose: z.string().exactOptional() }))
    .exactOptional(),
  metrics: z.array(metric),
  objectives: z.array(objective),
  policy,
  release: shape<ReleaseRule>()({
    on: z.enum(['release', 'tag', 'deployment', 'merge', 'live']),
    environment: z.string().exactOptional(),
    tags: z.union([z.string(), texts]).exactOptional(),
    prerelease: z.enum(['by-name', 'by-flag']).exactOptional(),
    families: z.array(shape<ReleaseFamily>()({ paths: texts, tags: texts })).exactOptional(),
    notes: z.literal(true).exactOptional(),
  }),
  followUp: shape<OutcomeMap['followUp']>()({ afterDays: z.array(z.number()), extend: z.literal(0).exactOptional() }),
  digest: digest.exactOptional(),
  inPart: z.literal(true).exactOptional(),
});

export const goodMap = shape<GoodMap>()({
  map: outcomeMap,
  version: z.string(),
  home: shape<MapHome>()({ name: z.string(), others: texts.exactOptional() }).exactOptional(),
});

export const brokenMap = shape<BrokenMap>()({ version: z.string(), commit: z.string() });
