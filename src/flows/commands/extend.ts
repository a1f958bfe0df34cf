import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { extended } from '../../domain/bet/transitions.ts';
import { day } from '../../domain/day.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import { recordBet } from '../forecast/record-bet.ts';
import { refreshOthers } from '../forecast/refresh-others.ts';
import type { SaidComment } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { publishVerdictLabel } from '../publish/publish-verdict-label.ts';
import { cancelClock } from '../release/ship-bet.ts';

/** `/soundings extend 15d`: a last readout that could not tell is followed by one more, of a longer window, which concludes. */
export async function extend(
  world: World,
  repository: Repository,
  { number, commentId, at }: SaidComment,
  days: number,
  by: string,
): Promise<Reply | undefined> {
  const bet = await world.store.betOf(repository.id, number);
  // The same comment read again: the first try may have ended before the label was taken away.
  if (bet?.extended?.comment === commentId) return takeLabelAway(world, bet);
  const because = whyNot(bet);
  if (because !== undefined) return { kind: 'cannot-extend', because };
  if (!bet?.shippedAt) return { kind: 'cannot-extend', because: 'no-bet' };
  const last = (await world.store.checkpoints(bet.id)).findLast(({ kind, final }) => kind === 'readout' && final);
  const afterDays = (last?.afterDays ?? 0) + days;
  const dueAt = new Date(bet.shippedAt.getTime() + afterDays * day);
  const next = extended(bet, { days, by, at, until: dueAt, comment: commentId });
  await world.store.transaction(async (tx) => {
    await cancelClock(tx, bet);
    await recordBet(tx, next);
    await tx.saveCheckpoints(bet.id, [{ kind: 'readout', afterDays, dueAt, final: true }]);
    await refreshOthers(tx, bet, next);
  });
  return takeLabelAway(world, next);
}

/** Until it has a verdict again it has none. */
async function takeLabelAway(world: World, { repository, number, state }: BetRecord): Promise<undefined> {
  if (state === 'shipped') await publishVerdictLabel(world, repository, number, undefined);
}

function whyNot(bet: BetRecord | undefined) {
  if (!bet) return 'no-bet';
  if (bet.extended) return 'once';
  if (bet.state !== 'concluded') return bet.state;
  if (bet.decision) return 'decided';
  return bet.verdict === 'inconclusive' ? undefined : 'conclusive';
}
