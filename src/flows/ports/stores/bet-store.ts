import type { BetRecord, MergedBet } from '../../../domain/bet/bet-record.ts';
import type { BetState } from '../../../domain/bet/lifecycle.ts';

/** Bets, whole or as a release or a push asks for them. */
export interface BetStore {
  betOf(repositoryId: number, number: number): Promise<BetRecord | undefined>;
  bet(id: string): Promise<BetRecord | undefined>;
  /** @param heardAt now: kept of a bet that is new */
  saveBet(bet: BetRecord, heardAt?: Date): Promise<void>;
  deleteBet(id: string): Promise<void>;
  /** Bets of a repository in one of these states whose merge is not older than `since`, oldest first. */
  betsMergedSince(repositoryId: number, since: Date, states: BetState[]): Promise<MergedBet[]>;
  /** Those of these pull requests that have a bet; oldest merge first. */
  betsNumbered(repositoryId: number, numbers: number[]): Promise<MergedBet[]>;
  /** The bet whose merge commit has this SHA or begins with it (at least 7 characters). */
  betByMergeSha(repositoryId: number, sha: string): Promise<MergedBet | undefined>;
}
