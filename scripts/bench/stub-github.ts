import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { installations, outcomeMap, pullRequest, repositoryOfOwner } from './shop.ts';

/**
 * As much of GitHub as the bench needs, answering at once: it must not be what is measured. The emulated GitHub of the
 * tests is faithful instead, and too slow for this.
 */
export interface StubGitHub {
  url: string;
  /** Heads with a check, pull requests with a comment, and when it came (`performance.now()`), since the last `forget`. */
  checks: Map<string, number>;
  comments: Map<string, number>;
  /** How many requests each installation made since then, and how many of them wrote something. */
  asked: Map<number, { requests: number; writes: number }>;
  /** The pull request has been pushed to so often. */
  pushed(number: number, pushes: number): void;
  /** Throws when a request came that it has no answer to: the bench would not show what it claims to. */
  refuseUnknown(): void;
  forget(): void;
  close(): Promise<void>;
}

interface Answer {
  status?: number;
  etag?: string;
  body?: object;
}

const etag = '"map"';
const map = {
  type: 'file',
  encoding: 'base64',
  sha: 'a'.repeat(40),
  path: '.github/soundings.yml',
  content: Buffer.from(outcomeMap).toString('base64'),
};

export async function startStubGitHub(): Promise<StubGitHub> {
  const checks = new Map<string, number>();
  const comments = new Map<string, number>();
  const asked = new Map<number, { requests: number; writes: number }>();
  const pushesOf = new Map<number, number>();
  const runs = new Map<string, number>();
  const written = new Map<string, { id: number; body: string }>();
  const unknown = new Set<string>();
  let ids = 0;

  const routes: [RegExp, (request: IncomingMessage, name: string) => Answer | Promise<Answer>][] = [
    [
      /^POST \/app\/installations\/(\d+)\/access_tokens$/,
      (_, id) => ({
        status: 201,
        body: { token: `ghs_stub_${id}`, expires_at: new Date(Date.now() + 3_600_000).toISOString(), permissions: {} },
      }),
    ],
    [/^GET \/app\/hook\/deliveries$/, () => ({ body: [] })],
    [/^GET \/app\/installations$/, () => ({ body: installations })],
    [/^GET \/app$/, () => ({ body: { id: 1, slug: 'soundings' } })],
    [
      /\/contents\/.*soundings\.yml$/,
      ({ headers }) => (headers['if-none-match'] === etag ? { status: 304, etag } : { etag, body: map }),
    ],
    [/^GET \/repos\/acme-(\d+)\/shop$/, (_, owner) => ({ body: repositoryOfOwner(Number(owner)) })],
    [/\/collaborators\/[^/]+\/permission$/, () => ({ body: { permission: 'write', role_name: 'write' } })],
    [/^GET .*\/pulls\/(\d+)$/, (_, number) => ({ body: pullRequest(Number(number), pushesOf.get(Number(number))) })],
    [/^GET .*\/pulls\/\d+\/files$/, () => ({ body: [{ filename: 'src/sign-up.ts', status: 'modified' }] })],
    [
      /^POST \/graphql$/,
      () => ({ body: { data: { repository: { pullRequest: { closingIssuesReferences: { nodes: [] } } } } } }),
    ],
    [
      /^POST .*\/check-runs$/,
      async (request) => {
        const { head_sha } = (await json(request)) as { head_sha: string };
        checks.set(head_sha, performance.now());
        runs.set(head_sha, ++ids);
        return { status: 201, body: { id: ids } };
      },
    ],
    // This and comments are looked for by a second try, where the machine was so busy that a first one was taken over.
    [
      /^GET .*\/commits\/([0-9a-f]+)\/check-runs$/,
      (_, head) => {
        const id = runs.get(head);
        return { body: { check_runs: id === undefined ? [] : [{ id, name: 'Soundings', app: { id: 1 } }] } };
      },
    ],
    [/^PATCH .*\/check-runs\/(\d+)$/, (_, id) => ({ body: { id: Number(id) } })],
    [
      /^POST .*\/issues\/(\d+)\/comments$/,
      async (request, number) => {
        const { body } = (await json(request)) as { body: string };
        comments.set(number, performance.now());
        written.set(number, { id: ++ids, body });
        return { status: 201, body: { id: ids } };
      },
    ],
    [
      /^GET .*\/issues\/(\d+)\/comments$/,
      (_, number) => {
        const one = written.get(number);
        const by = { user: { login: 'soundings[bot]', type: 'Bot' }, performed_via_github_app: { id: 1 } };
        return { body: one ? [{ ...one, ...by }] : [] };
      },
    ],
    [/^PATCH .*\/issues\/comments\/(\d+)$/, (_, id) => ({ body: { id: Number(id) } })],
  ];

  function count({ headers, method, url }: IncomingMessage): void {
    const installation = /ghs_stub_(\d+)/.exec(headers.authorization ?? '')?.[1];
    if (installation === undefined) return;
    const { requests, writes } = asked.get(Number(installation)) ?? { requests: 0, writes: 0 };
    const wrote = method !== 'GET' && url !== '/graphql';
    asked.set(Number(installation), { requests: requests + 1, writes: writes + (wrote ? 1 : 0) });
  }

  const server = createServer(async (request, response) => {
    const what = `${request.method} ${request.url?.split('?', 1)[0]}`;
    count(request);
    const [route, find] = routes.find(([pattern]) => pattern.test(what)) ?? [];
    if (!route || !find) unknown.add(what);
    const { status = 200, etag, body } = route && find ? await find(request, route.exec(what)?.[1] ?? '') : missing;
    request.resume();
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...(etag && { etag }) })
      .end(body && JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    checks,
    comments,
    asked,
    pushed: (number, pushes) => pushesOf.set(number, pushes),
    refuseUnknown() {
      const [one] = unknown;
      if (one) throw new Error(`The stub has no answer to ${one}, one of ${unknown.size} such requests`);
    },
    forget() {
      checks.clear();
      comments.clear();
      asked.clear();
      runs.clear();
      written.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const missing: Answer = { status: 404, body: { message: 'Not Found' } };
