import { DateTime } from 'luxon';
import type { Connector } from '../connector.ts';
import { guardOf } from '../network/guard.ts';
import { SourceFailure } from '../source-failure.ts';
import { type BoundQuery, isForExperiments, valuesOf } from '../sql/bind-window.ts';
import type { SqlConfig } from '../sql/sql-config.ts';
import { type Talk, talk } from './client.ts';
import { mysqlConfig } from './config.ts';
import { explainError } from './explain-error.ts';

/** MySQL and MariaDB: the operator's query in a read-only transaction, with its window bound. A connection a read. */
export const mysql: Connector<SqlConfig> = {
  config: mysqlConfig,
  open({ url, queries, timezone, timeout, network, session }, place) {
    const guard = guardOf(network ?? place.network ?? 'any', place.lookup);
    const closing = new AbortController();
    return {
      takesExperiment: (query) => isForExperiments(queries.get(query)),
      async rows(request) {
        const query = queries.get(request.query) as BoundQuery;
        const values = valuesOf(query, request, (at, end) => wallClock(at, end, timezone));
        const signal = AbortSignal.any([request.signal, closing.signal]);
        try {
          return await talk(url, { signal, timeout, guard }, async (open) => {
            if (session !== 'plain') await prepareSession(open, timezone, timeout);
            await checkTimezone(open, timezone);
            return await open.rows(query.sql, values, request.maxRows);
          });
        } catch (error) {
          throw explainError(error, timeout);
        }
      },
      close: async () => closing.abort(new SourceFailure('unreachable', 'the sources are closed')),
    };
  },
};

/**
 * The database stops by itself when our time is up: each of the two kinds reads its own comment. A `timestamp` column
 * comes in the connection's time zone.
 */
async function prepareSession(open: Talk, timezone: string, timeout: number): Promise<void> {
  const limits = `/*M! , max_statement_time = ${timeout / 1000} */ /*!50708 , max_execution_time = ${timeout} */`;
  await open.set(`set session time_zone = ? ${limits}`, [timezone === 'UTC' ? '+00:00' : timezone]);
  await open.set('start transaction read only');
}

/** Some that speak the protocol take a time zone and do not heed it. */
async function checkTimezone(open: Talk, timezone: string): Promise<void> {
  const [row] = await open.rows('select timestampdiff(minute, utc_timestamp(), now()) as minutes', [], 1);
  const expected = DateTime.now().setZone(timezone).offset;
  if (Number(row?.minutes) !== expected)
    throw new SourceFailure('query-failed', 'the source does not keep to the time zone of its connection', {
      minutes: Number(row?.minutes),
      expected,
    });
}

/**
 * An end of the window by the clock of the time zone. An hour that comes twice does not say which it is: the window is
 * then an hour wider.
 */
function wallClock(instant: Date, end: 'from' | 'to', timezone: string): string {
  let at = DateTime.fromJSDate(instant, { zone: timezone });
  while (at.getPossibleOffsets().length > 1) at = at.plus({ hours: end === 'from' ? -1 : 1 });
  return at.toFormat('yyyy-MM-dd HH:mm:ss');
}
