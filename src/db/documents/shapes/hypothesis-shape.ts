import { z } from 'zod';
import type { Challenge } from '../../../domain/commands/challenge.ts';
import {
  type HypothesisChange,
  type HypothesisStanding,
  hypothesisStates,
  standings,
} from '../../../domain/hypothesis/hypothesis-standing.ts';
import type { Issue } from '../../../domain/hypothesis/issue.ts';
import { shape, texts } from './shape.ts';

const change = shape<HypothesisChange>()({
  state: z.enum(standings),
  at: z.date(),
  by: z.string(),
  evidence: z.string().exactOptional(),
  comment: z.number().exactOptional(),
});

export const hypothesisStanding = shape<HypothesisStanding>()({
  state: z.enum(hypothesisStates),
  history: z.array(change),
  stopped: shape<NonNullable<HypothesisStanding['stopped']>>()({
    at: z.date(),
    by: z.string(),
    why: z.string(),
    on: z.string(),
  }).exactOptional(),
});

export const issue = shape<Issue>()({
  owner: z.string(),
  repository: z.string(),
  number: z.number(),
  title: z.string(),
  body: z.string(),
  labels: texts,
  state: z.enum(['open', 'closed']),
  author: z.string().exactOptional(),
  movedFrom: z.string().exactOptional(),
  unread: z.string().exactOptional(),
  standing: hypothesisStanding.exactOptional(),
});

const place = shape<Challenge['from']>()({ repositoryId: z.number(), number: z.number() });

export const challenge = shape<Challenge>()({
  id: z.string(),
  subject: shape<Challenge['subject']>()({
    kind: z.enum(['metric', 'key-result', 'hypothesis']),
    name: z.string(),
  }),
  owner: z.string().exactOptional(),
  why: z.string(),
  by: z.string(),
  at: z.date(),
  from: place,
  issue: place.exactOptional(),
  answer: shape<NonNullable<Challenge['answer']>>()({ text: z.string(), by: z.string(), at: z.date() }).exactOptional(),
});
