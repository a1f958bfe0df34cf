import type { BetRecord, CheckpointRecord, MergedBet } from '../../domain/bet/bet-record.ts';
import type { Checkpoint } from '../../domain/bet/checkpoint.ts';
import type { BetState, ShipSignal } from '../../domain/bet/lifecycle.ts';
import type { Challenge } from '../../domain/commands/challenge.ts';
import type { NonBet } from '../../domain/declaration/declaration.ts';
import type { Exemption } from '../../domain/gate/facts.ts';
import type { HypothesisStanding } from '../../domain/hypothesis/hypothesis-standing.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import type { KeptHypothesis } from '../../domain/hypothesis/near-hypotheses.ts';
import type { EdgeTrial, NewOutcome, TrackRecord } from '../../domain/ledger/track-record.ts';
import type { InPlay } from '../../domain/lint/lint-basis.ts';
import type { Reverted } from '../../domain/release/find-reverts.ts';
import type { Repository } from '../../domain/repository.ts';
import type { BetAddress, Job, Reverter } from './job.ts';
import type {
  CommentKind,
  EdgeAlarm,
  GateResult,
  GoodMap,
  KnownBet,
  Labelling,
  LivingBet,
  StoredCheck,
  StoredComment,
  Written,
} from './stored.ts';

/** State. All methods may run inside `transaction`, which hands out a store bound to it. */
export interface Store {
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Enqueued in the same transaction as the state change that causes it. `after`: not before then, and nothing waits for it until then. */
  enqueue(job: Job, after?: Date): Promise<void>;

  /**
   * Something that one replica does now and then, whichever comes first.
   * @returns whether it is to be done; if not, it was begun since `before`, or another replica is quicker.
   */
  claimRound(name: string, now: Date, before: Date): Promise<boolean>;
  /** Up to when it is done; the epoch: never, or nobody can tell, since the clock was set back. */
  roundDone(name: string, now: Date): Promise<Date>;
  saveRoundDone(name: string, upTo: Date): Promise<void>;
  /** Which of these deliveries have reached us, by guid. */
  knownDeliveries(guids: string[]): Promise<string[]>;
  /** Repositories not swept since an instant, marked as swept from now on; none of suspended installations. Those longest ago first. */
  claimSweeps(now: Date, before: Date, most: number): Promise<{ repositoryId: number; since: Date }[]>;
  /**
   * The next numbers, the newest first, on which everything is to be written anew, of one repository; in the transaction that puts their jobs into the
   * queue. `begins`: they are its first. Undefined: there is nothing to be written anew.
   */
  claimRewrites(
    most: number,
  ): Promise<
    { repository: { id: number; owner: string; name: string }; numbers: number[]; begins: boolean } | undefined
  >;
  checkedHeads(repositoryId: number): Promise<{ number: number; headSha: string }[]>;
  /** Which of these merged pull requests we know to be merged. */
  indexedMerges(repositoryId: number, numbers: number[]): Promise<number[]>;
  /** Keys of the signals since an instant whose jobs are in the queue, or have been. */
  handledSignals(repositoryId: number, since: Date): Promise<string[]>;
  /** Newest first. */
  livingBets(repositoryId: number, most: number): Promise<LivingBet[]>;
  /** It was deleted on GitHub: the next evaluation writes it anew. */
  forgetForecast(repositoryId: number, number: number): Promise<void>;

  repository(id: number): Promise<Repository | undefined>;
  /** One that we have heard of, by its present name. */
  repositoryNamed(ownerId: number, name: string): Promise<Repository | undefined>;
  /** `confirmedAt`: when GitHub itself said so. One that was private, and is so no more, has everything written anew that was written of it. */
  rememberRepository(repository: Repository, confirmedAt?: Date): Promise<void>;
  confirmedRepository(id: number): Promise<{ repository: Repository; confirmedAt?: Date } | undefined>;
  /** Since when GitHub has it no more, or not for us. */
  goneSince(id: number): Promise<Date | undefined>;
  /** Nothing is due for them any more. Those of this installation alone; which they are. */
  repositoriesGone(ids: number[], installationId: number, at: Date): Promise<number[]>;
  repositoryBack(id: number): Promise<void>;

