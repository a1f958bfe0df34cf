import { describe } from 'vitest';
import {
  connectorContract,
  type Served,
  type ServedRow,
  type ServeOptions,
} from '../../contracts/connector-contract.ts';
import { evaluatedAt } from '../../contracts/evaluated-at.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

const password = 'hidden-pw-72';

/*
 * A stand-in that answers as Prometheus 2.42 was seen to; the same contract runs against the real one in
 * test/servers/prometheus.test.ts.
 */
describe('prometheus', () => {
  connectorContract(
    async () => {
      const data: { rows: ServedRow[]; options: ServeOptions }[] = [];
      const server = await startHttpServer((request, response) => {
        const credentials = Buffer.from(`reader:${password}`).toString('base64');
        if (request.headers.authorization !== `Basic ${credentials}`)
          return response.writeHead(401).end('Unauthorized');
        const url = new URL(request.url ?? '', 'http://server');
        if (url.pathname !== '/proxy/api/v1/query_range') return response.writeHead(404).end('404 page not found');
        const query = url.searchParams.get('query') ?? '';
        if (query === 'hang') return undefined;
        const [number = '', column = ''] = query.split('_of_');
        const served = data[Number(number)];
        response.setHeader('content-type', 'application/json');
        if (!served) {
          const error = 'invalid parameter "query": 1:5: parse error: unexpected end of input';
          return response.writeHead(400).end(JSON.stringify({ status: 'error', errorType: 'bad_data', error }));
        }
        const values = evaluate(served, column as keyof ServedRow, url.searchParams);
        const result = values.length > 0 ? [{ metric: {}, values }] : [];
        return response.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));
      });
      const served = (
        query: unknown,
        { url = server.url, bucket = 'day' }: { url?: string; bucket?: string } = {},
      ): Served => ({
        connection: {
          type: 'prometheus',
          url: `${url.replace('://', `://reader:\${PASSWORD}@`)}/proxy/`,
          step: bucket === 'day' ? '1d' : '1h',
          queries: { q: query },
        },
        environment: { PASSWORD: password },
        hidden: [password, '127.0.0.1', new URL(url).port],
      });
      return {
        async serve(rows, options) {
          const number = data.push({ rows, options }) - 1;
          const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 't');
          const queries = Object.fromEntries(columns.map((name) => [name, `${number}_of_${name}`]));
          return served('value' in queries ? queries.value : queries, options);
        },
        unreachable: async () => served('0_of_value', { url: 'http://127.0.0.1:1' }),
        broken: async () => served('none'),
        hanging: async () => served('hang'),
        stop: () => server.stop(),
      };
    },
    {
      keepsOrder: 'the server orders them',
      holdsOnlyNumbers: 'PromQL has no other values here',
      hasNoArms: 'a query gives one series',
      nan: 'missing',
    },
  );
});

/** What a gauge that was set at the end of each bucket shows at each time of evaluation. */
function evaluate(
  { rows, options }: { rows: ServedRow[]; options: ServeOptions },
  column: keyof ServedRow,
  asked: URLSearchParams,
) {
  const [start = 0, end = 0, step = 1] = ['start', 'end', 'step'].map((name) => Number(asked.get(name)));
  const at = new Map(rows.map((row) => [evaluatedAt(row, options), row[column]]));
  const values: [number, string][] = [];
  for (let time = start; time <= end; time += step) {
    const value = at.get(time);
    if (value !== null && value !== undefined) values.push([time, value === 'Infinity' ? '+Inf' : String(value)]);
  }
  return values;
}
