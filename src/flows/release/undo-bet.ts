import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Undoing } from '../../domain/bet/lifecycle.ts';
import { releaseReminder } from '../../domain/bet/reminders.ts';
import { partlyUndone, type Reapplication, reapplied, undone, unshipped } from '../../domain/bet/transitions.ts';
import type { Repository } from '../../domain/repository.ts';
import { recordBet } from '../forecast/record-bet.ts';
import { refreshOthers } from '../forecast/refresh-others.ts';
import type { World } from '../ports/world.ts';
import { publishVerdictLabel } from '../publish/publish-verdict-label.ts';
import { cancelClock, shipIfReleased } from './ship-bet.ts';

/** Taken out of measuring: no verdict follows, and the forecast says by what and when. */
export async function undoBet(world: World, repository: Repository, number: number, undoing: Undoing): Promise<void> {
  const bet = await world.store.betOf(repository.id, number);
  const next = bet && undone(bet, undoing);
  if (!next) return;
  await world.store.transaction(async (tx) => {
    await recordBet(tx, next);
    // An experiment is taken back when it is over, and asked what it taught all the same.
    await cancelClock(tx, bet);
    await refreshOthers(tx, bet, next);
  });
  await publishVerdictLabel(world, repository, number, 'reverted');
}

/** Of what was taken for its release it is heard only now that it was taken back there before. */
export async function unshipBet(world: World, bet: BetRecord, mergedAt: Date): Promise<BetRecord> {
  const next = unshipped(bet);
  await world.store.transaction(async (tx) => {
    await cancelClock(tx, bet);
    await recordBet(tx, next);
    await tx.saveCheckpoints(next.id, [releaseReminder(mergedAt)]);
    await refreshOthers(tx, bet, next);
  });
  return next;
}

/** Its forecast says so, and it goes on being measured. */
export async function noteRevertedPart(
  { store }: World,
  repository: Repository,
  number: number,
  by: NonNullable<BetRecord['partlyReverted']>[number],
): Promise<void> {
  const bet = await store.betOf(repository.id, number);
  const next = bet && partlyUndone(bet, by);
  if (next && next !== bet) await store.transaction((tx) => recordBet(tx, next));
}

/** Brought back by a revert of the revert: it waits for its release again, and gets a new window. */
export async function reapplyBet(
  world: World,
  repository: Repository,
  number: number,
  by: Reapplication,
): Promise<void> {
  const bet = await world.store.betOf(repository.id, number);
  const back = bet && reapplied(bet, by);
  if (!back) return;
  if (back !== bet)
    await world.store.transaction(async (tx) => {
      await recordBet(tx, back);
      if (back.state === 'merged') {
        await cancelClock(tx, bet);
        await tx.saveCheckpoints(back.id, [releaseReminder(by.at)]);
      }
      await refreshOthers(tx, bet, back);
    });
  await publishVerdictLabel(world, repository, number, undefined);
  // Also when it is back already: the first try may have ended before it looked for the release.
  if (back.state === 'merged') await shipIfReleased(world, back, true);
}
