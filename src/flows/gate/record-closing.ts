import { closed } from '../../domain/bet/transitions.ts';
import type { Repository } from '../../domain/repository.ts';
import { countsForOthers, refreshOthers } from '../forecast/refresh-others.ts';
import { tellHypotheses } from '../hypothesis/tell-hypotheses.ts';
import type { World } from '../ports/world.ts';

/** Closed without a merge: the bet is off the table, and other forecasts stop naming it. Reopening brings it back. */
export async function recordClosing(world: World, repository: Repository, number: number): Promise<void> {
  const { store } = world;
  const bet = await store.betOf(repository.id, number);
  const next = bet && closed(bet);
  if (!next) return;
  const isHeard = await countsForOthers(world, bet, next);
  await store.transaction(async (tx) => {
    await tx.saveBet(next);
    if (!isHeard) return;
    await refreshOthers(tx, bet, next);
    await tellHypotheses(tx, bet, next);
  });
}