  /**
   * Whatever is older than `now` may have been written on without this database knowing. A process cannot tell the database that it left from an older
   * copy of it, nor an empty one from one that nothing was written from.
   */
  beginMemory(now: Date): Promise<void>;
  /** Counts up, over all replicas. `before`: what stood there; less than what was returned once: this is an older copy of the database. */
  beat(): Promise<{ before: number; after: number }>;
  /** When GitHub says that a pull request or issue was opened: those that are younger than the memory cost no looking. */
  noteOpened(repositoryId: number, number: number, at: Date): Promise<void>;
  /** Whether all that we have written there is known here: it is younger than the memory, or has been looked through since. */
  isRemembered(repositoryId: number, number: number, what: Written): Promise<boolean>;
  saveRecollected(repositoryId: number, number: number, what: Written): Promise<void>;
  /** Whether what happened then is within the memory. */
  reachesBackTo(repositoryId: number, at: Date): Promise<boolean>;

  check(repositoryId: number, number: number): Promise<StoredCheck | undefined>;
  saveCheck(repositoryId: number, number: number, check: StoredCheck): Promise<void>;
  /** Pull request whose check or head this is, for events that carry no number (facts 20, 21). */
  numberByHead(repositoryId: number, headSha: string): Promise<number | undefined>;
  comment(repositoryId: number, number: number, kind: CommentKind, key: string): Promise<StoredComment | undefined>;
  commentsOn(repositoryId: number, number: number): Promise<StoredComment[]>;
  saveComment(repositoryId: number, number: number, comment: StoredComment): Promise<void>;
  /** Fingerprint of what the published forecast rests on: while it is the same, the metrics are not read again. */
  forecastBasis(repositoryId: number, number: number): Promise<string | undefined>;
  saveForecastBasis(repositoryId: number, number: number, basis: string): Promise<void>;
  /** Changed paths by head SHA: asked for once a head. */
  changedPaths(repositoryId: number, number: number, headSha: string, baseRef: string): Promise<string[] | undefined>;
  saveChangedPaths(
    repositoryId: number,
    number: number,
    headSha: string,
    baseRef: string,
    paths: string[],
  ): Promise<void>;
  exemption(repositoryId: number, number: number): Promise<Exemption | undefined>;
  saveExemption(repositoryId: number, number: number, exemption: Exemption): Promise<void>;

  /** Who set the labels of a pull request that may exempt it. */
  labellings(repositoryId: number, number: number): Promise<Labelling[]>;
  saveLabelling(repositoryId: number, number: number, labelling: Labelling): Promise<void>;
  forgetLabelling(repositoryId: number, number: number, label: string): Promise<void>;

  betOf(repositoryId: number, number: number): Promise<BetRecord | undefined>;
  bet(id: string): Promise<BetRecord | undefined>;
  saveBet(bet: BetRecord): Promise<void>;
  saveNonBet(repositoryId: number, number: number, nonBet: NonBet, at: Date): Promise<void>;
  deleteBet(id: string): Promise<void>;
  /** Bets of a repository in one of these states whose merge is not older than `since`, oldest first. */
  betsMergedSince(repositoryId: number, since: Date, states: BetState[]): Promise<MergedBet[]>;
  /** Those of these pull requests that have a bet; oldest merge first. */
  betsNumbered(repositoryId: number, numbers: number[]): Promise<MergedBet[]>;
  /** The bet whose merge commit has this SHA or begins with it (at least 7 characters). */
  betByMergeSha(repositoryId: number, sha: string): Promise<MergedBet | undefined>;
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
  saveGateResult(repositoryId: number, number: number, result: GateResult): Promise<void>;

  /**
   * Writes down what a merged text says it takes back: what it names may be heard of after it. In the transaction that looks for what is named, and of
   * two at once in a repository the second waits for the first.
   */
  saveReverts(repositoryId: number, by: Reverter, reverted: Reverted): Promise<void>;
  /** What these pull requests and commits say they take back themselves. */
  revertedBy(repositoryId: number, by: Reverted): Promise<Reverted>;
  /** Who says to take this merge back, oldest first. Waits as `saveReverts` does. */
  revertersOf(repositoryId: number, merge: { number?: number; sha?: string }): Promise<Reverter[]>;

  /** What is known of these issues as hypotheses, in their order; undefined: nothing. Repositories by their present name. */
  hypothesisStandings(
    ownerId: number,
    issues: Pick<Issue, 'owner' | 'repository' | 'number'>[],
  ): Promise<(HypothesisStanding | undefined)[]>;
  /** Hypotheses of a repository, the newest first. */
  keptHypotheses(repositoryId: number): Promise<KeptHypothesis[]>;
  saveHypothesisStanding(repositoryId: number, number: number, standing: HypothesisStanding): Promise<void>;
  deleteHypothesisStanding(repositoryId: number, number: number): Promise<void>;

