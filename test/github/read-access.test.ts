import { describe, expect, test } from 'vitest';
import { failureOf, mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();
const board = { owner: 'acme', name: 'board' };
const permission = '/repos/acme/board/collaborators/mona/permission';

const isPrivate = (hidden: boolean | undefined) => github.api.get('/repos/acme/board').reply(200, { private: hidden });
const refused = { message: 'Resource not accessible by integration' };

describe('who may read another repository', () => {
  test.each(['admin', 'maintain', 'write', 'triage', 'read'])('who has the right: %s', async (right) => {
    github.api.get(permission).reply(200, { permission: right });
    expect(await github.forge.canRead(shop, board, 'mona')).toBe(true);
  });

  test.each(['none', 'constructor', '', undefined])('not who has another answer: %s', async (right) => {
    github.api.get(permission).reply(200, { permission: right });
    isPrivate(true);
    expect(await github.forge.canRead(shop, board, 'mona')).toBe(false);
  });

  // Whether there is no such repository, no such person, or no right is one answer, and takes as many requests.
  test.each([403, 404])('not where GitHub says %i', async (status) => {
    github.api.get(permission).reply(status, refused).get('/repos/acme/board').reply(status, refused);
    expect(await github.forge.canRead(shop, board, 'mona')).toBe(false);
  });

  test.each([
    ['everybody', 'a public one', false, true],
    ['nobody', 'a private one, or an internal one, which GitHub calls private as well', true, false],
    ['nobody', 'one of which it is not said', undefined, false],
  ])('without a login: %s, of %s', async (_, __, hidden, may) => {
    isPrivate(hidden);
    expect(await github.forge.canRead(shop, board)).toBe(may);
  });

  test('a bot what anybody may, which costs no question about its rights', async () => {
    isPrivate(true);
    expect(await github.forge.canRead(shop, board, 'dependabot[bot]')).toBe(false);
  });

  test('of another owner, whose private repositories we do not see, what anybody may', async () => {
    github.api.get('/repos/globex/site').reply(200, { private: false });
    expect(await github.forge.canRead(shop, { owner: 'globex', name: 'site' }, 'mona')).toBe(true);
  });

  test('their own repository, whatever its case, without a question', async () => {
    expect(await github.forge.canRead(shop, { owner: 'Acme', name: 'SHOP' })).toBe(true);
  });
});

describe('what was answered', () => {
  test('is good for some minutes, for the same person, whatever the case of the names', async () => {
    github.api.get(permission).reply(200, { permission: 'read' });
    expect(await github.forge.canRead(shop, board, 'mona')).toBe(true);
    github.clock.now = new Date(github.clock.now.getTime() + 4 * 60_000);
    expect(await github.forge.canRead(shop, { owner: 'ACME', name: 'Board' }, 'Mona')).toBe(true);
    // Somebody else is asked for: with an answer of their own.
    github.api.get('/repos/acme/board/collaborators/sam/permission').reply(200, { permission: 'none' });
    isPrivate(true);
    expect(await github.forge.canRead(shop, board, 'sam')).toBe(false);
  });

  test('is forgotten then, so that a right that was taken away is gone', async () => {
    github.api.get(permission).reply(200, { permission: 'read' });
    expect(await github.forge.canRead(shop, board, 'mona')).toBe(true);
    github.clock.now = new Date(github.clock.now.getTime() + 6 * 60_000);
    github.api.get(permission).reply(200, { permission: 'none' });
    isPrivate(true);
    expect(await github.forge.canRead(shop, board, 'mona')).toBe(false);
  });

  test('trouble is no answer', async () => {
    github.api.get(permission).reply(403, { message: 'limit' }, { 'retry-after': '90' });
    expect(await failureOf(github.forge.canRead(shop, board, 'mona'))).toMatchObject({ retryAfterSeconds: 90 });
    github.api.get(permission).reply(200, { permission: 'read' });
    expect(await github.forge.canRead(shop, board, 'mona')).toBe(true);
  });
});
