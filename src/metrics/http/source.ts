import type { Connector } from '../connector.ts';
import { openEndpoint } from '../endpoint.ts';
import type { JsonAnswer } from '../fetch-json.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import type { Window } from '../window.ts';
import { answersTo } from './answers.ts';
import { type HttpConfig, type HttpQuery, httpConfig, isForExperiments } from './config.ts';
import { fillingsOf, takesExperiment } from './fill-template.ts';
import { moreToldIn } from './more-told.ts';
import { reachesThrough } from './reaches-through.ts';
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
        let only: JsonAnswer | undefined;
        let pages = 0;
        try {
          for await (const answer of answersTo(wanted, times, endpoint, signal)) {
            rows.push(...rowsIn(answer.json, wanted, maxRows - rows.length));
            if (rows.length > maxRows) break;
            only = pages++ === 0 ? answer : undefined;
          }
        } catch (error) {
          // An address of the experiment's own that is not there: nobody knows it, as where a database has no rows of it.
          if (!takesExperiment(wanted.path) || !isNotFound(error)) throw error;
        }
        if (only) refusePartOfSeveral(only, wanted, rows, { from, to }, config.timezone);
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

/** Throws a SourceFailure if the only answer says that there is more, in which rows of the window may be. */
function refusePartOfSeveral(answer: JsonAnswer, query: HttpQuery, rows: Row[], window: Window, timezone: string) {
  if (query.next === 'none') return;
  const place = moreToldIn(answer, query, rows);
  if (place === undefined) return;
  const areSeveralADay = query.tally !== undefined || rows.some((row) => 'arm' in row);
  if (reachesThrough(rows, window, timezone, areSeveralADay)) return;
  throw new SourceFailure(
    'query-failed',
    `the answer of the source says at \`${place}\` that there are further pages, which the query does not follow: write at its \`next\` where they are, or \`next: none\` if this is all`,
  );
}

const isNotFound = (error: unknown) => error instanceof SourceFailure && error.detail.status === 404;
