import { z } from 'zod';
import type { Exemption } from '../../../domain/gate/facts.ts';
import { shape } from './shape.ts';

export const exemption = shape<Exemption>()({
  by: z.string(),
  reason: z.string(),
  at: z.date(),
  headSha: z.string().exactOptional(),
});
