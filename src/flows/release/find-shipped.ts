import type { MergedBet } from '../../domain/bet/bet-record.ts';
import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { shippedEarlier } from '../../domain/bet/transitions.ts';
import { daysBefore } from '../../domain/day.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';
import { findPicked, followPicked } from './find-picked.ts';
import { standingOf } from './ship-bet.ts';

/** What has shipped for longer than this is not looked at again: its readouts are done. */
export const lookBackDays = 90;

/**
 * Journey 2: a release -> which merges does it hold -> each of them ships. The signal is kept with the jobs it causes, so that a merge
 * heard of later finds it.
 */
export async function findShipped(
  world: World,
  repository: Repository,
  signal: ShipSignal,
  at: Date,
  key: string,
): Promise<void> {
  const { store } = world;
  await store.recordSignal(repository.id, key, signal, at);
  const waiting = await store.betsMergedSince(repository.id, new Date(0), ['merged', 'reverted']);
  const shipped: MergedBet[] = [];
  const late = await store.betsMergedSince(repository.id, daysBefore(at, lookBackDays), ['shipped']);
  const mayShip = [
    ...waiting.filter((bet) => awaits(bet, signal)),
    ...late.filter((bet) => shippedEarlier(bet, signal, at)),
  ];
  const beside: MergedBet[] = [];
  for (const bet of mayShip) {
    const standing = await standingOf(world, bet, signal);
    if (standing === 'inside') shipped.push(bet);
    else if (standing === 'beside' && bet.state === 'merged') beside.push(bet);
  }
  const picked = await findPicked(world, repository, signal, beside);
  await store.transaction(async (tx) => {
    for (const { number, mergeSha: holds } of shipped)
      await tx.enqueue({
        ...{ kind: 'ship', repositoryId: repository.id, number, signal, at: at.toISOString() },
        ...(holds !== undefined && { holds }),
      });
    await followPicked(tx, picked);
    await tx.signalHandled(repository.id, key);
  });
}

/** Waiting for its release; or rolled back in this environment, which a later deployment can bring back. */
function awaits({ state, undoing }: MergedBet, signal: ShipSignal): boolean {
  if (state === 'merged') return true;
  return undoing?.by === 'rollback' && signal.on === 'deployment' && undoing.environment === signal.environment;
}
