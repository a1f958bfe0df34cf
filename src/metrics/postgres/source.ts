import pg, { type PoolClient } from 'pg';
import type { Connector } from '../connector.ts';
import { guardOf } from '../network/guard.ts';
import type { Row, RowsRequest } from '../source.ts';
import { postgresClients } from './client.ts';
import { type PostgresConfig, type PostgresQuery, postgresConfig } from './config.ts';
import { explainError } from './explain-error.ts';

/** Rows held at a time besides those already read. */
const batch = 1_000;

/** PostgreSQL: the operator's query in a read-only transaction, its window bound, its rows fetched in batches. */
export const postgres: Connector<PostgresConfig> = {
  config: postgresConfig,
  open({ url, queries, timezone, timeout, network }, place) {
    const clients = postgresClients(url, timeout, guardOf(network ?? place.network ?? 'any', place.lookup));
    return {
      async rows(request) {
        try {
          return await clients.use(request.signal, async (client) => {
            await client.query('begin read only');
            await prepareSession(client, timezone, timeout);
            const rows = await fetchRows(client, queries.get(request.query) as PostgresQuery, request);
            const isWhole = rows.length <= request.maxRows;
            if (isWhole) await client.query('commit');
            return { answer: rows, isClean: isWhole };
          });
        } catch (error) {
          throw explainError(error, timeout);
        }
      },
      close: () => clients.close(),
    };
  },
};

/**
 * The database stops by itself when our time is up. Its clock is the connection's: a date column against `$from` begins at
 * midnight there. Strings are read as bind-window.ts reads them.
 */
async function prepareSession(client: PoolClient, timezone: string, timeout: number): Promise<void> {
  await client.query(
    `select set_config('statement_timeout', $1, true), set_config('TimeZone', $2, true),
      set_config('standard_conforming_strings', 'on', true), set_config('DateStyle', 'ISO', true)`,
    [`${timeout}`, timezone],
  );
}

/**
 * One row more than are wanted at most: the database hands them out by the batch, so ten million never come here, and the rest is left there with its
 * connection. With batches it also takes one statement only.
 *
 * Rejected: `pg-cursor`, which never answers when its connection breaks between the last row and the end.
 */
function fetchRows(client: PoolClient, { sql, parameters }: PostgresQuery, request: RowsRequest): Promise<Row[]> {
  // `rows` is not in the driver's types.
  const config = { text: sql, values: parameters.map((name) => request[name].toISOString()), rows: batch };
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    const query = client.query(new pg.Query<Row>(config));
    query.on('row', (row: Row) => {
      rows.push(row);
      if (rows.length > request.maxRows) resolve(rows);
    });
    query.on('end', () => resolve(rows));
    query.on('error', reject);
  });
}
