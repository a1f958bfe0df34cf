import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { openGitHubApp } from '../../src/web/github-app.ts';
import { privateKey, webhookSecret } from '../stage/process/server-process.ts';
import { crowding } from '../stage/run/crowding.ts';

/** From where on GitHub is silent; what comes before it answers. */
const silentFrom: Record<string, (response: ServerResponse) => unknown> = {
  'the beginning': () => {},
  'the headers on': (response) => response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders(),
  'the middle of the body': (response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': 200 });
    response.write('{"token": "ghs_1", "sl');
  },
};
type Ask = (octokit: Awaited<ReturnType<Awaited<ReturnType<typeof openGitHubApp>>['octokitFor']>>) => Promise<unknown>;
const asks: Record<string, { silentAt: string; ask: Ask; asApp?: boolean }> = {
  'a read': { silentAt: '/rate_limit', ask: (octokit) => octokit.request('GET /rate_limit') },
  'a write': { silentAt: '/user/repos', ask: (octokit) => octokit.request('POST /user/repos', { name: 'shop' }) },
  'a question in GraphQL': { silentAt: '/graphql', ask: (octokit) => octokit.graphql('query { viewer { login } }') },
  'the token before': {
    silentAt: '/access_tokens',
    ask: (octokit) => octokit.request('GET /rate_limit'),
  },
  'who the app is': { silentAt: '/app', ask: (octokit) => octokit.request('GET /app'), asApp: true },
};
const cases = Object.keys(asks)
  .flatMap((what) => Object.keys(silentFrom).map((where) => [what, where] as const))
  // octokit shares a request for a token that is under way, whichever server it goes to.
  .map(([what, where], installation) => [what, where, installation + 1] as const);

const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
});

async function gitHub(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((ready) => server.once('listening', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.concurrent.each(cases)('%s, silent from %s: it fails within 15 s', async (what, where, installation) => {
  const { silentAt, ask, asApp } = asks[what] as (typeof asks)[string];
  let cutOff: () => void;
  const closed = new Promise<void>((resolve) => {
    cutOff = resolve;
  });
  const githubApiUrl = await gitHub((request, response) => {
    if (request.url?.endsWith(silentAt)) {
      request.socket.once('close', () => cutOff());
      return silentFrom[where]?.(response);
    }
    const token = { token: 'ghs_1', expires_at: '2099-01-01T00:00:00Z', permissions: {} };
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(token));
  });
  const settings = { appId: 1, privateKey, webhookSecret, githubApiUrl };
  const app = await openGitHubApp({ ...settings, logLevel: 'fatal', production: true });
  const octokit = await (asApp ? app.octokitForApp() : app.octokitFor(installation));
  const began = performance.now();
  await expect(ask(octokit)).rejects.toThrow('no answer within 12 s');
  expect(performance.now() - began).toBeLessThan(12_000 + 3_000 * crowding());
  // And the connection is not kept for a next one.
  await closed;
});
