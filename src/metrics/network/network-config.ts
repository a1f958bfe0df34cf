import { z } from 'zod';

/** The key of connections over a network, and of the whole file. */
export const networkExpected = '`public` (no private networks, not this machine) or `any`';
export const networkSchema = z.enum(['any', 'public'], { error: networkExpected });
export const networkKey = { network: networkSchema.optional() };
