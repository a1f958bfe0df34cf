import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import nock from 'nock';
import { ProbotOctokit } from 'probot';
import { expect, test, vi } from 'vitest';
import { openGitHubApp } from '../../../src/web/github-app.ts';
import { exampleResponse } from '../../stage/github/openapi.ts';
import { appId, failureOf, mockGitHub, shop, silent } from '../mock-github.ts';

const github = mockGitHub();
const pull = '/repos/acme/shop/pulls/7';
const examplePull = () => exampleResponse('GET', '/repos/{owner}/{repo}/pulls/{pull_number}');
const privateKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;
/** As the server makes it: with Probot's own retrying switched on, and app authentication. */
const probotOctokit = () =>
  new ProbotOctokit({ auth: { appId, privateKey, installationId: 5 }, throttle: { enabled: false }, log: silent });

const token = (value: string) => ({
  token: value,
  expires_at: '2026-11-23T11:00:00Z',
  permissions: { contents: 'read' },
  repository_selection: 'all',
});

test('a read is tried three times when GitHub fails', async () => {
  github.api.get(pull).reply(502).get(pull).replyWithError('connection reset').get(pull).reply(200, examplePull());
  expect((await github.forge.pullRequest(shop, 7))?.title).toBe('Amazing new feature');
  expect(github.waits).toEqual([500, 2000]);
  expect(github.warnings.map(({ message }) => message)).toEqual([
    'GitHub request failed; retrying',
    'GitHub request failed; retrying',
  ]);
});

test('after the third time it fails, with the route and the status', async () => {
  github.api.get(pull).times(3).reply(503, { message: 'Service unavailable' });
  const error = await failureOf(github.forge.pullRequest(shop, 7));
  expect(error).toMatchObject({
    name: 'GitHubError',
    message: 'GitHub answered 503 to GET /repos/{owner}/{repo}/pulls/{pull_number}: Service unavailable',
    status: 503,
    cause: { message: 'Service unavailable' },
  });
});

test('no answer at all is no status', async () => {
  github.api
    .get(pull)
    .times(3)
    .replyWithError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
  const error = await failureOf(github.forge.pullRequest(shop, 7));
  expect(error.message).toBe('GitHub did not answer GET /repos/{owner}/{repo}/pulls/{pull_number}');
  expect(error).toMatchObject({ status: undefined });
  expect(inspect(error)).toContain('ECONNREFUSED');
});

test('an answer that was cut off is no answer', async () => {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  github.api.get(pull).reply(200, '{"number": 7, "tit', json).get(pull).reply(200, examplePull());
  expect((await github.forge.pullRequest(shop, 7))?.number).toBe(1347);
});

test('a write is not tried again: it may have been done', async () => {
  github.api.post('/repos/acme/shop/issues/7/comments').reply(502);
  const error = await failureOf(github.forge.createComment(shop, 7, 'hello'));
  expect(error).toMatchObject({ status: 502 });
  expect(github.waits).toEqual([]);
});

test("Probot's own retrying does not multiply ours", async () => {
  github.api.post('/app/installations/5/access_tokens').reply(201, token('ghs_1'));
  github.api.get(pull).times(3).reply(500, { message: 'oops' });
  const error = await failureOf(github.forgeWith(probotOctokit()).pullRequest(shop, 7));
  expect(error).toMatchObject({ status: 500 });
});

test('neither the token nor what was sent shows in the failure', async () => {
  github.api
    .post('/repos/acme/shop/issues/7/comments')
    .reply(422, { message: 'Validation Failed', errors: [{ value: 'the body of the comment' }] });
  const error = await failureOf(github.forge.createComment(shop, 7, 'the body of the comment'));
  const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error);
  expect(everything).toContain('Validation Failed');
  expect(everything).not.toContain('ghs_secret');
  expect(everything).not.toContain('the body');
});

test.each([
  ['a secondary limit that says when', { 'retry-after': '20' }, 'You have exceeded a secondary rate limit', 20_000],
  ['a secondary limit that does not', {}, 'You have exceeded a secondary rate limit', 60_000],
  [
    'an hourly limit that ends soon',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse('2026-11-23T10:00:30Z') / 1000) },
    'API rate limit exceeded',
    30_000,
  ],
  [
    'the end of an hourly limit by GitHub’s clock, whatever ours says',
    {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.parse('2026-11-23T12:00:10Z') / 1000),
      date: 'Mon, 23 Nov 2026 12:00:00 GMT',
    },
    'API rate limit exceeded',
    10_000,
  ],
])('waits for %s, and then writes', async (_, headers, message, milliseconds) => {
  const comments = '/repos/acme/shop/issues/7/comments';
  github.api.post(comments).reply(403, { message }, headers).post(comments).reply(201, { id: 9 });
  expect(await github.forge.createComment(shop, 7, 'hello')).toBe(9);
  expect(github.waits).toEqual([milliseconds]);
});

