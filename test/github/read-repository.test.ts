import { expect, test } from 'vitest';
import { failureOf, mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();
const answer = {
  id: 502,
  name: 'ideas',
  owner: { id: shop.ownerId, login: shop.owner },
  default_branch: 'trunk',
  private: true,
};

test('another repository of the same owner, by the name that it has now', async () => {
  github.api.get('/repos/acme/Ideas').reply(200, answer);
  expect(await github.forge.repositoryNamed(shop, 'Ideas')).toEqual({
    ...shop,
    id: 502,
    name: 'ideas',
    defaultBranch: 'trunk',
    private: true,
  });
});

test.each([404, 403])('one that is not there for us (%i)', async (status) => {
  github.api.get('/repos/acme/ideas').reply(status, { message: 'no' });
  expect(await github.forge.repositoryNamed(shop, 'ideas')).toBeUndefined();
});

test('one that went to another owner is not ours', async () => {
  github.api.get('/repos/acme/ideas').reply(200, { ...answer, owner: { id: 99, login: 'globex' } });
  expect(await github.forge.repositoryNamed(shop, 'ideas')).toBeUndefined();
});

test('not to know is not to say that there is none', async () => {
  github.api.get('/repos/acme/ideas').reply(422, { message: 'no' });
  expect(await failureOf(github.forge.repositoryNamed(shop, 'ideas'))).toMatchObject({ status: 422 });
});
