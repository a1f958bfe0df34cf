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
const permission = (name: string) => `/repos/acme/${name}/collaborators/mona/permission`;
const mayRead = (name: string) => github.api.get(permission(name)).reply(200, { permission: 'read' });
const isPrivate = (name: string, hidden: boolean) =>
  github.api.get(`/repos/acme/${name}`).reply(200, { private: hidden });
const mayNotRead = (name: string) => {
  github.api.get(permission(name)).reply(200, { permission: 'none' });
  isPrivate(name, true);
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
  mayRead('ideas');
  mayRead('bets');
  github.api.get('/repos/acme/ideas/issues/42').reply(200, issue);
  const found = await github.forge.issue(shop, 42, 'mona', { owner: 'acme', name: 'ideas' });
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
  mayRead('secret');
  github.api.get('/repos/acme/secret/issues/42').reply(403, refusal);
  expect(await github.forge.issue(shop, 42, 'mona', { owner: 'acme', name: 'secret' })).toBeUndefined();
  github.api.get('/repos/acme/shop/issues/42').reply(403, refusal);
  expect(await failureOf(github.forge.issue(shop, 42))).toMatchObject({ status: 403 });
});

test('a limit is not a repository that we may not see', async () => {
  mayRead('ideas');
  github.api.get('/repos/acme/ideas/issues/42').reply(403, { message: 'limit' }, { 'retry-after': '90' });
  const failure = await failureOf(github.forge.issue(shop, 42, 'mona', { owner: 'acme', name: 'ideas' }));
  expect(failure).toMatchObject({ retryAfterSeconds: 90 });
});

const secret = { ...example, title: 'Buy our rival', repository_url: url('acme/board') };

describe('of a repository that its author may not read', () => {
  test('one does not exist, and is not even asked for', async () => {
    mayNotRead('board');
    expect(await github.forge.issue(shop, 42, 'mona', { owner: 'acme', name: 'board' })).toBeUndefined();
  });

  test('nor does one that was transferred there', async () => {
    github.api.get('/repos/acme/shop/issues/42').reply(200, secret);
    mayNotRead('board');
    expect(await github.forge.issue(shop, 42, 'mona')).toBeUndefined();
  });

  test('nor does one on nobody\u2019s word', async () => {
    github.api.get('/repos/acme/shop/issues/42').reply(200, secret);
    isPrivate('board', true);
    expect(await github.forge.issue(shop, 42)).toBeUndefined();
  });
});

describe('asked for by a public repository, where everybody reads along', () => {
  const open = { ...shop, private: false };

  test('one of a private repository does not exist, no matter who may read it', async () => {
    isPrivate('board', true);
    expect(await github.forge.issue(open, 42, 'mona', { owner: 'acme', name: 'board' })).toBeUndefined();
  });

  test('nor does its own that was transferred there', async () => {
    github.api.get('/repos/acme/shop/issues/42').reply(200, secret);
    isPrivate('board', true);
    expect(await github.forge.issue(open, 42, 'mona')).toBeUndefined();
  });

  test('one of another public repository does', async () => {
    const found = { ...example, repository_url: url('acme/ideas') };
    github.api.get('/repos/acme/ideas/issues/42').reply(200, found);
    isPrivate('ideas', false);
    expect(await github.forge.issue(open, 42, 'mona', { owner: 'acme', name: 'ideas' })).toMatchObject({
      repository: 'ideas',
    });
  });
});

test('a repository cannot be called so that the way to it leads elsewhere', async () => {
  expect(await github.forge.issue(shop, 42, 'mona', { owner: 'acme', name: '..' })).toBeUndefined();
  expect(await github.forge.file(shop, 'contents/x.yml', { name: '..' })).toBeUndefined();
});
