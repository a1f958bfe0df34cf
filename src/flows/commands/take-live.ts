import { goingLive, type LiveWord } from '../../domain/bet/go-live.ts';
import { releaseReplies } from '../../render/commands/reply-release.ts';
import type { LiveTaken, LiveWish } from '../ports/pushed.ts';
import type { Store } from '../ports/store.ts';

/**
 * What a system says of a change of the owner whose store it is. The answer rests on what is known now; the clock is started under the pull request's
 * subject, as everything is that changes a bet. `by`: what is told of who said it.
 */
export async function takeLive(
  store: Pick<Store, 'repositoryNamed' | 'betOf' | 'betByMergeSha' | 'enqueue'>,
  ownerId: number,
  { repository: name, number, sha, at }: LiveWish,
  { saidAt, by }: { saidAt: Date; by: string },
): Promise<LiveTaken> {
  const repository = await store.repositoryNamed(ownerId, name);
  if (!repository) return { kind: 'unknown', what: 'repository' };
  const found = number ?? (await store.betByMergeSha(repository.id, sha ?? ''))?.number;
  if (found === undefined) return { kind: 'unknown', what: 'sha' };
  const word: LiveWord = { at: at ?? saidAt, saidAt };
  const going = goingLive(await store.betOf(repository.id, found), word);
  if (going.kind === 'refused')
    return { kind: 'refused', why: releaseReplies['cannot-go-live']({ ...going, kind: 'cannot-go-live' }) };
  const isNew = going.kind === 'starts';
  if (isNew)
    await store.enqueue({
      ...{ kind: 'live', repositoryId: repository.id, number: found, by },
      ...{ at: word.at.toISOString(), saidAt: saidAt.toISOString() },
    });
  return { kind: 'taken', number: found, isNew, ...(isNew && { shippedAt: going.shippedAt }) };
}
