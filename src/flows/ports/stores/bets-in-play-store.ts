import type { BetRecord } from '../../../domain/bet/bet-record.ts';
import type { Issue } from '../../../domain/hypothesis/issue.ts';
import type { InPlay } from '../../../domain/lint/lint-basis.ts';
import type { Repository } from '../../../domain/repository.ts';
import type { BetAddress } from '../job.ts';
import type { KnownBet, LivingBet } from '../stored.ts';

/** What bets share with each other: metrics, key results, hypotheses, releases. */
export interface BetsInPlayStore {
  /** Newest first. */
  livingBets(repositoryId: number, most: number): Promise<LivingBet[]>;
  /**
   * Other bets of the owner on one of the bet's metrics, or on one above or below it by the map that the bet was made under, at most 20:
   * those that are open, merged or shipped; with `shippedSince` those that shipped since then, concluded ones too.
   */
  otherBets(bet: BetRecord, shippedSince?: Date): Promise<KnownBet[]>;
  /** What bets that are open, merged or shipped are about: of a whole owner, by its present name, or of some repositories. */
  inPlay(of: { owner: string } | { repositoryIds: number[] }): Promise<InPlay>;
  /** Repositories of the owner that have such bets. */
  repositoriesInPlay(ownerId: number): Promise<Repository[]>;
  /** Open pull requests of the owner whose bet rests on this issue. */
  openBetsOn(ownerId: number, issue: Pick<Issue, 'owner' | 'repository' | 'number'>): Promise<BetAddress[]>;
  /** Bets of a repository that shipped by the same signal, this one left out. */
  shippedTogether(bet: BetRecord): Promise<number[]>;
}
