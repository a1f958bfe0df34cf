import type { Connector } from '../connector.ts';
import { openEndpoint } from '../endpoint.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { type BoundQuery, valuesOf } from '../sql/bind-window.ts';
import { type InfluxConfig, influxConfig } from './config.ts';
import { rowsOfSeries } from './rows-of-series.ts';

/** InfluxDB: InfluxQL by the interface that all its versions have, or the SQL of version 3. The window is bound. */
export const influxdb: Connector<InfluxConfig> = {
  config: influxConfig,
  open(config, place) {
    const { database, language, queries } = config;
    const endpoint = openEndpoint(config, place);
    const at = (path: string) => new URL(`${endpoint.url.pathname.replace(/\/$/, '')}${path}`, endpoint.url);
    return {
      async rows({ query, signal, ...asked }) {
        const bound = queries.get(query) as BoundQuery;
        const { sql } = bound;
        const values = valuesOf(bound, asked, (at) => at.toISOString());
        const params = Object.fromEntries(values.map((value, i) => [`p${i + 1}`, value]));
        if (language === 'sql') {
          const { json } = await endpoint.ask(
            {
              ...{ method: 'POST', url: at('/api/v3/query_sql'), headers: { 'content-type': 'application/json' } },
              body: JSON.stringify({ db: database, q: sql, params, format: 'json' }),
            },
            signal,
          );
          if (!Array.isArray(json))
            throw new SourceFailure('query-failed', 'the source did not answer as InfluxDB does');
          return (json as Row[]).map(inUtc);
        }
        const url = at('/query');
        url.search = new URLSearchParams({
          db: database,
          q: sql,
          params: JSON.stringify(params),
          epoch: 'ms',
        }).toString();
        return rowsOfSeries((await endpoint.ask({ url }, signal)).json);
      },
      close: async () => endpoint.close(),
    };
  },
};

/** Its SQL leaves the offset of its times out: they are UTC. */
function inUtc({ time, ...row }: Row): Row {
  const t = row.t ?? time;
  return { ...row, t: typeof t === 'string' && /T[\d:.]+$/.test(t) ? `${t}Z` : t };
}
