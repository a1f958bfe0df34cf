import nock from 'nock';
import { expect, test } from 'vitest';
import { exampleResponse } from '../stage/github/openapi.ts';
import { failureOf, mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();
const unconditional = () => nock('https://api.github.com', { badheaders: ['if-none-match'] });
const path = '.github/soundings.yml';
const contents = '/repos/acme/shop/contents/.github%2Fsoundings.yml';
const file = (text: string, sha = 'blob1') => ({
  type: 'file',
  sha,
  encoding: 'base64',
  // GitHub breaks the lines of base64.
  content: Buffer.from(text).toString('base64').replace(/.{60}/g, '$&\n'),
});

test('a file of the default branch', async () => {
  const text = `title: "Größe 📏"\n${'# filler\n'.repeat(50)}`;
  github.api.get(contents).reply(200, file(text));
  expect(await github.forge.file(shop, path)).toEqual({ sha: 'blob1', text });
});

test("a file of another of the owner's repositories, at a ref", async () => {
  github.api.get('/repos/acme/.github/contents/.github%2Fsoundings.yml').query({ ref: 'a/b' }).reply(200, file('x'));
  expect(await github.forge.file(shop, path, { name: '.github', ref: 'a/b' })).toEqual({ sha: 'blob1', text: 'x' });
});

const { content: _, ...untold } = file('');
test.each([
  ['a folder', [file('x')]],
  ['a submodule', { ...untold, type: 'submodule' }],
  ['a link that leads nowhere', { ...untold, type: 'symlink', target: '/etc/passwd' }],
])('%s has no text', async (_, answer) => {
  github.api.get(contents).reply(200, answer);
  expect(await github.forge.file(shop, path)).toBeUndefined();
});

test('no such file', async () => {
  github.api.get(contents).reply(404, { message: 'Not Found' });
  expect(await github.forge.file(shop, path)).toBeUndefined();
});

test('a file of which GitHub gives no text', async () => {
  github.api.get(contents).reply(200, { ...file(''), content: '', encoding: 'none', size: 2_000_000 });
  expect(await github.forge.file(shop, path)).toEqual({ sha: 'blob1', text: '', tooLarge: true });
});

test('an unreadable file is a failure', async () => {
  github.api.get(contents).times(3).reply(500, { message: 'oops' });
  expect(await failureOf(github.forge.file(shop, path))).toMatchObject({ status: 500 });
});

test('an unchanged file is not sent again; a changed one is', async () => {
  const first = exampleResponse('GET', '/repos/{owner}/{repo}/contents/{path}');
  github.api.get(contents).reply(200, { ...first, ...file('one') }, { etag: '"1"' });
  expect(await github.forge.file(shop, path)).toEqual({ sha: 'blob1', text: 'one' });

  github.api.get(contents).matchHeader('if-none-match', '"1"').twice().reply(304);
  expect(await github.forge.file(shop, path)).toEqual({ sha: 'blob1', text: 'one' });
  expect(await github.forge.file(shop, path)).toEqual({ sha: 'blob1', text: 'one' });

  github.api.get(contents).matchHeader('if-none-match', '"1"').reply(200, file('two', 'blob2'), { etag: '"2"' });
  expect(await github.forge.file(shop, path)).toEqual({ sha: 'blob2', text: 'two' });
  github.api.get(contents).matchHeader('if-none-match', '"2"').reply(304);
  expect(await github.forge.file(shop, path)).toEqual({ sha: 'blob2', text: 'two' });
});

test('what is kept of one ref, repository or owner is not used for another', async () => {
  const ask = (uri: string, query: Record<string, string>, text: string) =>
    unconditional().get(uri).query(query).reply(200, file(text), { etag: '"1"' });
  ask(contents, {}, 'here');
  ask(contents, { ref: 'topic' }, 'there');
  ask('/repos/other/shop/contents/.github%2Fsoundings.yml', {}, 'moved');
  expect((await github.forge.file(shop, path))?.text).toBe('here');
  expect((await github.forge.file(shop, path, { ref: 'topic' }))?.text).toBe('there');
  expect((await github.forge.file({ ...shop, owner: 'other' }, path))?.text).toBe('moved');
});

test('a file that went away is forgotten', async () => {
  github.api.get(contents).reply(200, file('one'), { etag: '"1"' });
  github.api.get(contents).matchHeader('if-none-match', '"1"').reply(404, { message: 'Not Found' });
  unconditional().get(contents).reply(200, file('back'));
  await github.forge.file(shop, path);
  expect(await github.forge.file(shop, path)).toBeUndefined();
  expect((await github.forge.file(shop, path))?.text).toBe('back');
});
