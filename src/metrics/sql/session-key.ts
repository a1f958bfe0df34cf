import { z } from 'zod';

/** `plain`: nothing is set before the query. The server has to have the connection's time zone by itself. */
export const sessionKey = {
  session: z.literal('plain', { error: '`plain`, for databases that know no settings of a session' }).optional(),
};
