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
const reasons = async () => (await stage.store.keptOfPullRequest(stage.shop.id, 12)).exemption?.reason;
const reactions = () => stage.forge.reactions.map(({ content }) => content);

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
