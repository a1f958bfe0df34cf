import { z } from 'zod';
import type { Connector } from '../connector.ts';
import { openEndpoint } from '../endpoint.ts';
import { SourceFailure } from '../source-failure.ts';
import { type BoundQuery, isForExperiments, valuesOf } from '../sql/bind-window.ts';
import { type ClickHouseConfig, clickHouseConfig } from './config.ts';
import { explainCode } from './explain-code.ts';

/** The format `JSON`. Errors after the beginning have no header any more. */
const answer = z.object({ data: z.array(z.looseObject({})), exception: z.undefined().optional() });

/** ClickHouse: the operator's query, its window bound, with limits that the server heeds. */
export const clickhouse: Connector<ClickHouseConfig> = {
  config: clickHouseConfig,
  open(config, place) {
    const { database, queries, timezone, timeout } = config;
    const endpoint = openEndpoint(config, place, explainCode);
    return {
      takesExperiment: (query) => isForExperiments(queries.get(query)),
      async rows({ query, maxRows, signal, ...asked }) {
        const bound = queries.get(query) as BoundQuery;
        const url = new URL(endpoint.url);
        const settings = {
          ...(database !== undefined && { database }),
          // Reads alone. With 1 it would take none of the settings below.
          readonly: 2,
          session_timezone: timezone,
          max_execution_time: Math.ceil(timeout / 1_000),
          // It stops soon after, and the rows are counted here.
          ...{ max_result_rows: maxRows + 1, result_overflow_mode: 'break' },
          // An error is told by the status, and who leaves stops the query.
          ...{ wait_end_of_query: 1, cancel_http_readonly_queries_on_client_close: 1 },
          ...{ default_format: 'JSON', date_time_output_format: 'iso', output_format_json_quote_denormals: 1 },
          ...Object.fromEntries(
            valuesOf(bound, asked, (at) => at.getTime()).map((value, i) => [`param_p${i + 1}`, value]),
          ),
        };
        for (const [name, value] of Object.entries(settings)) url.searchParams.set(name, String(value));
        const headers = { 'content-type': 'text/plain; charset=utf-8' };
        const { json } = await endpoint.ask({ method: 'POST', url, headers, body: bound.sql }, signal);
        const read = answer.safeParse(json);
        if (!read.success) throw new SourceFailure('query-failed', 'the source did not answer as ClickHouse does');
        return read.data.data;
      },
      close: async () => endpoint.close(),
    };
  },
};
