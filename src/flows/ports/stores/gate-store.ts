import type { NonBet } from '../../../domain/declaration/declaration.ts';
import type { EarlierBet } from '../../../domain/gate/earlier-bets.ts';
import type { Exemption } from '../../../domain/gate/facts.ts';
import type { Repository } from '../../../domain/repository.ts';
import type { ChangedPaths, GateResult, HeadMember, Labelling, OnHead, StoredCheck } from '../stored.ts';

/** What the gate keeps of a pull request. */
export interface GateStore {
  check(repositoryId: number, number: number): Promise<StoredCheck | undefined>;
  /** A head has one run: all that have this head know it from then on, and it shows what this one says. Resolves to who is open there, as `openOn`. */
  saveRun(repositoryId: number, number: number, run: StoredCheck): Promise<HeadMember[]>;
  /** What is kept of its run is forgotten where the head is another one than before. What it concluded stays where it is no longer open. */
  saveOnHead(repositoryId: number, standing: Omit<OnHead, 'digest'>): Promise<void>;
  /** Open pull requests on a head, in the order of their numbers, and what is known of its run; twenty at most. */
  openOn(repositoryId: number, headSha: string): Promise<HeadMember[]>;
  /** The head on which a pull request was last, and which are open there; and whether its runs are known here whatever its head. */
  lastHead(repositoryId: number, number: number): Promise<{ headSha?: string; open: number[]; isRemembered: boolean }>;
  /** true: this is the first pull request on which somebody has been shown a failure, in what this owner has. */
  claimFirstFailure(repository: Repository, authorId: number, number: number): Promise<boolean>;
  /** Pull request whose check or head this is, for events that carry no number (facts 20, 21). */
  numberByHead(repositoryId: number, headSha: string): Promise<number | undefined>;
  /** Asked for once a head and base. */
  changedPaths(repositoryId: number, number: number): Promise<ChangedPaths | undefined>;
  saveChangedPaths(repositoryId: number, number: number, changed: ChangedPaths): Promise<void>;
  /** The latest bets of the repository, this one apart; those on hundreds of files say nothing of any. */
  earlierBets(repositoryId: number, number: number): Promise<EarlierBet[]>;
  saveExemption(repositoryId: number, number: number, exemption: Exemption): Promise<void>;
  /** Who set the labels of a pull request that may exempt it. */
  labellings(repositoryId: number, number: number): Promise<Labelling[]>;
  saveLabelling(repositoryId: number, number: number, labelling: Labelling): Promise<void>;
  forgetLabelling(repositoryId: number, number: number, label: string): Promise<void>;
  saveNonBet(repositoryId: number, number: number, nonBet: NonBet, at: Date): Promise<void>;
  saveGateResult(repositoryId: number, number: number, result: GateResult): Promise<void>;
}
