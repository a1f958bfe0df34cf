import { z } from 'zod';
import type { CheckWords } from '../../../domain/gate/check-output.ts';
import type { Exemption } from '../../../domain/gate/facts.ts';
import { shape } from './shape.ts';

export const exemption = shape<Exemption>()({
  by: z.string(),
  reason: z.string(),
  at: z.date(),
  headSha: z.string().exactOptional(),
});

export const checkWords = shape<CheckWords>()({ title: z.string(), summary: z.string() });
