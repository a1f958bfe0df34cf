import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Store } from '../ports/store.ts';

/** Saves what became of a bet, and has its forecast say so: in one transaction, or a try that ends in between would leave the forecast behind. */
export async function recordBet(tx: Store, bet: BetRecord): Promise<void> {
  await tx.saveBet(bet);
  await tx.enqueue({ kind: 'forecast', repositoryId: bet.repository.id, number: bet.number });
}
