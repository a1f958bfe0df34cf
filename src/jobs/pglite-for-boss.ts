import { type PGlite, types } from '@electric-sql/pglite';
import { fromPglite } from 'pg-boss';

const parsers = Object.fromEntries(
  [types.TIMESTAMP, types.TIMESTAMPTZ, types.DATE].map((type) => [type, types.parsers[type] as (text: string) => Date]),
);

/** pg-boss takes times as dates; the embedded database leaves them as they are written (`db/embedded-client.ts`). */
export const pgliteForBoss = (client: PGlite) =>
  fromPglite({
    query: (text: string, values: unknown[]) => client.query(text, values, { parsers }),
    exec: (text: string) => client.exec(text, { parsers }),
  } as unknown as PGlite);
