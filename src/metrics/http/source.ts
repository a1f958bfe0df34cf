import { own } from '../../domain/text/own.ts';
import { columnsOf, rowOf } from '../columns.ts';
import type { Connector } from '../connector.ts';
import { endpointOf, jsonClient } from '../fetch-json.ts';
import { guardOf } from '../network/guard.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { httpClient } from './client.ts';
import { type HttpConfig, type HttpQuery, httpConfig } from './config.ts';
import { fillTemplate } from './fill-template.ts';
import { stepsOf } from './path.ts';

/** A JSON endpoint: the operator's address, and paths to the rows and their columns. */
export const http: Connector<HttpConfig> = {
  config: httpConfig,
  open({ url, headers, queries, timezone, network }, place) {
    const json = jsonClient(guardOf(network ?? place.network ?? 'any', place.lookup));
    const get = httpClient(endpointOf(url, headers), json);
    return {
      async rows({ query, from, to, signal, maxRows }) {
        const wanted = queries.get(query) as HttpQuery;
        const answer = await get(fillTemplate(wanted.path, { from, to }, timezone), signal);
        return rowsIn(answer, wanted, maxRows);
      },
      async close() {
        json.close();
      },
    };
  },
};

function rowsIn(answer: unknown, query: HttpQuery, maxRows: number): Row[] {
  const list = query.rows === undefined ? answer : at(answer, query.rows);
  if (!Array.isArray(list))
    throw new SourceFailure('query-failed', 'the answer of the source has no list of rows where the query says it is');
  const { columns } = columnsOf(query);
  return list.slice(0, maxRows + 1).map((item: unknown) => rowOf(columns, (path) => at(item, path)));
}

/** Only what the answer has itself stands in it. Rejected: dot-prop's own `getProperty`, which finds `toString` in every answer. */
function at(answer: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>(
    (part, step) => (typeof part === 'object' && part ? own(part as Record<string, unknown>, step) : undefined),
    answer,
  );
}
