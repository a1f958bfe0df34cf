import type { Sql, TransactionSql } from 'postgres';
import type { Connector } from '../connector.ts';
import { guardOf } from '../network/guard.ts';
import type { Row, RowsRequest } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { postgresClients, timestamptz } from './client.ts';
import { type PostgresConfig, type PostgresQuery, postgresConfig } from './config.ts';
import { explainError } from './explain-error.ts';

type Transaction = TransactionSql<{ date: string }>;

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
          return await clients.use(request.signal, (client) =>
            client.begin('read only', async (transaction) => {
              await prepareSession(transaction, timezone, timeout);
              return fetchRows(transaction, client.CLOSE, queries[request.query] as PostgresQuery, request);
            }),
          );
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
async function prepareSession(transaction: Transaction, timezone: string, timeout: number): Promise<void> {
  await transaction`select set_config('statement_timeout', ${`${timeout}`}, true), set_config('TimeZone', ${timezone}, true),
    set_config('standard_conforming_strings', 'on', true), set_config('DateStyle', 'ISO', true)`;
}

async function fetchRows(
  transaction: Transaction,
  close: Sql['CLOSE'],
  { sql, parameters }: PostgresQuery,
  request: RowsRequest,
): Promise<Row[]> {
  const values = parameters.map((name) => transaction.typed(request[name].toISOString(), timestamptz));
  const rows: Row[] = [];
  // A portal: the database hands out a batch at a time, so ten million rows never come here. It also takes one statement only.
  await transaction.unsafe(sql, values).cursor(batch, (found) => {
    if (request.signal.aborted) throw new SourceFailure('timeout', 'the time for this source is over');
    rows.push(...found);
    return rows.length > request.maxRows ? close : undefined;
  });
  return rows;
}
