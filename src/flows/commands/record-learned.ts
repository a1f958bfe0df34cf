import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { learned } from '../../domain/bet/transitions.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import { renderLearned } from '../../render/readout/question-comment.ts';
import { disclosureForBet } from '../audience/disclosure-for.ts';
import { recordBet } from '../forecast/record-bet.ts';
import type { SaidComment } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { publishComment } from '../publish/publish-comment.ts';

/** `/soundings learned "..."`: what a pull request of discovery found out, whatever became of it. A later word replaces an earlier one. */
export async function recordLearned(
  world: World,
  repository: Repository,
  { number, at }: SaidComment,
  text: string,
  by: string,
): Promise<Reply | undefined> {
  const bet = await world.store.betOf(repository.id, number);
  if (bet?.bet.track !== 'discovery') return { kind: 'not-discovery', state: bet?.state ?? 'no-bet' };
  await saveLearned(world, bet, { text, by, at });
  return undefined;
}

export async function saveLearned(
  world: World,
  bet: BetRecord,
  words: NonNullable<BetRecord['learned']>,
): Promise<void> {
  const { store } = world;
  await store.transaction(async (tx) => {
    await recordBet(tx, learned(bet, words));
    for (const checkpoint of await tx.checkpoints(bet.id))
      if (checkpoint.kind === 'learning' && checkpoint.status === 'pending')
        await tx.updateCheckpoint({ ...checkpoint, status: 'cancelled' });
  });
  const { repository, number } = bet;
  if (await store.comment(repository.id, number, 'question', 'learning'))
    await publishComment(world, repository, number, {
      kind: 'question',
      key: 'learning',
      body: renderLearned(words, (await disclosureForBet(world, bet)).words),
    });
}
