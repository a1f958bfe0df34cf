import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { examine } from '../../src/cli/doctor/examine.ts';
import { siteOf } from '../../src/pages-settings.ts';
import { appManifest } from '../../src/web/app-manifest.ts';
import { gitHubPeople } from '../../src/web/sign-in/github-people.ts';
import { type EnterpriseSite, startEnterpriseSite } from '../stage/github/enterprise-site.ts';
import type { FakeGitHub } from '../stage/github/fake-github.ts';
import { tokenOf } from '../stage/github/people.ts';
import { startGitHub } from '../stage/github/start-github.ts';
import { inRepository } from '../stage/in-repository.ts';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';

/*
 * The addresses of GitHub Enterprise Server. What the App does there from a pull request to its readout is a story: test/stories/loop.test.ts.
 */

let github: FakeGitHub;
let site: EnterpriseSite;
beforeAll(async () => {
  github = await startGitHub();
  site = await startEnterpriseSite(github.apiUrl);
});
afterAll(async () => {
  await site.close();
  await github.close();
  expect(site.strays).toEqual([]);
});

test('people sign in at the host, and are asked for what they may see at its API', async () => {
  await github.createRepository('acme/shop');
  const people = gitHubPeople({
    ...{ githubApiUrl: site.apiUrl, publicUrl: 'http://127.0.0.1:1' },
    ...{ clientId: github.clientId, clientSecret: github.clientSecret },
  });
  const verifier = 'a verifier of forty-three letters and more than that';
  const address = people.address('a state', createHash('sha256').update(verifier).digest('base64url'));
  expect(address).toMatch(new RegExp(`^${site.url}/login/oauth/authorize\\?`));
  github.atKeyboard = 'ann';
  const agreed = await fetch(address, { redirect: 'manual' });
  const code = new URL(agreed.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const signedIn = await people.signIn(code, verifier);
  expect(signedIn?.login).toBe('ann');
  expect(await people.owners(signedIn?.token ?? '')).toHaveLength(1);
  expect(siteOf(site.apiUrl)).toBe(site.url);
});

test('doctor finds the App, its installation and its deliveries, and leads to its settings at the host', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soundings-enterprise-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const { protocol, host } = new URL(site.url);
  const found = await examine(
    {
      ...{ APP_ID: String(github.appId), PRIVATE_KEY: github.privateKey, WEBHOOK_SECRET: github.secret },
      ...{ GHE_HOST: host, GHE_PROTOCOL: protocol.slice(0, -1), DATA_DIR: dataDir },
    },
    undefined,
  );
  const of = (area: string) => found.filter((one) => one.area === area);
  expect(of('app').map(({ state }) => state)).toEqual(['well']);
  expect(of('installation').map(({ state }) => state)).toEqual(['well']);
  expect(of('webhook')).toMatchObject([{ todo: expect.stringContaining(`${site.url}/settings/apps/soundings`) }]);
});

test('backtest reads a repository there, with a token from there', async () => {
  const shop = await github.createRepository('acme/old', {
    files: {
      '.github/soundings.yml': `version: 1
metrics: { sign_ups: { title: Sign-ups, unit: count, good: up, source: files/sign_ups } }
`,
    },
  });
  await shop.release({ tag: 'v1', at: new Date(Date.now() - 40 * 86_400_000) });
  const { status, stdout, stderr } = await runSoundings(['backtest', 'acme/old', '--cache', 'kept'], {
    cwd: folderOf({}),
    env: {
      GITHUB_API_URL: site.apiUrl,
      GITHUB_TOKEN: tokenOf('ann'),
      SOUNDINGS_SOURCES: '',
      DATABASE_URL: '',
      DATA_DIR: '',
    },
  });
  expect({ status, stdout, stderr }).toMatchObject({ status: 0, stdout: expect.stringContaining('1 release') });
});

/** The oldest release that docs/ghes.md names. */
const oldest = 'ghes-3.17';

test('what is asked of GitHub is in its description of the oldest Enterprise Server that we name', () => {
  const descriptionOf = (name: string) =>
    JSON.parse(readFileSync(inRepository(`node_modules/@octokit/openapi/generated/${name}.json`), 'utf8'));
  const there = descriptionOf(oldest);
  const anyName = (path: string) => path.replaceAll(/\{\w+\}/g, '{}');
  const known = new Set(
    Object.entries<object>(there.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${anyName(path)}`),
    ),
  );
  const asked = globSync('src/**/*.ts', { cwd: inRepository() }).flatMap((file) =>
    [...readFileSync(inRepository(file), 'utf8').matchAll(/'((?:GET|POST|PATCH|PUT|DELETE) \/[^'?]+)'/g)].map(
      ([, route = '']) => route,
    ),
  );
  const ofGitHub = [...new Set(asked)].filter((route) => !route.includes('/api/'));
  expect(ofGitHub.length).toBeGreaterThan(35);
  expect(ofGitHub.filter((route) => !known.has(anyName(route)))).toEqual([]);
  const { default_permissions: wanted, default_events: events } = appManifest(site.apiUrl);
  const permissions = Object.keys(there.components.schemas['app-permissions'].properties);
  expect(Object.keys(wanted).filter((permission) => !permissions.includes(permission))).toEqual([]);
  const hooks = Object.keys(there['x-webhooks']);
  const isDescribed = (event: string) => hooks.some((hook) => `${hook}-`.startsWith(`${event.replaceAll('_', '-')}-`));
  expect(events.filter((event) => !isDescribed(event))).toEqual([]);
  expect(appManifest('https://api.github.com').default_events.filter((event) => !isDescribed(event))).toEqual([
    'merge_group',
  ]);
  expect(readFileSync(inRepository('docs/ghes.md'), 'utf8')).toContain(`Enterprise Server ${oldest.slice(5)} or newer`);
});
