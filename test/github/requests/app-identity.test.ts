import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { appIdentity } from '../../../src/github/requests/app-identity.ts';
import { exampleResponse } from '../../stage/github/openapi.ts';
import { appId, failureOf, mockGitHub, silent } from '../mock-github.ts';

const github = mockGitHub();
const identity = () => appIdentity(appId, async () => new Octokit({ auth: 'jwt', log: silent }));

test('GitHub is asked once who we are', async () => {
  const us = identity();
  github.api.get('/app').reply(200, { ...exampleResponse('GET', '/app'), slug: 'acme-soundings' });
  expect(await Promise.all([us.login(), us.login()])).toEqual(['acme-soundings[bot]', 'acme-soundings[bot]']);
  expect(us.appId).toBe(appId);
});

test('after a failure it is asked again', async () => {
  const us = identity();
  github.api.get('/app').reply(500, { message: 'oops' });
  expect((await failureOf(us.login())).message).toBe('GitHub did not say who this app is (GET /app)');
  github.api.get('/app').reply(200, { slug: 'acme-soundings' });
  expect(await us.login()).toBe('acme-soundings[bot]');
});
