import { type PGlite, type QueryOptions, type Transaction, types } from '@electric-sql/pglite';
import { step } from '../deadlines/steps.ts';
import type { Opening } from './drizzle-client.ts';

const asWritten = (text: string) => text;

/**
 * Drizzle reads times itself, and with every query asks PGlite to leave them as text. PGlite then copies its 300 parsers, which is a third of what a query costs.
 * Set once here, they need not be asked for: `embeddedClient` drops the wish.
 */
export const parsers = Object.fromEntries(
  [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE].map((type) => [type, asWritten]),
);

/** The embedded database, for Drizzle. */
export function embeddedClient(client: Pick<PGlite, 'query' | 'transaction'>, opening?: Opening) {
  return {
    // There is no limit: a query here waits for this process, and if it never ends only a restart helps.
    query: (...given: Query) => step('a query of the embedded database', 0, () => query(client, ...given)),
    transaction: <T>(work: (within: object) => Promise<T>) =>
      client.transaction(async (within) => {
        if (opening) {
          const { text, parameters } = opening.statement();
          opening.accept((await query(within, text, parameters)).rows);
        }
        return work({ query: (...given: Query) => query(within, ...given) });
      }),
  };
}

type Query = [text: string, values: unknown[], options?: QueryOptions];

const query = (on: Pick<PGlite | Transaction, 'query'>, ...[text, values, { parsers: _, ...options } = {}]: Query) =>
  on.query<object>(text, values, options);
