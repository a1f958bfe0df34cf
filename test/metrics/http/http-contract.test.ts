import { describe } from 'vitest';
import { connectorContract, type Served, type ServedRow } from '../../contracts/connector-contract.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

const token = 'hidden-token-71';

describe('http', () => {
  connectorContract(async () => {
    const answers: ServedRow[][] = [];
    const server = await startHttpServer((request, response) => {
      if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end();
      const url = new URL(request.url ?? '', 'http://server');
      if (url.pathname === '/hang') return undefined;
      const rows = answers[Number(url.pathname.slice(1))];
      if (!rows) return response.writeHead(500).end('no such thing');
      // JSON knows no NaN; servers that have one write it as text.
      return response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify({ data: { rows } }));
    });
    const served = (path: string, url = server.url): Served => ({
      connection: {
        type: 'http',
        url: `${url}/`,
        headers: { authorization: `Bearer \${TOKEN}` },
        queries: { q: { path: `${path}?from={from}&to={to}`, rows: 'data.rows' } },
      },
      environment: { TOKEN: token },
      hidden: [token, '127.0.0.1', new URL(url).port],
    });
    return {
      serve: async (rows) => served(`${answers.push(rows) - 1}`),
      unreachable: async () => served('0', 'http://127.0.0.1:1'),
      broken: async () => served('none'),
      hanging: async () => served('hang'),
      stop: () => server.stop(),
    };
  });
});
