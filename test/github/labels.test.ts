import { expect, test } from 'vitest';
import { failureOf, mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();
const labels = '/repos/acme/shop/issues/7/labels';
const label = `${labels}/soundings%3Amoved`;

test('a label is added and removed', async () => {
  github.api.post(labels, { labels: ['soundings:moved'] }).reply(200, []);
  await github.forge.addLabel(shop, 7, 'soundings:moved');
  github.api.delete(label).reply(200, []);
  await github.forge.removeLabel(shop, 7, 'soundings:moved');
});

test('nothing left to be labelled is no failure', async () => {
  github.api.post(labels).reply(410, { message: 'This issue was deleted' });
  await github.forge.addLabel(shop, 7, 'soundings:moved');
  github.api.delete(label).reply(404, { message: 'Label does not exist' });
  await github.forge.removeLabel(shop, 7, 'soundings:moved');
});

test('a label that may not be written is left undone; GitHub out of order is a failure', async () => {
  github.api.post(labels).reply(403, { message: 'Resource not accessible by integration' });
  await github.forge.addLabel(shop, 7, 'soundings:moved');
  github.api.delete(label).reply(502);
  expect(await failureOf(github.forge.removeLabel(shop, 7, 'soundings:moved'))).toMatchObject({ status: 502 });
});
