import { expect, test } from 'vitest';
import { readOutcomeMap } from '../../src/domain/outcome-map/read-outcome-map.ts';
import { welcomeRoutes } from '../../src/web/welcome-routes.ts';
import { welcome } from '../../src/wiring/welcome.ts';

const routes = welcomeRoutes(welcome('https://api.github.com'));
const ask = (path: string) => routes.request(path);
const into = (repository: string, branch = 'main') =>
  ask(`/welcome/map?${new URLSearchParams({ repository, branch })}`);

test('the page says what comes next, and nothing of anybody', async () => {
  const answer = await ask('/welcome?installation_id=48213&setup_action=install');
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).toContain('Soundings is installed');
  expect(text).not.toContain('48213');
  expect(answer.headers.get('content-security-policy')).toMatch(
    /^default-src 'none';.*form-action 'self' https:\/\/github\.com;/,
  );
});

test("GitHub's form for a new file opens with a map that holds", async () => {
  const answer = await into('acme/shop', 'release/1.x');
  const place = new URL(answer.headers.get('location') ?? '');
  expect(answer.status).toBe(302);
  expect(`${place.origin}${place.pathname}`).toBe('https://github.com/acme/shop/new/release/1.x');
  expect(place.searchParams.get('filename')).toBe('.github/soundings.yml');
  expect(readOutcomeMap('soundings.yml', place.searchParams.get('value') ?? '')).not.toHaveProperty('problems');
  // Servers take addresses of 8 kB.
  expect(place.href.length).toBeLessThan(6_000);
});

test('on an Enterprise Server it is that one', async () => {
  const there = welcomeRoutes(welcome('https://github.example.com/api/v3'));
  const answer = await there.request('/welcome/map?repository=acme/shop');
  expect(answer.headers.get('location')).toMatch(/^https:\/\/github\.example\.com\/acme\/shop\/new\/main\?/);
});

test.each([
  '',
  'shop',
  'acme/shop/x',
  '../settings',
  'acme/..',
  '//evil.example',
  'evil.example/x?y',
  'acme/shop#x',
  'https://evil.example/x',
  'a\\b/c',
])('%j is no repository', async (name) => {
  const answer = await into(name);
  expect([answer.status, await answer.text()]).toEqual([
    400,
    'Name the repository as owner/name, as it stands in its address.\n',
  ]);
});

test.each(['../..', 'a b', 'x?y', 'x#y'])('%j is no branch', async (branch) => {
  expect((await into('acme/shop', branch)).status).toBe(400);
});
