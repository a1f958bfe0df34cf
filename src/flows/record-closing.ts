import type { Repository } from '../domain/facts.ts';
import type { World } from './ports.ts';

/** Closed without a merge: the bet is off the table, and other forecasts stop naming it. Reopening brings it back. */
export async function recordClosing({ store }: World, repository: Repository, number: number): Promise<void> {
  const bet = await store.betOf(repository.id, number);
  if (bet?.state === 'open') await store.saveBet({ ...bet, state: 'closed' });
}
