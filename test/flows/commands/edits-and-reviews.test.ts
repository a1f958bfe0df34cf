import { beforeEach, expect, test } from 'vitest';
import type { Said } from '../../../src/flows/ports/domain-event.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people } = useWorld();
const commentId = 9;

beforeEach(async () => {
  stage.forge.pullRequests.set(12, pullRequest({ body: 'Nothing' }));
  await people.happens({ kind: 'pull-request-changed', number: 12 });
});

async function says(body: string, how: Said = {}, login = 'maintainer') {
  const comment = { kind: 'comment-created' as const, number: 12, onPullRequest: true, commentId, body, ...how };
  await people.happens(comment, login);
}
const reasons = async () => (await stage.store.exemption(stage.shop.id, 12))?.reason;
const reactions = () => stage.forge.reactions.map(({ content }) => content);

test('an edit that brings the command is obeyed, once', async () => {
  await says('Looks fine');
  await says('Looks fine\n\n/soundings exempt a spike', { before: 'Looks fine' });
  expect(await reasons()).toBe('a spike');
  expect(reactions()).toEqual(['+1']);
  await says('/soundings exempt a spike!', { before: 'Looks fine\n\n/soundings exempt a spike' });
  expect(await reasons()).toBe('a spike');
  expect(people.said(12, 'reply')).toEqual([expect.stringContaining('is obeyed once only')]);
  expect(reactions()).toEqual(['+1']);
});

test('an edit around a command that was obeyed asks GitHub for nothing', async () => {
  await says('/soundings exempt a spike');
  const { length } = stage.forge.calls;
  await says('/soundings exempt a spike\n\nThanks!', { before: '/soundings exempt a spike' });
  await says('Thanks!', { before: '/soundings exempt a spike\n\nThanks!' });
  expect(stage.forge.calls).toHaveLength(length);
});

test('an edit mends what was not understood', async () => {
  await says('/soundings exmpt');
  await says('/soundings exempt a spike', { before: '/soundings exmpt' });
  expect(await reasons()).toBe('a spike');
  expect(reactions()).toEqual(['confused', '+1']);
});

test('one who edits needs the right to it', async () => {
  await says('/soundings exempt a spike', { before: 'Looks fine' }, 'ada');
  expect(await reasons()).toBeUndefined();
});

test('a review is obeyed like a comment, and answered in words', async () => {
  await says('Approved.\n\n/soundings exempt a spike', { inReview: true });
  expect(await reasons()).toBe('a spike');
  expect(people.said(12, 'reply')).toEqual([expect.stringContaining('Done, as `maintainer` said in a review.')]);
  await says('/soundings exmpt', { inReview: true });
  await says('/soundings exempt me', { inReview: true }, 'ada');
  expect(await reasons()).toBe('a spike');
  expect(reactions()).toEqual([]);
});

test('a review without a command asks GitHub for nothing', async () => {
  const { length } = stage.forge.calls;
  await says('Approved.', { inReview: true });
  await says('', { inReview: true });
  expect(stage.forge.calls).toHaveLength(length);
});
