import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { placesOf } from '../../domain/bet/carrier.ts';
import { isOfItsFamily } from '../../domain/release/ship-rules.ts';
import type { Repository } from '../../domain/repository.ts';
import { recordBet } from '../forecast/record-bet.ts';
import type { World } from '../ports/world.ts';
import { contains } from '../release/ship-bet.ts';
import { dueCheckpoints } from './due-checkpoints.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';

/** A month after its merge a bet is in no release: its forecast says so, and what may be the reason. */
export async function tellUnreleased(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
): Promise<ReadoutOutcome> {
  const { store } = world;
  const bet = await store.betOf(repository.id, number);
  const [due] = bet ? await dueCheckpoints(world, bet, ['release'], now) : [];
  if (!bet || !due) return { status: 'nothing-due' };
  const unreleased = bet.state === 'merged' ? await whyUnreleased(world, bet, now) : undefined;
  await store.transaction(async (tx) => {
    await tx.updateCheckpoint({ ...due, attempts: due.attempts + 1, status: unreleased ? 'done' : 'cancelled' });
    if (unreleased) await recordBet(tx, { ...bet, unreleased });
  });
  return { status: 'nothing-due' };
}

async function whyUnreleased(world: World, bet: BetRecord, since: Date): Promise<NonNullable<BetRecord['unreleased']>> {
  const { repository, mergedAt = since } = bet;
  const signals = await world.store.signalsSince(repository.id, mergedAt);
  const releases = signals.filter(({ signal }) => isOfItsFamily(bet, signal)).length;
  const isOnBranches = placesOf(bet).every(({ branch }) => branch !== undefined);
  const elsewhere = isOnBranches && !(await contains(world, bet, { sha: repository.defaultBranch }));
  return { since, releases, ...(elsewhere ? { elsewhere } : {}) };
}
