import type { Connector } from '../connector.ts';
import { openEndpoint } from '../endpoint.ts';
import type { Row } from '../source.ts';
import { answersTo } from './answers.ts';
import { type HttpConfig, type HttpQuery, httpConfig } from './config.ts';
import { fillingsOf } from './fill-template.ts';
import { rowsIn } from './rows-in.ts';
import { tallied } from './tallied.ts';

/** A JSON endpoint: the operator's address, and paths to the rows and their columns. */
export const http: Connector<HttpConfig> = {
  config: httpConfig,
  open(config, place) {
    const endpoint = openEndpoint(config, place);
    return {
      async rows({ query, from, to, signal, maxRows }) {
        const wanted = config.queries.get(query) as HttpQuery;
        const times = fillingsOf({ from, to }, config.timezone);
        const rows: Row[] = [];
        for await (const answer of answersTo(wanted, times, endpoint, signal)) {
          rows.push(...rowsIn(answer, wanted, maxRows - rows.length));
          if (rows.length > maxRows) break;
        }
        return wanted.tally === undefined || rows.length > maxRows
          ? rows
          : tallied(rows, wanted.tally, { from, to }, config.timezone);
      },
      async close() {
        endpoint.close();
      },
    };
  },
};
