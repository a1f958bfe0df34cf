import { z } from 'zod';
import type { BetRecord } from '../../../domain/bet/bet-record.ts';
import type { Carrier } from '../../../domain/bet/carrier.ts';
import type { ShipSignal, Undoing } from '../../../domain/bet/lifecycle.ts';
import type { Reverter } from '../../../flows/ports/job.ts';
import { shape } from './shape.ts';

type Signal<On extends ShipSignal['on']> = Extract<ShipSignal, { on: On }>;
type UndoneBy<By extends Undoing['by']> = Extract<Undoing, { by: By }>;

const sha = z.string();

export const shipSignal = z.discriminatedUnion('on', [
  shape<Signal<'release'>>()({
    on: z.literal('release'),
    name: z.string(),
    url: z.string().exactOptional(),
    sha,
  }),
  shape<Signal<'tag'>>()({ on: z.literal('tag'), name: z.string(), sha }),
  shape<Signal<'live'>>()({ on: z.literal('live'), by: z.string(), sha }),
  shape<Signal<'deployment'>>()({ on: z.literal('deployment'), environment: z.string(), sha }),
  shape<Signal<'merge'>>()({ on: z.literal('merge'), sha }),
]);

/** `at`: in a job an instant is text. */
export const undoingAt = <At extends z.ZodType>(at: At) =>
  z.discriminatedUnion('by', [
    shape<UndoneBy<'revert'>>()({ by: z.literal('revert'), number: z.number(), sha: sha.exactOptional(), at }),
    shape<UndoneBy<'commit'>>()({ by: z.literal('commit'), sha, at }),
    shape<UndoneBy<'rollback'>>()({ by: z.literal('rollback'), environment: z.string(), sha, at }),
  ]);

export const undoing = undoingAt(z.date());

const reverterCommon = { branch: z.string().exactOptional(), at: z.date() };

export const reverter = z.union([
  shape<Extract<Reverter, { number: number }>>()({ number: z.number(), sha: sha.exactOptional(), ...reverterCommon }),
  shape<Exclude<Reverter, { number: number }>>()({ sha, ...reverterCommon }),
]);

/** `at`: in a job an instant is text. */
export const carrierAt = <At extends z.ZodType>(at: At) =>
  shape<Carrier>()({ sha, number: z.number().exactOptional(), branch: z.string().exactOptional(), at });

export const carrier = carrierAt(z.date());
export const carrierList = shape<{ list: Carrier[] }>()({ list: z.array(carrier) });

export const partOf = <At extends z.ZodType>(at: At) =>
  shape<NonNullable<BetRecord['partlyReverted']>[number]>()({
    number: z.number().exactOptional(),
    sha: sha.exactOptional(),
    at,
  });