  /** Challenges of the owner that nobody has answered, oldest first; of these subjects (names, in small letters), or all. */
  openChallenges(ownerId: number, subjects?: string[]): Promise<Challenge[]>;
  challenge(id: string): Promise<Challenge | undefined>;
  challengeByIssue(repositoryId: number, number: number): Promise<Challenge | undefined>;
  saveChallenge(ownerId: number, challenge: Challenge): Promise<void>;

  /** Somebody without write access is answered in words once a day, by owner. false: they were, to something else (`key`) than this. */
  claimWords(repository: Repository, login: string, key: string, now: Date): Promise<boolean>;

  /** Of a bet that concludes; the same again replaces what was there. An effect that is shared is counted once, whoever concludes at once. */
  saveOutcomes(ownerId: number, outcomes: NewOutcome[]): Promise<void>;
  /**
   * How counted bets on a metric went, of the whole owner; `team` or `repositoryId` instead of a metric: those whose first movement is
   * theirs. `before`: those that had concluded by then.
   */
  trackRecord(
    ownerId: number,
    of: { metric: string } | { team: string } | { repositoryId: number },
    before?: Date,
  ): Promise<TrackRecord>;
  saveEdgeTrials(ownerId: number, trials: EdgeTrial[]): Promise<void>;
  /** Trials of the edges that go up from these metrics, or of all edges, oldest first; the latest 400 at most. */
  edgeTrials(ownerId: number, lowers?: string[]): Promise<EdgeTrial[]>;
  /**
   * Writes down that the alarm of an edge is raised on this pull request. false: it stands on another one already, and no bet was followed
   * since. `followedAt`: when the upper metric followed last.
   */
  claimEdgeAlarm(ownerId: number, alarm: EdgeAlarm, followedAt?: Date): Promise<boolean>;

  /** Bets of a repository that shipped by the same signal, this one left out. */
  shippedTogether(bet: BetRecord): Promise<number[]>;

  /** A release or deployment that counts, kept so that a merge heard of later still finds it. The same key again changes nothing. */
  recordSignal(repositoryId: number, key: string, signal: ShipSignal, at: Date): Promise<void>;
  /** In the transaction that puts the jobs of a signal into the queue. */
  signalHandled(repositoryId: number, key: string): Promise<void>;
  /** Oldest first. */
  signalsSince(repositoryId: number, since: Date): Promise<{ signal: ShipSignal; at: Date }[]>;
  lastDeployed(repositoryId: number, environment: string): Promise<{ sha: string; at: Date } | undefined>;
  saveDeployed(repositoryId: number, environment: string, sha: string, at: Date): Promise<void>;

  /** The same checkpoint (kind and due date) again changes nothing. */
  saveCheckpoints(betId: string, checkpoints: Checkpoint[]): Promise<void>;
  cancelCheckpoints(betId: string): Promise<void>;
  checkpoints(betId: string): Promise<CheckpointRecord[]>;
  updateCheckpoint(checkpoint: CheckpointRecord): Promise<void>;
  /** Bets with a pending checkpoint due by `now`, however lately it was tried. */
  betsDue(now: Date): Promise<({ betId: string; dueAt: Date } & BetAddress)[]>;
  /**
   * Those whose time to be tried has come, at most so many, the installations in turn. They are not named again within an hour, as it takes that long
   * before a job that has no room comes to its turn.
   */
  claimDue(now: Date, most: number): Promise<BetAddress[]>;
  /** A job for what was due of a bet was given up: the next one comes after an hour, then after longer and longer rests, a week at most. */
  restDue(repositoryId: number, number: number, now: Date): Promise<void>;

  mapFiles(repositoryId: number): Promise<{ lastGood?: GoodMap; broken?: { version: string; commit: string } }>;
  saveMapState(
    repositoryId: number,
    state: { lastGood?: GoodMap; broken?: { version: string; commit: string } },
  ): Promise<void>;

  /**
   * Writes down that everything of an installation is to be removed, which is all that will be left of it. `uninstalled`: what still comes of it
   * is dropped. `ownerId`: whose it is, if that is known otherwise.
   */
  startPurge(installationId: number, uninstalled: boolean, ownerId?: number): Promise<void>;
  /** Removes a portion of what is known of an installation and of its owner. true: there is more. */
  purgeSome(installationId: number): Promise<boolean>;
  purgeSomeOfRepository(repositoryId: number): Promise<boolean>;
  /** Installations of an owner by login, whatever its case, with the names of their repositories. */
  installationsOf(owner: string): Promise<{ id: number; repositories: string[] }[]>;
  knownInstallations(): Promise<{ id: number; suspended: boolean }[]>;
  suspendInstallation(installationId: number, suspended: boolean): Promise<void>;
}
