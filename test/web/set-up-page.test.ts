import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../src/web/server.ts';
import { setUpRoutes } from '../../src/web/set-up-page.ts';
import { addToEnvFile } from '../../src/web/write-env-file.ts';
import { runs } from '../stage/run/property-runs.ts';
import { silent } from '../stage/world/silent-log.ts';

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
const token = 'f'.repeat(64);
const cookie = `soundings_set_up=${token}`;
const credentials = { appId: 42, pem, webhook_secret: 'only-for-tests' };
let folder: string;
let envFile: string;
let server: RunningServer;
let github: ReturnType<typeof createServer>;
const codes: string[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'soundings-set-up-'));
  envFile = join(folder, '.env');
  codes.length = 0;
  github = createServer((request, response) => {
    codes.push(request.url ?? '');
    const data = {
      id: 42,
      pem,
      webhook_secret: 'a-secret-of-github',
      client_id: 'Iv1',
      client_secret: 'cs',
      html_url: 'https://github.com/apps/x',
    };
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(data));
  });
  await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
  const githubApiUrl = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;
  const setUp = {
    host: '127.0.0.1',
    port: 0,
    githubApiUrl,
    registerUrl: 'https://github.com/organizations/acme/settings/apps/new',
  };
  server = await startServer(setUp, [setUpRoutes(setUp, token, envFile)], silent);
});
afterEach(async () => {
  await server.close();
  github.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { redirect: 'manual', ...init });
const importing = (headers: Record<string, string>, body: object = credentials) =>
  ask('/probot/import', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

test('people who install the App are sent to what comes next, where the address of this server is known', async () => {
  const manifest = async (path: string) => (await ask(path, { headers: { cookie } })).text();
  expect(await manifest('/probot?hook=https%3A%2F%2Fsoundings.example.com%2F')).toContain(
    '&quot;setup_url&quot;:&quot;https://soundings.example.com/welcome&quot;',
  );
  expect(await manifest('/probot')).not.toContain('setup_url');
});

describe('without the token', () => {
  test.each([
    '/',
    '/probot',
    '/probot/setup?code=x',
    '/probot/import',
    '/probot/success',
    '/probot?token=',
    `/probot?token=${'0'.repeat(64)}`,
    '/elsewhere',
  ])('nothing is at %s', async (path) => {
    expect((await ask(path)).status).toBe(403);
    expect((await ask(path, { headers: { cookie: 'soundings_set_up=x' } })).status).toBe(403);
  });
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s of credentials is refused', async (method) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await ask('/probot/import', { method, headers, body: JSON.stringify(credentials) });
    expect(answer.status).toBe(403);
    expect(existsSync(envFile)).toBe(false);
  });
});

test('the address of the terminal is exchanged for a cookie', async () => {
  const answer = await ask(`/probot?token=${token}`);
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/probot']);
  expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax/);
  const page = await ask('/probot', { headers: { cookie } });
  expect(await page.text()).toContain('Register GitHub App');
});

test('credentials that are brought: into an .env that nobody else reads, once', async () => {
  expect((await importing({ cookie })).status).toBe(200);
  expect(statSync(envFile).mode & 0o777).toBe(0o600);
  expect(parseEnv(readFileSync(envFile, 'utf8'))).toEqual({
    APP_ID: '42',
    PRIVATE_KEY: pem,
    WEBHOOK_SECRET: 'only-for-tests',
  });
  expect((await importing({ cookie }, { ...credentials, appId: 666 })).status).toBe(409);
  expect(parseEnv(readFileSync(envFile, 'utf8'))).toMatchObject({ APP_ID: '42' });
});

test.each([
  [{ ...credentials, appId: 'x\nDATABASE_URL=y' }],
  [{ ...credentials, pem: 'no key' }],
  [{ ...credentials, webhook_secret: 'short' }],
  [{ ...credentials, webhook_secret: 'long-enough\nNODE_OPTIONS=x' }],
  [{}],
])('credentials that are none are refused: %#', async (body) => {
  expect((await importing({ cookie }, body)).status).toBe(400);
  expect(existsSync(envFile)).toBe(false);
});

test('a form of another page is refused, cookie or not', async () => {
  const headers = { cookie, origin: 'http://127.0.0.1:1', 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ ...credentials, appId: '42' });
  expect((await ask('/probot/import', { method: 'POST', headers, body })).status).toBe(403);
});

test('an App that GitHub has registered for this page is taken, and none of somebody else', async () => {
  expect((await ask('/probot/setup?code=theirs', { headers: { cookie } })).status).toBe(400);
  expect((await ask('/probot/setup?code=theirs&state=x', { headers: { cookie } })).status).toBe(400);
  expect(codes).toEqual([]);
  const page = await (await ask('/probot', { headers: { cookie } })).text();
  const state = /organizations\/acme\/settings\/apps\/new\?state=(\w+)/.exec(page)?.[1];
  const answer = await ask(`/probot/setup?code=ours&state=${state}`, { headers: { cookie } });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://github.com/apps/x/installations/new']);
  expect(codes).toEqual(['/app-manifests/ours/conversions']);
  expect(parseEnv(readFileSync(envFile, 'utf8'))).toMatchObject({ APP_ID: '42', GITHUB_CLIENT_SECRET: 'cs' });
});

test('what stands in an .env stays, and one that others could read is closed', async () => {
  writeFileSync(envFile, 'PORT=4000', { mode: 0o644 });
  expect((await importing({ cookie })).status).toBe(200);
  expect(parseEnv(readFileSync(envFile, 'utf8'))).toMatchObject({ PORT: '4000', APP_ID: '42' });
  expect(statSync(envFile).mode & 0o777).toBe(0o600);
});

test('whatever is written reads as the same, or is refused', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      rmSync(envFile, { force: true });
      if (addToEnvFile(envFile, new Map([['A', value]]))) return;
      expect(parseEnv(readFileSync(envFile, 'utf8'))).toEqual({ A: value });
    }),
    runs(),
  );
});
