import { z } from 'zod';
import { standings } from '../../../domain/hypothesis/hypothesis-standing.ts';
import { rhythms } from '../../../domain/outcome-map/digest/plan.ts';
import type { Job } from '../../../flows/ports/job.ts';
import { carrierAt, partOf, shipSignal, undoingAt } from './release-shape.ts';
import { shape } from './shape.ts';

type JobOf<Kind extends Job['kind']> = Extract<Job, { kind: Kind }>;

const address = { repositoryId: z.number(), number: z.number() };

const change = shape<NonNullable<JobOf<'hypothesis'>['change']>>()({
  state: z.enum(standings),
  at: z.string(),
  by: z.string(),
  evidence: z.string().exactOptional(),
  comment: z.number().exactOptional(),
  on: z.string().exactOptional(),
});

export const job = z.discriminatedUnion('kind', [
  shape<JobOf<'delivery'>>()({ kind: z.literal('delivery'), deliveryId: z.string() }),
  shape<JobOf<'evaluate'>>()({ kind: z.literal('evaluate'), ...address }),
  shape<JobOf<'forecast'>>()({ kind: z.literal('forecast'), ...address }),
  shape<JobOf<'tiny-box'>>()({ kind: z.literal('tiny-box'), ...address }),
  shape<JobOf<'ship'>>()({
    kind: z.literal('ship'),
    signal: shipSignal,
    at: z.string(),
    holds: z.string().exactOptional(),
    ...address,
  }),
  shape<JobOf<'live'>>()({
    kind: z.literal('live'),
    at: z.string(),
    saidAt: z.string(),
    by: z.string(),
    ...address,
  }),
  shape<JobOf<'undo'>>()({ kind: z.literal('undo'), undoing: undoingAt(z.string()), ...address }),
  shape<JobOf<'reapply'>>()({
    kind: z.literal('reapply'),
    by: shape<JobOf<'reapply'>['by']>()({ number: z.number().exactOptional(), sha: z.string(), at: z.string() }),
    ...address,
  }),
  shape<JobOf<'carry'>>()({
    kind: z.literal('carry'),
    by: carrierAt(z.string()),
    head: z.string().exactOptional(),
    same: z.literal(true).exactOptional(),
    ...address,
  }),
  shape<JobOf<'part'>>()({ kind: z.literal('part'), by: partOf(z.string()), ...address }),
  shape<JobOf<'hypothesis'>>()({ kind: z.literal('hypothesis'), change: change.exactOptional(), ...address }),
  shape<JobOf<'readout'>>()({
    kind: z.literal('readout'),
    now: z.string().exactOptional(),
    runId: z.string().exactOptional(),
    ...address,
  }),
  shape<JobOf<'sweep'>>()({ kind: z.literal('sweep'), repositoryId: z.number(), since: z.string() }),
  shape<JobOf<'digest'>>()({ kind: z.literal('digest'), repositoryId: z.number(), rhythm: z.enum(rhythms) }),
  shape<JobOf<'rewrite'>>()({ kind: z.literal('rewrite'), ...address }),
]);
