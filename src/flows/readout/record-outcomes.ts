import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { outcomesOf } from '../../domain/readout/outcomes-of.ts';
import type { Readout } from '../../domain/readout/readout.ts';
import type { Store } from '../ports/store.ts';

/**
 * What a concluded bet adds to the record. It stays there when the bet is reverted later: what was measured stays true. A bet that still
 * waits for its data has not concluded and adds nothing yet.
 */
export async function recordOutcomes(store: Store, bet: BetRecord, readout: Readout, now: Date): Promise<void> {
  const { ownerId } = bet.repository;
  const standings = await store.hypothesisStandings(ownerId, bet.bet.hypotheses);
  const [oldest] = standings
    .flatMap((standing) => standing?.history[0]?.at ?? [])
    .sort((one, other) => one.getTime() - other.getTime());
  await store.saveOutcomes(ownerId, outcomesOf(bet, readout, now, oldest));
}
