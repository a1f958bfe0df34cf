import { describe, expect, test } from 'vitest';
import { type CheckRun, WriteRefused } from '../../src/flows/ports/forge.ts';
import { failureOf, mockGitHub, sha, shop } from './mock-github.ts';

const github = mockGitHub();
const runs = '/repos/acme/shop/check-runs';
const labels = '/repos/acme/shop/issues/7/labels';
const missing = { message: 'Resource not accessible by integration' };
const run: CheckRun = {
  headSha: sha,
  conclusion: 'success',
  output: { title: 'KR1', summary: 'It moves', annotations: [] },
  actions: [],
};
const told = () => github.warnings.map(({ fields }) => fields.right);
const later = (minutes: number) => {
  github.clock.now = new Date(github.clock.now.getTime() + minutes * 60_000);
};

describe('a right that is missing', () => {
  test('for checks: WriteRefused, whether the check is looked for, made or edited', async () => {
    github.api.get(`/repos/acme/shop/commits/${sha}/check-runs`).query(true).reply(403, missing);
    expect(await failureOf(github.forge.ownCheck(shop, sha))).toBeInstanceOf(WriteRefused);
    github.api.post(runs).reply(403, missing);
    expect(await failureOf(github.forge.createCheck(shop, run))).toBeInstanceOf(WriteRefused);
    github.api.patch(`${runs}/3`).reply(403, missing);
    expect(await failureOf(github.forge.updateCheck(shop, 3, run))).toBeInstanceOf(WriteRefused);
  });

  test('is told once an hour, each right by itself', async () => {
    for (const minutes of [0, 1, 58]) {
      later(minutes);
      github.api.post(labels).reply(403, missing);
      await github.forge.addLabel(shop, 7, 'x');
    }
    expect(told()).toEqual(['issues: write and pull_requests: write']);
    expect(github.warnings[0]?.message).toContain('Resource not accessible by integration');
    github.api.post(runs).reply(403, missing);
    await failureOf(github.forge.createCheck(shop, run));
    expect(told()).toEqual(['issues: write and pull_requests: write', 'checks: write']);
    later(2);
    github.api.post(labels).reply(403, missing);
    await github.forge.addLabel(shop, 7, 'x');
    expect(told()).toHaveLength(3);
  });

  test.each<[string, object, Record<string, string>]>([
    [
      'the hourly limit',
      { message: 'API rate limit exceeded' },
      { 'x-ratelimit-remaining': '0', 'retry-after': '600' },
    ],
    ['a secondary limit', { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '600' }],
  ])('is not %s, which is waited for', async (_, body, headers) => {
    github.api.post(runs).reply(403, body, headers);
    expect(await failureOf(github.forge.createCheck(shop, run))).toMatchObject({ retryAfterSeconds: 600 });
    github.api.post(labels).reply(403, body, headers);
    expect(await failureOf(github.forge.addLabel(shop, 7, 'x'))).toMatchObject({ retryAfterSeconds: 600 });
    expect(told()).toEqual([]);
  });
});
