import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The addresses of a GitHub Enterprise Server before an emulated GitHub: `/api/v3`, `/api/graphql`, and what people see at the host itself. */
export interface EnterpriseSite {
  /** What people see. */
  url: string;
  /** What GITHUB_API_URL is set to. */
  apiUrl: string;
  /** Requests at addresses that such a server does not have. */
  strays: string[];
  close(): Promise<void>;
}

export async function startEnterpriseSite(upstream: string): Promise<EnterpriseSite> {
  const strays: string[] = [];
  let url = '';
  const server = createServer((message, response) => void serve(message, response).catch(() => response.destroy()));

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const path = pathBehind(message.url ?? '/');
    if (path === undefined) {
      strays.push(`${message.method} ${message.url}`);
      return void response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}');
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = message.headers;
    const answer = await fetch(upstream + path, {
      method: message.method ?? 'GET',
      headers: headers as Record<string, string>,
      redirect: 'manual',
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const text = asOfSite(await answer.text());
    const own = Object.fromEntries(answer.headers);
    for (const name of ['content-length', 'content-encoding', 'transfer-encoding', 'connection']) delete own[name];
    if (own.link) own.link = asOfSite(own.link);
    response.writeHead(answer.status, { ...own, 'x-github-enterprise-version': '3.14.0' });
    response.end(answer.status === 204 || answer.status === 304 ? undefined : text);
  }

  const asOfSite = (text: string) =>
    text
      .replaceAll(new RegExp(`${upstream}/(repos|users|orgs|user|app)\\b`, 'g'), `${url}/api/v3/$1`)
      .replaceAll(upstream, url);

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api/v3`,
    strays,
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

function pathBehind(path: string): string | undefined {
  if (path === '/api/graphql') return '/graphql';
  const [, ofApi] = /^\/api\/v3(\/.*)?$/.exec(path) ?? [];
  if (path.startsWith('/api/')) return ofApi === '/graphql' ? undefined : (ofApi ?? '/');
  return path.startsWith('/login/oauth/') ? path : undefined;
}
