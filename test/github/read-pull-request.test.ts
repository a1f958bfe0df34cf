import { expect, test } from 'vitest';
import { globMatcher } from '../../src/domain/text/glob.ts';
import { exampleResponse } from '../stage/github/openapi.ts';
import { failureOf, mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();
const pull = '/repos/acme/shop/pulls/7';
const examplePull = () => exampleResponse('GET', '/repos/{owner}/{repo}/pulls/{pull_number}');
const next = (path: string, page: number) => ({ link: `<https://api.github.com${path}?page=${page}>; rel="next"` });

test('an open pull request, without the trial merge that GitHub made of it', async () => {
  github.api.get(pull).reply(200, { ...examplePull(), merged_at: null, merged: false });
  expect(await github.forge.pullRequest(shop, 7)).toEqual({
    number: 1347,
    title: 'Amazing new feature',
    body: 'Please pull these awesome changes in!',
    url: 'https://github.com/octocat/Hello-World/pull/1347',
    author: { id: 1, login: 'octocat' },
    state: 'open',
    draft: false,
    merged: false,
    headSha: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
    headRef: 'new-topic',
    fromFork: false,
    baseRef: 'master',
    labels: ['bug'],
    updatedAt: new Date('2011-01-26T19:01:12Z'),
  });
});

test('a merged one, with an empty body, of somebody who left GitHub', async () => {
  const merged = { ...examplePull(), state: 'closed', merged: true, body: null, user: null, labels: [] };
  github.api.get(pull).reply(200, merged);
  expect(await github.forge.pullRequest(shop, 7)).toMatchObject({
    body: '',
    author: { id: 0, login: 'ghost' },
    state: 'closed',
    merged: true,
    mergedAt: new Date('2011-01-26T19:01:12Z'),
    mergeCommitSha: 'e5bd3914e2e596debea16f433f57875b5b90bcd6',
    labels: [],
  });
});

test('none of that number', async () => {
  github.api.get(pull).reply(404, { message: 'Not Found' });
  expect(await github.forge.pullRequest(shop, 7)).toBeUndefined();
});

test('one of another repository that has taken the name', async () => {
  github.api.get(pull).reply(200, examplePull());
  expect(await github.forge.pullRequest({ ...shop, id: 99 }, 7)).toBeUndefined();
  expect(github.warnings).toEqual([
    {
      fields: { expected: 99, found: 1296269, number: 7 },
      message: 'Repository name now belongs to another repository',
    },
  ]);
});

test('open pull requests with their heads, over all pages', async () => {
  const pulls = '/repos/acme/shop/pulls';
  const updated_at = '2026-11-03T10:00:00Z';
  const page = (number: number) => ({ state: 'open', sort: 'created', direction: 'desc', per_page: 100, page: number });
  github.api
    .get(pulls)
    .query(page(1))
    .reply(
      200,
      [
        { number: 9, head: { sha: 'a' }, updated_at },
        { number: 8, head: { sha: 'b' }, updated_at },
      ],
      next(pulls, 2),
    );
  github.api
    .get(pulls)
    .query(page(2))
    .reply(200, [{ number: 3, head: { sha: 'c' }, updated_at }]);
  expect(await github.forge.openPullRequests(shop)).toEqual([
    { number: 9, headSha: 'a', updatedAt: new Date(updated_at) },
    { number: 8, headSha: 'b', updatedAt: new Date(updated_at) },
    { number: 3, headSha: 'c', updatedAt: new Date(updated_at) },
  ]);
});

test('changed paths: every page, however short, and both names of a renamed file', async () => {
  const files = `${pull}/files`;
  github.api
    .get(files)
    .query({ per_page: 100, page: 1 })
    .reply(200, [{ filename: 'docs/a.md', previous_filename: 'src/a.md' }], next(files, 2))
    .get(files)
    .query({ per_page: 100, page: 2 })
    .reply(200, [{ filename: 'src/b.ts' }, { filename: 'src/a.md' }]);
  expect(await github.forge.changedPaths(shop, 7)).toEqual(['src/a.md', 'docs/a.md', 'src/b.ts']);
});

test('changed paths of a pull request that is larger than the list: the rest is known to be unknown', async () => {
  for (let page = 1; page <= 30; page++) {
    const files = Array.from({ length: 100 }, (_, file) => ({ filename: `docs/${page}-${file}.md` }));
    github.api
      .get(`${pull}/files`)
      .query({ per_page: 100, page })
      .reply(200, files, page < 30 ? next(`${pull}/files`, page + 1) : {});
  }
  const paths = await github.forge.changedPaths(shop, 7);
  expect(paths).toHaveLength(3001);
  expect(paths.every(globMatcher(['docs/**']))).toBe(false);
});

test('changed paths of a pull request that is gone are a failure, not an empty list', async () => {
  github.api.get(`${pull}/files`).query(true).reply(404, { message: 'Not Found' });
  expect(await failureOf(github.forge.changedPaths(shop, 7))).toMatchObject({ status: 404 });
});

test('authors of commits, undefined where GitHub knows none', async () => {
  const commits = [{ author: { login: 'dependabot[bot]' } }, { author: null }, { author: {} }];
  github.api.get(`${pull}/commits`).query(true).reply(200, commits);
  expect(await github.forge.commitAuthors(shop, 7)).toEqual(['dependabot[bot]', undefined, undefined]);
});

test('a merge with the base, as *Update branch* makes it, is nobody’s commit', async () => {
  const commits = [
    { author: { login: 'dependabot[bot]' }, parents: [{ sha: 'a' }] },
    { author: { login: 'maintainer' }, parents: [{ sha: 'a' }, { sha: 'b' }] },
  ];
  github.api.get(`${pull}/commits`).query(true).reply(200, commits);
  expect(await github.forge.commitAuthors(shop, 7)).toEqual(['dependabot[bot]']);
});

test('at the 250 commits that GitHub lists, there may be more of unknown authors', async () => {
  const commits = `${pull}/commits`;
  const authored = (count: number) => Array(count).fill({ author: { login: 'renovate[bot]' } });
  github.api.get(commits).query({ per_page: 100, page: 1 }).reply(200, authored(100), next(commits, 2));
  github.api.get(commits).query({ per_page: 100, page: 2 }).reply(200, authored(100), next(commits, 3));
  github.api.get(commits).query({ per_page: 100, page: 3 }).reply(200, authored(50));
  const authors = await github.forge.commitAuthors(shop, 7);
  expect(authors).toHaveLength(251);
  expect(authors.at(-1)).toBeUndefined();
});
