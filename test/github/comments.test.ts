import { expect, test } from 'vitest';
import { WriteRefused } from '../../src/flows/ports/forge.ts';
import { appId, failureOf, mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();
const comments = '/repos/acme/shop/issues/7/comments';
const comment = '/repos/acme/shop/issues/comments/9';

test('a comment is written and edited', async () => {
  github.api.post(comments, { body: 'hello' }).reply(201, { id: 9 });
  expect(await github.forge.createComment(shop, 7, 'hello')).toBe(9);
  github.api.patch(comment, { body: 'hello again' }).reply(200, { id: 9 });
  expect(await github.forge.updateComment(shop, 9, 'hello again')).toBe(true);
});

test('a comment that somebody deleted', async () => {
  github.api.patch(comment).reply(404, { message: 'Not Found' });
  expect(await github.forge.updateComment(shop, 9, 'hello')).toBe(false);
});

test('a comment on something that is gone is refused, and trying again soon is no use', async () => {
  github.api.post(comments).reply(410, { message: 'This issue was deleted' });
  expect(await failureOf(github.forge.createComment(shop, 7, 'hello'))).toBeInstanceOf(WriteRefused);
  github.api.post(comments).reply(404, { message: 'Not Found' });
  expect(await failureOf(github.forge.createComment(shop, 7, 'hello'))).toBeInstanceOf(WriteRefused);
});

test('a body that GitHub would refuse is made to fit', async () => {
  const fits = ({ body }: { body: string }) =>
    body.length <= 65_536 && body.startsWith('\uFFFD\uFFFD📏') && body.endsWith('📏…');
  github.api.post(comments, fits).reply(201, { id: 9 });
  await github.forge.createComment(shop, 7, `\0\uD800${'📏'.repeat(40_000)}`);
});

test('only our own comments are ours, oldest first, over all pages', async () => {
  const bot = { login: 'soundings[bot]', type: 'Bot' };
  const person = { login: 'mona', type: 'User' };
  const body = '<!-- soundings:forecast v1 -->';
  const first = [
    { id: 30, user: bot, body, performed_via_github_app: { id: appId } },
    { id: 31, user: person, body },
    { id: 32, user: { login: 'soundings-bot', type: 'User' }, body },
    { id: 33, user: { login: 'other[bot]', type: 'Bot' }, body, performed_via_github_app: { id: 78 } },
  ];
  const second = [
    { id: 34, user: person, body, performed_via_github_app: { id: appId } },
    { id: 35, user: null, body },
    { id: 29, user: bot, body: 'older, from a server that does not name the app', performed_via_github_app: null },
    { id: 36, user: { login: 'sounding[bot]', type: 'Bot' }, body },
  ];
  const link = `<https://api.github.com${comments}?page=2>; rel="next"`;
  github.api.get(comments).query({ per_page: 100, page: 1 }).reply(200, first, { link });
  github.api.get(comments).query({ per_page: 100, page: 2 }).reply(200, second);
  expect(await github.forge.ownComments(shop, 7)).toEqual([
    { id: 29, body: 'older, from a server that does not name the app' },
    { id: 30, body },
  ]);
});

test('a reaction, also to a comment that is gone, or where nobody may react', async () => {
  github.api.post(`${comment}/reactions`, { content: '+1' }).reply(201, { id: 1 });
  await github.forge.react(shop, 9, '+1');
  github.api.post(`${comment}/reactions`).reply(404, { message: 'Not Found' });
  await github.forge.react(shop, 9, 'eyes');
  github.api.post(`${comment}/reactions`).reply(403, { message: 'This conversation is locked' });
  await github.forge.react(shop, 9, 'eyes');
  github.api.post(`${comment}/reactions`).reply(422, { message: 'Validation Failed' });
  expect(await failureOf(github.forge.react(shop, 9, 'eyes'))).toMatchObject({ status: 422 });
});
