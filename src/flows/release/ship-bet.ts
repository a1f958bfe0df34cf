import type { BetRecord, MergedBet } from '../../domain/bet/bet-record.ts';
import { placesOf } from '../../domain/bet/carrier.ts';
import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { scheduleCheckpoints } from '../../domain/bet/schedule.ts';
import { isMeasured, shipped, shippedEarlier, startsClock } from '../../domain/bet/transitions.ts';
import { isOfItsFamily, mayHoldSince } from '../../domain/release/ship-rules.ts';
import type { Repository } from '../../domain/repository.ts';
import { recordBet } from '../forecast/record-bet.ts';
import { refreshOthers } from '../forecast/refresh-others.ts';
import type { World } from '../ports/world.ts';
import { publishVerdictLabel } from '../publish/publish-verdict-label.ts';
import { isHeld } from './holds.ts';
import { shippedNotice } from './shipped-notice.ts';
import { isTakenBackIn } from './taken-back-there.ts';

/**
 * Shipped: the clock starts and the checkpoints are set, in one transaction. A bet that ships already is left alone, so the same
 * release heard of twice, or a crash half-way, starts no clock twice.
 * @param holds the merge commit that was found in the release. If the bet has been brought back by another one since, that one was held against
 * the releases when it came.
 */
export async function shipBet(
  world: World,
  repository: Repository,
  number: number,
  signal: ShipSignal,
  at: Date,
  holds?: string,
): Promise<void> {
  const bet = await world.store.betOf(repository.id, number);
  if (!bet || (holds !== undefined && holds !== bet.mergeSha) || !isOfItsFamily(bet, signal)) return;
  const starts = startsClock(bet) || (shippedEarlier(bet, signal, at) && (await isUntouched(world, bet)));
  if (starts && !(await isTakenBackIn(world, bet, signal))) await startClock(world, bet, signal, at);
}

/** No readout was tried or posted: what people have read keeps its window. */
export async function isUntouched({ store }: World, { id }: BetRecord): Promise<boolean> {
  const ofTheClock = (await store.checkpoints(id)).filter(({ kind }) => kind !== 'learning' && kind !== 'release');
  return ofTheClock.every(({ status, attempts }) => status === 'cancelled' || (status === 'pending' && attempts === 0));
}

export async function startClock(world: World, bet: BetRecord, signal: ShipSignal, at: Date): Promise<void> {
  const next = shipped(bet, signal, at);
  if (bet.undoing) await publishVerdictLabel(world, bet.repository, bet.number, undefined);
  await world.store.transaction(async (tx) => {
    await cancelClock(tx, bet);
    await recordBet(tx, next);
    await tx.saveCheckpoints(
      bet.id,
      scheduleCheckpoints(next.shippedAt, bet.map.followUp.afterDays, bet.bet, bet.map.metrics),
    );
    await refreshOthers(tx, bet, next);
  });
  await world.outlets.tell(bet.repository, shippedNotice(next));
}

/** Keep the learning question: its due date does not depend on the release. */
export async function cancelClock(tx: World['store'], { id }: BetRecord): Promise<void> {
  const questions = (await tx.checkpoints(id)).filter(
    ({ kind, status }) => kind === 'learning' && status === 'pending',
  );
  await tx.cancelCheckpoints(id);
  for (const question of questions) await tx.updateCheckpoint(question);
}

/** Deliveries come in any order: the release may have been heard of before the merge that it holds. */
export async function shipIfReleased(world: World, bet: BetRecord, onDefaultBranch: boolean): Promise<void> {
  if (!isMeasured(bet)) return;
  const mergedAt = bet.mergedAt ?? world.now();
  if (bet.map.release.on === 'merge') {
    if (onDefaultBranch && bet.mergeSha) await startClock(world, bet, { on: 'merge', sha: bet.mergeSha }, mergedAt);
    return;
  }
  for (const { signal, at } of await world.store.signalsSince(bet.repository.id, mayHoldSince(mergedAt)))
    if (
      isOfItsFamily(bet, signal) &&
      (await contains(world, bet, signal)) &&
      !(await isTakenBackIn(world, bet, signal))
    )
      return startClock(world, bet, signal, at);
}

export const contains = async (world: World, bet: MergedBet, signal: { sha: string }): Promise<boolean> =>
  (await standingOf(world, bet, signal)) === 'inside';

/** Whether a release holds the bet. `beside`: it does not, and is on another branch, which may have the change as a commit of its own. */
export async function standingOf(
  world: World,
  bet: MergedBet,
  signal: { sha: string },
): Promise<'inside' | 'beside' | 'outside'> {
  let beside = false;
  for (const { sha } of placesOf(bet)) {
    const ancestry = await world.forge.compare(bet.repository, sha, signal.sha);
    if (isHeld(ancestry)) return 'inside';
    beside ||= ancestry === 'diverged';
  }
  return beside ? 'beside' : 'outside';
}
