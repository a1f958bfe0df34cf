import { expect, test } from 'vitest';
import { mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();

const node = {
  number: 42,
  title: 'Shorter form',
  body: 'Key result: KR1',
  state: 'OPEN',
  repository: { name: 'shop', isPrivate: true, owner: { login: 'acme' } },
  labels: { nodes: [{ name: 'hypothesis' }] },
};
const answer = (nodes: unknown[]) => ({
  data: { repository: { pullRequest: { closingIssuesReferences: { nodes } } } },
});
const issue = {
  owner: 'acme',
  repository: 'shop',
  number: 42,
  title: 'Shorter form',
  body: 'Key result: KR1',
  labels: ['hypothesis'],
  state: 'open',
};

test('issues linked in the sidebar', async () => {
  const closed = { ...node, number: 43, state: 'CLOSED', labels: null };
  github.api
    .post('/graphql', ({ variables }) => JSON.stringify(variables) === '{"owner":"acme","name":"shop","number":7}')
    .reply(200, answer([node, null, closed]));
  expect(await github.forge.closingIssues(shop, 7, 'ann')).toEqual([
    issue,
    { ...issue, number: 43, labels: [], state: 'closed' },
  ]);
});

const secret = { ...node, number: 5, repository: { name: 'board', isPrivate: true, owner: { login: 'acme' } } };

test.each(['none', 'read'])(
  'one of another private repository is there for who may read it: %s',
  async (permission) => {
    github.api.post('/graphql').reply(200, answer([secret, node]));
    github.api.get('/repos/acme/board/collaborators/ann/permission').reply(200, { permission });
    if (permission === 'none') github.api.get('/repos/acme/board').reply(200, { private: true });
    const found = await github.forge.closingIssues(shop, 7, 'ann');
    expect(found.map(({ number }) => number)).toEqual(permission === 'read' ? [5, 42] : [42]);
  },
);

test('a public repository does not hear of issues in private ones', async () => {
  const shown = { ...node, number: 6, repository: { ...secret.repository, name: 'ideas', isPrivate: false } };
  github.api.post('/graphql').reply(200, answer([secret, shown, node]));
  github.api.get('/repos/acme/board').reply(200, { private: true });
  const found = await github.forge.closingIssues({ ...shop, private: false }, 7, 'ann');
  expect(found.map(({ number }) => number)).toEqual([6, 42]);
});

test('an error about one of them leaves the others', async () => {
  const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }];
  github.api.post('/graphql').reply(200, { ...answer([null, node]), errors });
  expect(await github.forge.closingIssues(shop, 7, 'ann')).toEqual([issue]);
});

test('where GraphQL is refused there are none, and it is not asked again for an hour', async () => {
  github.api.post('/graphql').reply(404, { message: 'Not Found' });
  expect(await github.forge.closingIssues(shop, 7, 'ann')).toEqual([]);
  expect(github.warnings).toEqual([
    {
      fields: { status: 404, repositoryId: shop.id, number: 7, refused: true },
      message: 'Linked issues could not be read',
    },
  ]);
  github.clock.now = new Date('2026-11-23T10:59:59Z');
  expect(await github.forge.closingIssues(shop, 7, 'ann')).toEqual([]);

  github.clock.now = new Date('2026-11-23T11:00:00Z');
  github.api.post('/graphql').reply(200, answer([node]));
  expect(await github.forge.closingIssues(shop, 7, 'ann')).toEqual([issue]);
});

test.each([
  ['a server error', (api: typeof github.api) => api.post('/graphql').reply(502)],
  ['a broken line', (api: typeof github.api) => api.post('/graphql').replyWithError('connection reset')],
  ['a limit', (api: typeof github.api) => api.post('/graphql').reply(403, { message: 'slow' }, { 'retry-after': '9' })],
  [
    'a failed query',
    (api: typeof github.api) => api.post('/graphql').reply(200, { data: null, errors: [{ message: 'timeout' }] }),
  ],
])('after %s there are none, and the next time it is asked again', async (_, fail) => {
  fail(github.api);
  expect(await github.forge.closingIssues(shop, 7, 'ann')).toEqual([]);
  expect(github.warnings).toMatchObject([{ fields: { refused: false } }]);
  github.api.post('/graphql').reply(200, answer([node]));
  expect(await github.forge.closingIssues(shop, 7, 'ann')).toEqual([issue]);
});
