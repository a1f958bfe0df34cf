import { describe, expect, test } from 'vitest';
import { failureOf, mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();
const example = {
  number: 1347,
  title: 'Found a bug',
  body: "I'm having a problem with this.",
  labels: [],
  state: 'open',
};
const url = (name: string) => `https://api.github.com/repos/${name}`;

test('an issue', async () => {
  const labels = ['hypothesis', { name: 'growth' }, { color: 'f29513' }];
  const issue = { ...example, repository_url: url('acme/shop'), body: null, labels, user: { login: 'ada' } };
  github.api.get('/repos/acme/shop/issues/42').reply(200, issue);
  expect(await github.forge.issue(shop, 42)).toEqual({
    owner: 'acme',
    repository: 'shop',
    number: 1347,
    title: 'Found a bug',
    body: '',
    labels: ['hypothesis', 'growth'],
    state: 'open',
    author: 'ada',
  });
});

test('one of another repository, which was transferred since', async () => {
  const issue = { ...example, repository_url: url('acme/bets'), state: 'closed' };
  github.api.get('/repos/acme/ideas/issues/42').reply(200, issue);
  const found = await github.forge.issue(shop, 42, { owner: 'acme', name: 'ideas' });
  expect(found).toMatchObject({ owner: 'acme', repository: 'bets', state: 'closed' });
});

test('a pull request is no issue', async () => {
  github.api
    .get('/repos/acme/shop/issues/42')
    .reply(200, { ...example, pull_request: { url: url('acme/shop/pulls/42') } });
  expect(await github.forge.issue(shop, 42)).toBeUndefined();
});

test.each([404, 410])('gone (%i)', async (status) => {
  github.api.get('/repos/acme/shop/issues/42').reply(status, { message: 'gone' });
  expect(await github.forge.issue(shop, 42)).toBeUndefined();
});

test('one of a repository that we may not see does not exist; in our own that is a failure', async () => {
  const refusal = { message: 'Resource not accessible by integration' };
  github.api.get('/repos/acme/secret/issues/42').reply(403, refusal);
  expect(await github.forge.issue(shop, 42, { owner: 'acme', name: 'secret' })).toBeUndefined();
  github.api.get('/repos/acme/shop/issues/42').reply(403, refusal);
  expect(await failureOf(github.forge.issue(shop, 42))).toMatchObject({ status: 403 });
});

test('a limit is not a repository that we may not see', async () => {
  github.api.get('/repos/acme/ideas/issues/42').reply(403, { message: 'limit' }, { 'retry-after': '90' });
  const failure = await failureOf(github.forge.issue(shop, 42, { owner: 'acme', name: 'ideas' }));
  expect(failure).toMatchObject({ retryAfterSeconds: 90 });
});

describe('asked for by a public repository', () => {
  const open = { ...shop, private: false };
  const secret = { ...example, title: 'Buy our rival', repository_url: url('acme/board') };

  test('one of a private repository of the same owner does not exist', async () => {
    github.api
      .get('/repos/acme/board/issues/42')
      .reply(200, secret)
      .get('/repos/acme/board')
      .reply(200, { private: true });
    expect(await github.forge.issue(open, 42, { owner: 'acme', name: 'board' })).toBeUndefined();
  });

  test('nor does its own that was transferred there', async () => {
    github.api
      .get('/repos/acme/shop/issues/42')
      .reply(200, secret)
      .get('/repos/acme/board')
      .reply(200, { private: true });
    expect(await github.forge.issue(open, 42)).toBeUndefined();
  });

  test('one of another public repository does', async () => {
    const found = { ...example, repository_url: url('acme/ideas') };
    github.api
      .get('/repos/acme/ideas/issues/42')
      .reply(200, found)
      .get('/repos/acme/ideas')
      .reply(200, { private: false });
    expect(await github.forge.issue(open, 42, { owner: 'acme', name: 'ideas' })).toMatchObject({ repository: 'ideas' });
  });
});

test('a repository cannot be called so that the way to it leads elsewhere', async () => {
  expect(await github.forge.issue(shop, 42, { owner: 'acme', name: '..' })).toBeUndefined();
  expect(await github.forge.file(shop, 'contents/x.yml', { name: '..' })).toBeUndefined();
});
