import { DateTime } from 'luxon';
import type { RowList } from 'postgres';
import type { Slot } from '../../postgres/slot.ts';
import { refuseTwice } from '../columns.ts';
import type { Connector } from '../connector.ts';
import { guardOf } from '../network/guard.ts';
import type { Row, RowsRequest } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { type BoundQuery, isForExperiments, valuesOf } from '../sql/bind-window.ts';
import type { SqlConfig } from '../sql/sql-config.ts';
import { postgresClients } from './client.ts';
import { postgresConfig } from './config.ts';
import { explainError } from './explain-error.ts';

/** Rows held at a time apart from those already read. */
const batch = 1_000;

/**
 * PostgreSQL: the operator's query in a read-only transaction, with its window bound and its rows fetched in batches.
 */
export const postgres: Connector<SqlConfig> = {
  config: postgresConfig,
  open({ url, queries, timezone, timeout, network, session }, place) {
    const clients = postgresClients(url, timeout, guardOf(network ?? place.network ?? 'any', place.lookup));
    return {
      takesExperiment: (query) => isForExperiments(queries.get(query)),
      async rows(request) {
        try {
          return await clients.use(request.signal, async (slot) => {
            const query = queries.get(request.query) as BoundQuery;
            if (session === 'plain') {
              await checkTimezone(slot, timezone, request, timeout);
              return await fetchRows(slot, query, request, timeout);
            }
            const say = (text: string) => slot.run((client) => client.unsafe(text), timeout);
            await say('begin read only');
            await prepareSession(slot, timezone, timeout);
            const rows = await fetchRows(slot, query, request, timeout);
            await say('commit');
            return rows;
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
 * The database stops by itself when our time is up. Its time zone is the connection's: a date column compared with
 * `$from` begins at midnight there. Strings are read as dialect.ts reads them.
 */
async function prepareSession(slot: Slot, timezone: string, timeout: number): Promise<void> {
  await slot.run(
    (client) => client`
      select set_config('statement_timeout', ${`${timeout}`}, true), set_config('TimeZone', ${timezone}, true),
        set_config('standard_conforming_strings', 'on', true), set_config('DateStyle', 'ISO', true)`,
    timeout,
  );
}

/** A date compared with `$from` begins at midnight of the server's time zone, whatever the connection's is. */
async function checkTimezone(slot: Slot, timezone: string, { from, to }: RowsRequest, timeout: number): Promise<void> {
  const [row] = await slot.run((client) => client.unsafe('show timezone'), timeout);
  const [zone] = Object.values((row ?? {}) as Row);
  const isSame = [from, to].every((at) => {
    const offsets = [String(zone), timezone].map((name) => DateTime.fromJSDate(at, { zone: name }).offset);
    return offsets[0] === offsets[1];
  });
  if (!isSame)
    throw new SourceFailure('query-failed', 'the source does not keep to the time zone of its connection', {
      zone: String(zone),
    });
}

/**
 * At most one batch more than is wanted: the database sends rows in batches, so ten million never arrive. Batches also
 * allow only one statement. A batch is handled before anything else can happen, because the driver writes afterwards,
 * to a connection that may have closed.
 */
async function fetchRows(slot: Slot, query: BoundQuery, request: RowsRequest, timeout: number): Promise<Row[]> {
  const rows: Row[] = [];
  await slot.run(
    (client) =>
      client
        .unsafe(
          query.sql,
          valuesOf(query, request, (at) => at.toISOString()),
        )
        .cursor(batch, (found) => {
          // The first batch alone tells its columns, which the driver's types leave out.
          if (rows.length === 0) refuseTwice((found as unknown as RowList<Row[]>).columns.map(({ name }) => name));
          rows.push(...(found as Row[]));
          return rows.length > request.maxRows ? client.CLOSE : undefined;
        }),
    timeout,
  );
  return rows;
}
