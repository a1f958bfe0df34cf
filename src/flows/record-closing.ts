import type { Repository } from '../domain/facts.ts';
import type { BetRecord, World } from './ports.ts';
import { refreshOthers } from './refresh-others.ts';
import { tellHypotheses } from './tell-hypotheses.ts';

/** Closed without a merge: the bet is off the table, and other forecasts stop naming it. Reopening brings it back. */
export async function recordClosing({ store }: World, repository: Repository, number: number): Promise<void> {
  const bet = await store.betOf(repository.id, number);
  if (bet?.state !== 'open') return;
  const closed: BetRecord = { ...bet, state: 'closed' };
  await store.transaction(async (tx) => {
    await tx.saveBet(closed);
    await refreshOthers(tx, bet, closed);
    await tellHypotheses(tx, bet, closed);
  });
}