test.each([
  ['a long pause', { 'retry-after': '120' }, 120],
  [
    'the end of the hour',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse('2026-11-23T10:40:00Z') / 1000) },
    2400,
  ],
])('leaves %s to the caller', async (_, headers, retryAfterSeconds) => {
  github.api.get(pull).reply(429, { message: 'Too many requests' }, headers);
  const error = await failureOf(github.forge.pullRequest(shop, 7));
  expect(error).toMatchObject({ status: 429, retryAfterSeconds });
  expect(github.waits).toEqual([]);
});

test('a missing permission is not a limit', async () => {
  github.api.get(pull).reply(403, { message: 'Resource not accessible by integration' });
  const error = await failureOf(github.forge.pullRequest(shop, 7));
  expect(error.message).toBe(
    'GitHub answered 403 to GET /repos/{owner}/{repo}/pulls/{pull_number}: Resource not accessible by integration',
  );
  expect(error).toMatchObject({ retryAfterSeconds: undefined });
});

/** Also where GitHub is a company's own server, whose address octokit's `refresh` does not know. */
test.each(['https://api.github.com', 'https://github.acme.test/api/v3'])(
  'a stale token is replaced, once, for a write too: %s',
  async (githubApiUrl) => {
    const server = nock(githubApiUrl);
    const tokens = '/app/installations/5/access_tokens';
    server.post(tokens).reply(201, token('ghs_stale')).post(tokens).reply(201, token('ghs_fresh'));
    const comments = '/repos/acme/shop/issues/7/comments';
    const authorized = (value: string) => server.post(comments).matchHeader('authorization', `token ${value}`);
    authorized('ghs_stale').reply(201, { id: 8 });
    authorized('ghs_stale').reply(401, { message: 'Bad credentials' });
    authorized('ghs_fresh').reply(201, { id: 9 });
    const settings = { appId, privateKey, webhookSecret: 'x', logLevel: 'fatal', production: true } as const;
    const app = await openGitHubApp({ ...settings, githubApiUrl });
    const forge = github.forgeWith(await app.octokitFor(5));
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T10:00:00Z') });
    try {
      expect(await forge.createComment(shop, 7, 'hello')).toBe(8);
      // A token that is a few seconds old is tried again as it is: not all of GitHub may know it yet.
      vi.setSystemTime(new Date('2026-11-23T10:00:30Z'));
      expect(await forge.createComment(shop, 7, 'hello')).toBe(9);
    } finally {
      vi.useRealTimers();
    }
  },
);

test('a token that stays bad is a failure', async () => {
  github.api.get(pull).twice().reply(401, { message: 'Bad credentials' });
  const error = await failureOf(github.forge.pullRequest(shop, 7));
  expect(error.message).toBe('GitHub answered 401 to GET /repos/{owner}/{repo}/pulls/{pull_number}: Bad credentials');
});

test('a token that could not be had is asked for again, before a write too', async () => {
  const tokens = '/app/installations/5/access_tokens';
  github.api.post(tokens).reply(502).post(tokens).reply(201, token('ghs_1'));
  github.api.post('/repos/acme/shop/issues/7/comments').reply(201, { id: 9 });
  expect(await github.forgeWith(probotOctokit()).createComment(shop, 7, 'hello')).toBe(9);
  expect(github.waits).toEqual([500]);
});

test('an installation that is gone is not a pull request that does not exist', async () => {
  github.api.post('/app/installations/5/access_tokens').reply(404, { message: 'Not Found' });
  const error = await failureOf(github.forgeWith(probotOctokit()).pullRequest(shop, 7));
  expect(error.message).toBe('GitHub gave no token for GET /repos/{owner}/{repo}/pulls/{pull_number}: 404 Not Found');
  expect(error).toMatchObject({ status: undefined });
});

test('a renamed repository is found by its old name, for reads and writes', async () => {
  const gone = (status: number, location: string) => [status, { message: 'Moved' }, { location }] as const;
  github.api.get(pull).reply(...gone(301, 'https://api.github.com/repositories/1296269/pulls/7'));
  github.api.get('/repositories/1296269/pulls/7').reply(200, examplePull());
  expect((await github.forge.pullRequest(shop, 7))?.number).toBe(1347);

  github.api
    .post('/repos/acme/shop/issues/7/comments')
    .reply(...gone(307, 'https://api.github.com/repositories/1296269/issues/7/comments'));
  github.api.post('/repositories/1296269/issues/7/comments', { body: 'hello' }).reply(201, { id: 9 });
  expect(await github.forge.createComment(shop, 7, 'hello')).toBe(9);
});

test('a token whose answer was cut off is asked for again, not kept', async () => {
  const tokens = '/app/installations/5/access_tokens';
  const cut = JSON.stringify(token('ghs_never_whole')).slice(0, 30);
  github.api.post(tokens).reply(201, cut, { 'content-type': 'application/json' });
  github.api.post(tokens).reply(201, token('ghs_whole'));
  github.api.get(pull).matchHeader('authorization', 'token ghs_whole').reply(200, examplePull());
  const settings = { appId, privateKey, webhookSecret: 'x', logLevel: 'fatal', production: true } as const;
  const app = await openGitHubApp({ ...settings, githubApiUrl: 'https://api.github.com' });
  const forge = github.forgeWith(await app.octokitFor(5));
  expect((await forge.pullRequest(shop, 7))?.title).toBe('Amazing new feature');
});
