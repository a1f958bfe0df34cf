import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { goingLive, type LiveWord } from '../../domain/bet/go-live.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import { evaluatePullRequest } from '../gate/evaluate-pull-request.ts';
import type { World } from '../ports/world.ts';
import { startClock } from '../release/ship-bet.ts';

/** `/soundings live`, and what a system says by a token: the change reached its users then. It starts the clock where GitHub cannot know. */
export async function goLive(
  world: World,
  repository: Repository,
  number: number,
  { by, ...word }: LiveWord & { by: string },
): Promise<Reply | undefined> {
  const bet = await readMergeBefore(world, repository, number);
  const going = goingLive(bet, word);
  if (going.kind === 'refused') {
    const { because, mergedAt } = going;
    return { kind: 'cannot-go-live', because, ...(mergedAt && { mergedAt }) };
  }
  if (bet && going.kind === 'starts')
    await startClock(world, bet, { on: 'live', by, sha: bet.mergeSha ?? '' }, going.shippedAt);
  return undefined;
}

/** Deliveries come in any order: what is not known to be merged is read before anybody is told that it is not. */
async function readMergeBefore(world: World, repository: Repository, number: number): Promise<BetRecord | undefined> {
  const bet = await world.store.betOf(repository.id, number);
  if (bet && bet.state !== 'open' && bet.state !== 'closed') return bet;
  await evaluatePullRequest(world, repository, number);
  return world.store.betOf(repository.id, number);
}
