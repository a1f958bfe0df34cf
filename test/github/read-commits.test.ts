import { expect, test } from 'vitest';
import { exampleResponse } from '../stage/github/openapi.ts';
import { failureOf, mockGitHub, sha, shop } from './mock-github.ts';

const github = mockGitHub();
const commits = '/repos/acme/shop/commits';

test('the last commit that touched a file, in this repository or another of the owner', async () => {
  const query = { path: '.github/soundings.yml', per_page: 1 };
  const found = exampleResponse('GET', '/repos/{owner}/{repo}/commits');
  github.api.get(commits).query(query).reply(200, found);
  expect(await github.forge.lastCommitOf(shop, query.path)).toBe('6dcb09b5b57875f334f61aebed695e2e4193db5e');
  github.api.get('/repos/acme/.github/commits').query(query).reply(200, []);
  expect(await github.forge.lastCommitOf(shop, query.path, '.github')).toBeUndefined();
});

test.each([404, 409])('no repository, or nothing in it (%i)', async (status) => {
  github.api.get(commits).query(true).reply(status, { message: 'Git Repository is empty.' });
  expect(await github.forge.lastCommitOf(shop, 'a')).toBeUndefined();
});

test('the commit of a branch with a slash, asked for without its diff', async () => {
  github.api
    .get(`${commits}/release%2F1`)
    .matchHeader('accept', 'application/vnd.github.v3.sha')
    .reply(200, sha, { 'content-type': 'application/vnd.github.sha; charset=utf-8' });
  expect(await github.forge.commitOf(shop, 'release/1')).toBe(sha);
});

test('the commit of a tag, from a server that answers with all of it', async () => {
  const whole = { ...exampleResponse('GET', '/repos/{owner}/{repo}/commits/{ref}'), sha };
  github.api.get(`${commits}/v1.4.0`).reply(200, whole);
  expect(await github.forge.commitOf(shop, 'v1.4.0')).toBe(sha);
});

test.each([404, 422])('a ref that no commit answers to (%i)', async (status) => {
  github.api.get(`${commits}/nowhere`).reply(status, { message: 'No commit found for SHA: nowhere' });
  expect(await github.forge.commitOf(shop, 'nowhere')).toBeUndefined();
});

test.each(['ahead', 'behind', 'identical', 'diverged'])('%s', async (status) => {
  github.api.get('/repos/acme/shop/compare/abc...v1.4.0').query({ per_page: 1 }).reply(200, { status });
  expect(await github.forge.compare(shop, 'abc', 'v1.4.0')).toBe(status);
});

test('a comparison with something that does not exist, and one that GitHub cannot make', async () => {
  github.api.get('/repos/acme/shop/compare/abc...v9').query(true).reply(404, { message: 'Not Found' });
  expect(await github.forge.compare(shop, 'abc', 'v9')).toBeUndefined();
  github.api.get('/repos/acme/shop/compare/abc...v9').query(true).times(3).reply(500, { message: 'taking too long' });
  expect(await failureOf(github.forge.compare(shop, 'abc', 'v9'))).toMatchObject({ status: 500 });
});

test('commits between two of which one is gone: none, so that who waits for an answer gets one', async () => {
  github.api.get('/repos/acme/shop/compare/abc...def').query(true).reply(404, { message: 'Not Found' });
  expect(await github.forge.commitsBetween(shop, 'abc', 'def')).toEqual([]);
});

test('commits between two, over all pages', async () => {
  const compare = '/repos/acme/shop/compare/abc...def';
  const page = (message: string) => ({ status: 'ahead', commits: [{ sha: `sha of ${message}`, commit: { message } }] });
  github.api
    .get(compare)
    .query({ per_page: 100, page: 1 })
    .reply(200, page('one'), { link: `<https://api.github.com${compare}?page=2>; rel="next", <x>; rel="last"` })
    .get(compare)
    .query({ per_page: 100, page: 2 })
    .reply(200, page('two'), { link: `<https://api.github.com${compare}?page=1>; rel="prev"` });
  expect(await github.forge.commitsBetween(shop, 'abc', 'def')).toEqual([
    { sha: 'sha of one', message: 'one' },
    { sha: 'sha of two', message: 'two' },
  ]);
});

test('the files of a commit, with both names of a renamed one, over all pages; none of one that is gone', async () => {
  const whole = exampleResponse('GET', '/repos/{owner}/{repo}/commits/{ref}');
  const page = (files: { filename: string; previous_filename?: string }[]) => ({ ...whole, files });
  const next = '<https://api.github.com/x?page=2>; rel="next"';
  github.api
    .get(`${commits}/${sha}`)
    .query({ per_page: 100, page: 1 })
    .reply(200, page([{ filename: 'b.ts', previous_filename: 'a.ts' }]), { link: next });
  github.api
    .get(`${commits}/${sha}`)
    .query({ per_page: 100, page: 2 })
    .reply(200, page([{ filename: 'c.ts' }]));
  expect(await github.forge.pathsOf(shop, sha)).toEqual(['a.ts', 'b.ts', 'c.ts']);
  github.api.get(`${commits}/nowhere`).query(true).reply(422, { message: 'No commit found for SHA: nowhere' });
  expect(await github.forge.pathsOf(shop, 'nowhere')).toBeUndefined();
});

test('what a pull request does to each file, as far as one request tells it', async () => {
  const files = exampleResponse('GET', '/repos/{owner}/{repo}/pulls/{pull_number}/files');
  const path = '/repos/acme/shop/pulls/12/files';
  github.api.get(path).query({ per_page: 100 }).reply(200, files);
  expect(await github.forge.changeOf(shop, { number: 12 })).toEqual([
    {
      ...{ path: 'file1.txt', status: 'added', lines: 124, blob: 'bbcd538c8e72b8c175046e27cc8f907076331401' },
      patch: '@@ -132,7 +132,7 @@ module Test @@ -1000,7 +1000,7 @@ module Test',
    },
  ]);
  github.api.get(path).query(true).reply(200, files, { link: '<https://x>; rel="next"' });
  expect(await github.forge.changeOf(shop, { number: 12 })).toBeUndefined();
});

test('what a commit does to each file; of none nothing', async () => {
  const [file] = exampleResponse('GET', '/repos/{owner}/{repo}/pulls/{pull_number}/files');
  github.api
    .get(`${commits}/abc`)
    .query({ per_page: 100 })
    .reply(200, { files: [{ ...file, previous_filename: 'a' }] });
  expect(await github.forge.changeOf(shop, { sha: 'abc' })).toMatchObject([{ path: 'file1.txt', before: 'a' }]);
  github.api.get(`${commits}/abc`).query(true).reply(422, { message: 'No commit found' });
  expect(await github.forge.changeOf(shop, { sha: 'abc' })).toBeUndefined();
});

test('commits that one holds since, in one request', async () => {
  const query = { sha: 'abc', since: '2026-11-01T10:00:00.000Z', per_page: 100 };
  github.api.get(commits).query(query).reply(200, exampleResponse('GET', '/repos/{owner}/{repo}/commits'));
  const at = new Date('2011-04-14T16:00:49Z');
  expect(await github.forge.commitsSince(shop, 'abc', new Date(query.since))).toEqual([
    { sha: '6dcb09b5b57875f334f61aebed695e2e4193db5e', parents: 1, authoredAt: at, committedAt: at },
  ]);
  github.api.get(commits).query(true).reply(404, { message: 'Not Found' });
  expect(await github.forge.commitsSince(shop, 'abc', at)).toEqual([]);
});
