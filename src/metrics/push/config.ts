import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping } from '../connection-config.ts';

export type PushConfig = ConnectionConfig;

/** What owners push to the server: every name that they give a series can be used. */
export const pushConfig: z.ZodType<PushConfig> = mapping({ type: z.literal('push'), ...connectionKeys });
