import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openGitHubApp } from '../../src/web/github-app.ts';
import { privateKey, webhookSecret } from '../stage/process/server-process.ts';

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

/** A GitHub that hands out tokens; what else is asked goes to `answer`. */
async function appOn(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  let tokens = 0;
  const told: { method: string; status?: number; seconds: number }[] = [];
  const github = createServer((request, response) => {
    if (!request.url?.endsWith('/access_tokens')) return answer(request, response);
    tokens += 1;
    const token = { token: `token-${tokens}`, expires_at: '2099-01-01T00:00:00Z', permissions: {} };
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(token));
  });
  server = github;
  await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
  const settings = {
    appId: 1,
    privateKey,
    webhookSecret,
    githubApiUrl: `http://127.0.0.1:${(github.address() as AddressInfo).port}`,
    logLevel: 'fatal' as const,
    production: true,
  };
  const app = await openGitHubApp(settings, (request) => told.push(request));
  return { app, tokens: () => tokens, told };
}

const comment = { owner: 'acme', repo: 'shop', issue_number: 1, body: 'hello' };
const json = (response: ServerResponse, status: number) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end('{}');

test('comments go out side by side: no plug-in spaces them, and the queue is not held up', async () => {
  const waiting: ServerResponse[] = [];
  const { app } = await appOn((_, response) => {
    // Nobody gets an answer before all have asked.
    waiting.push(response);
    if (waiting.length === 3) for (const one of waiting) json(one, 201);
  });
  const octokit = await app.octokitFor(5);
  await Promise.all([1, 2, 3].map(() => octokit.rest.issues.createComment(comment)));
  expect(waiting).toHaveLength(3);
});

test.each([500, 403, 429])(
  'an answer of %i is passed on at once: trying again is left to those who know more',
  async (status) => {
    let asked = 0;
    const { app } = await appOn((_, response) => {
      asked += 1;
      response.setHeader('x-ratelimit-remaining', '0').setHeader('retry-after', '3600');
      json(response, status);
    });
    const octokit = await app.octokitFor(5);
    await expect(octokit.rest.issues.createComment(comment)).rejects.toMatchObject({ status });
    expect(asked).toBe(1);
  },
);

test('a client is kept for each installation, and with it its token', async () => {
  const seen: (string | undefined)[] = [];
  const { app, tokens } = await appOn((request, response) => {
    seen.push(request.headers.authorization);
    json(response, 200);
  });
  for (const installation of [5, 5, 6]) {
    const octokit = await app.octokitFor(installation);
    await octokit.request('GET /rate_limit');
  }
  expect(tokens()).toBe(2);
  expect(seen).toEqual(['token token-1', 'token token-1', 'token token-2']);
});

test('for itself the app signs with its key', async () => {
  let authorization: string | undefined;
  const { app } = await appOn((request, response) => {
    authorization = request.headers.authorization;
    json(response, 200);
  });
  await (await app.octokitForApp()).request('GET /app');
  expect(authorization).toMatch(/^bearer [\w-]+\.[\w-]+\.[\w-]+$/);
});

test('each request is told, with its answer or without, that for a token too', async () => {
  const { app, told } = await appOn((request, response) =>
    request.url === '/user/repos' ? request.socket.destroy() : json(response, 404),
  );
  const octokit = await app.octokitFor(7);
  await octokit.request('GET /rate_limit').catch(() => {});
  await octokit.request('POST /user/repos', { name: 'shop' }).catch(() => {});
  expect(told.map(({ method, status }) => [method, status])).toEqual([
    ['POST', 201],
    ['GET', 404],
    ['POST', undefined],
  ]);
  expect(told.every(({ seconds }) => seconds > 0 && seconds < 12)).toBe(true);
});
