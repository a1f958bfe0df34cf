import { goingLive, type LiveWord } from '../../domain/bet/go-live.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import type { World } from '../ports/world.ts';
import { startClock } from '../release/ship-bet.ts';

/** `/soundings live`, and what a system says by a token: the change reached its users then. It starts the clock where GitHub cannot know. */
export async function goLive(
  world: World,
  repository: Repository,
  number: number,
  { by, ...word }: LiveWord & { by: string },
): Promise<Reply | undefined> {
  const bet = await world.store.betOf(repository.id, number);
  const going = goingLive(bet, word);
  if (going.kind === 'refused') {
    const { because, mergedAt } = going;
    return { kind: 'cannot-go-live', because, ...(mergedAt && { mergedAt }) };
  }
  if (bet && going.kind === 'starts')
    await startClock(world, bet, { on: 'live', by, sha: bet.mergeSha ?? '' }, going.shippedAt);
  return undefined;
}
