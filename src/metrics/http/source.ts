import type { Connector } from '../connector.ts';
import { openEndpoint } from '../endpoint.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { answersTo } from './answers.ts';
import { type HttpConfig, type HttpQuery, httpConfig, isForExperiments } from './config.ts';
import { fillingsOf, takesExperiment } from './fill-template.ts';
import { rowsIn } from './rows-in.ts';
import { tallied } from './tallied.ts';

/** A JSON endpoint: the operator's address, and paths to the rows and their columns. */
export const http: Connector<HttpConfig> = {
  config: httpConfig,
  open(config, place) {
    const endpoint = openEndpoint(config, place);
    return {
      takesExperiment: (query) => isForExperiments(config.queries.get(query) as HttpQuery),
      async rows({ query, from, to, signal, maxRows, experiment }) {
        const wanted = config.queries.get(query) as HttpQuery;
        const times = fillingsOf({ from, to }, config.timezone, experiment);
        const rows: Row[] = [];
        try {
          for await (const answer of answersTo(wanted, times, endpoint, signal)) {
            rows.push(...rowsIn(answer, wanted, maxRows - rows.length));
            if (rows.length > maxRows) break;
          }
        } catch (error) {
          // An address of the experiment's own that is not there: nobody knows it, as where a database has no rows of it.
          if (!takesExperiment(wanted.path) || !isNotFound(error)) throw error;
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

const isNotFound = (error: unknown) => error instanceof SourceFailure && error.detail.status === 404;
