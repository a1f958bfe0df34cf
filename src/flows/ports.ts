import type { Verdict } from '../analysis/verdict.ts';
import type { Bet, Issue, NonBet } from '../domain/bet.ts';
import type { ForecastBasis } from '../domain/build-forecast.ts';
import type { ReadoutBasis } from '../domain/build-readout.ts';
import type { Challenge } from '../domain/challenge.ts';
import type { CheckAction, CheckOutput } from '../domain/check-output.ts';
import type { Checkpoint } from '../domain/checkpoint.ts';
import type { Decision } from '../domain/decision.ts';
import type { Exemption, MapHome, MapProblem, MapState, PullRequest, Repository } from '../domain/facts.ts';
import type { Reverted } from '../domain/find-reverts.ts';
import type { Forecast, OtherBet } from '../domain/forecast.ts';
import type { HypothesisStanding, WantedChange } from '../domain/hypothesis.ts';
import type { Conclusion } from '../domain/judgement.ts';
import type { BetState, ShipSignal, Undoing } from '../domain/lifecycle.ts';
import type { InPlay } from '../domain/lint/lint-basis.ts';
import type { Metric } from '../domain/metric.ts';
import type { KeptHypothesis } from '../domain/near-hypotheses.ts';
import type { MapPlaces } from '../domain/outcome-map/map-places.ts';
import type { OutcomeMap } from '../domain/outcome-map.ts';
import type { Reading } from '../domain/reading.ts';
import type { Readout } from '../domain/readout.ts';
import type { withComparisons } from '../domain/sibling-comparison.ts';
import type { Standing } from '../domain/standing.ts';
import type { EdgeTrial, NewOutcome, TrackRecord } from '../domain/track-record.ts';
import type { Occurrence } from './occurrence.ts';

/*
 * What the flows need from the world. Adapters in github/, metrics/, db/ and jobs/ implement these; wiring.ts joins them.
 * A person's mistake is a value. A broken system is an exception (with a `cause`), and the job is tried again.
 */

/** A file of a repository at a ref. `undefined` from the forge means 404; any other trouble throws. */
export interface ForgeFile {
  sha: string;
  text: string;
  /** More than 1 MB: there is no text to be had, and `text` is empty. */
  tooLarge?: true;
}

export type { CheckOutput };

export interface CheckRun {
  headSha: string;
  conclusion: Conclusion;
  output: CheckOutput;
  actions: CheckAction[];
}

export interface NewIssue {
  title: string;
  body: string;
  labels: string[];
}

export type Ancestry = 'ahead' | 'behind' | 'identical' | 'diverged';

/** GitHub lets nobody, or not us, write there: the conversation is locked, or a right is not granted yet. Asking again soon is no use. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused';
}

/** People without write access have caused all that is written on their account for now. */
export class NoRoom extends WriteRefused {
  readonly until: Date;

  constructor(until: Date) {
    super('those without write access have caused all that may be written for now');
    this.until = until;
  }
}

type Happened<Kind extends Occurrence['kind']> = Extract<Occurrence, { kind: Kind }>;

/** GitHub. Every call addresses a repository; 404 is `undefined` where that is a possible answer. */
export interface Forge {
  pullRequest(repository: Repository, number: number): Promise<PullRequest | undefined>;
  /** All open pull requests; bounded at 1,000, newest first. */
  openPullRequests(repository: Repository): Promise<OpenPullRequest[]>;
  /** Numbers of those merged since; bounded at 1,000. */
  mergedSince(repository: Repository, since: Date): Promise<number[]>;
  /** Published since, oldest first; bounded at 1,000. */
  releasesSince(repository: Repository, since: Date): Promise<Happened<'release-published'>[]>;
  /** Those of the wanted that succeeded, created since, oldest first; bounded at the latest 100, as each costs a request. */
  deploymentsSince(
    repository: Repository,
    since: Date,
    isWanted: (deployment: Omit<Happened<'deployment-succeeded'>, 'kind' | 'at'>) => boolean,
  ): Promise<Happened<'deployment-succeeded'>[]>;
  changedPaths(repository: Repository, number: number): Promise<string[]>;
  /** Logins of the authors of all commits; undefined where GitHub knows none. */
  commitAuthors(repository: Repository, number: number): Promise<(string | undefined)[]>;
  /**
   * One that is in another repository, named there or moved there, only where it may be quoted here on the word of `by`, a person's login: what may
   * not is as if it did not exist.
   */
  issue(
    repository: Repository,
    number: number,
    by?: string,
    elsewhere?: { owner: string; name: string },
  ): Promise<Issue | undefined>;
  /** Issues linked in the sidebar, by GraphQL, as far as they may be quoted; an empty list (and a log line) where GraphQL fails. */
  closingIssues(repository: Repository, number: number, by: string): Promise<Issue[]>;
  /** The same repository as GitHub has it now, whatever its name and owner are by now; undefined: there is none that we may look into. */
  present(repository: Repository): Promise<Repository | undefined>;
  /** Another repository of the same owner, by its name; undefined where there is none that we may look into. */
  repositoryNamed(repository: Repository, name: string): Promise<Repository | undefined>;
  /** May this person read another repository, now, or a few minutes ago; without a login: may anybody. Everybody may read their own. */
  canRead(repository: Repository, other: { owner: string; name: string }, login?: string): Promise<boolean>;
  /** Who set a label last, by login, as far as the first and the last hundred events tell. */
  labelledBy(repository: Repository, number: number, label: string): Promise<string | undefined>;
  /** Has this person write access or more, now. */
  canWrite(repository: Repository, login: string): Promise<boolean>;
  /** A file of the repository, or of another one of the same owner. Default ref: the default branch. */
  file(repository: Repository, path: string, at?: { name?: string; ref?: string }): Promise<ForgeFile | undefined>;
  /** Latest commit on the default branch that touched the path. */
  lastCommitOf(repository: Repository, path: string, name?: string): Promise<string | undefined>;
  /** The commit a branch, tag or SHA stands for, tags peeled. */
  commitOf(repository: Repository, ref: string): Promise<string | undefined>;
  /** How `head` stands to `base`: ahead means that head contains base. Undefined: one of them does not exist. */
  compare(repository: Repository, base: string, head: string): Promise<Ancestry | undefined>;
  /** Each commit in base...head with its first parent, all pages; none where one of them does not exist. */
  commitsBetween(
    repository: Repository,
    base: string,
    head: string,
  ): Promise<{ sha: string; message: string; parent?: string }[]>;

  /** Throws `WriteRefused`, as the next two do. */
  createCheck(repository: Repository, run: CheckRun): Promise<number>;
  /** Our own check run named Soundings on this SHA, if there is one: asked for after a lost answer, for merge groups, and where the memory does not reach back. */
  ownCheck(repository: Repository, headSha: string): Promise<number | undefined>;
  /** false: the run is gone, create another. */
  updateCheck(repository: Repository, id: number, run: CheckRun): Promise<boolean>;
  /** Throws `WriteRefused`, as the next one does. */
  createComment(repository: Repository, number: number, body: string): Promise<number>;
  /**
   * Throws what writing a comment would throw where there is no room for one, new (`creates`) or edited, and counts nothing: asked before anything is spent
   * on what it would say.
   */
  room(repository: Repository, creates: boolean): Promise<void>;
  /** false: the comment is gone. */
  updateComment(repository: Repository, id: number, body: string): Promise<boolean>;
  /** Comments written by our own app, oldest first. */
  ownComments(repository: Repository, number: number): Promise<{ id: number; body: string }[]>;
  /** Labels and reactions that GitHub refuses are left undone; the log tells of the right that may be missing. */
  addLabel(repository: Repository, number: number, label: string): Promise<void>;
  removeLabel(repository: Repository, number: number, label: string): Promise<void>;
  /** Opens an issue by our own app; throws `WriteRefused` where issues are switched off. */
  createIssue(repository: Repository, issue: NewIssue): Promise<number>;
  /** The newest issues opened by our own app, at most 100: asked for after a lost answer, or where the memory does not reach back. */
  ownIssues(repository: Repository): Promise<{ number: number; body: string }[]>;
  react(repository: Repository, commentId: number, content: '+1' | '-1' | 'eyes' | 'confused'): Promise<void>;
}

export interface OpenPullRequest {
  number: number;
  headSha: string;
  updatedAt: Date;
}

/** A bet that is open, merged or being measured. */
export interface LivingBet {
  number: number;
  /** Its forecast; absent: it has not been written so far. */
  commentId?: number;
  /** Its pull request is open, as far as we know. */
  isOpen: boolean;
}

/** A delivery of which no attempt was taken in. */
export interface MissedDelivery {
  /** Of its latest attempt: what GitHub is asked to repeat. */
  id: number;
  guid: string;
  /** When it was tried first, and last. */
  at: Date;
  latest: Date;
  attempts: number;
}

/** The app's own webhook, as GitHub keeps it. */
export interface Hook {
  /** Tried for the first time since an instant, oldest first. */
  missed(since: Date): Promise<MissedDelivery[]>;
  redeliver(id: number): Promise<void>;
}

/** Who has installed the app, asked with the app's JWT. */
export interface Installations {
  all(): Promise<{ id: number; suspended: boolean }[]>;
  exists(id: number): Promise<boolean>;
  /** The installation that has this repository now, looked for by its name; undefined: none. */
  having(repository: Repository): Promise<number | undefined>;
}

/** On whose account something is written: the owner's, or that of people without write access, who get reactions apart from the rest. */
export type Account = 'owner' | 'guests' | 'reactions';

/** How much an installation may write, over all replicas. */
export interface WriteBudget {
  /** Undefined: granted, and counted. Otherwise when to ask again. `creates`: a comment or an issue that was not there before. */
  take(installationId: number, creates: boolean, now: Date, account?: Account): Promise<Date | undefined>;
  /** The same, and nothing is counted. */
  fullUntil(installationId: number, creates: boolean, now: Date, account?: Account): Promise<Date | undefined>;
  /** Removes what no longer counts. */
  forget(before: Date): Promise<void>;
}

/** Whom the operator means by a login: a name that was given up can be taken by anybody. */
export interface FirstOwners {
  /** Is this the owner that had the login first, as far as this database knows. */
  wasFirst(login: string, ownerId: number): Promise<boolean>;
}

/** Metric data. Failures are values. `from` inclusive, `to` exclusive. */
export interface MetricReader {
  /** `fresh`: somebody insists; what was read a moment ago will not do. */
  read(request: {
    owner: string;
    ownerId?: number;
    metric: Metric;
    from: Date;
    to: Date;
    fresh?: boolean;
  }): Promise<Reading>;
}

/**
 * A map that is not in force: what it says and where, or what is wrong with it. `unseen`: it extends a file that the map in force extends too and its
 * author may not read; nothing can be told of the two together without telling of that file.
 */
type ProposedMap = { map: OutcomeMap; places: MapPlaces } | { problems: MapProblem[] } | 'unseen';

/** What the outcome map of a repository is now. Throws when GitHub cannot be read (5xx): the job is tried again. */
export interface OutcomeMaps {
  inForce(repository: Repository): Promise<MapState>;
  /** The same as it was read within the last half minute, unless any replica has found another one since: for what follows at once from an event that read it. */
  lately(repository: Repository): Promise<MapState>;
  /** The repository's own map file as it is at a ref (the head of a pull request that edits it), `by` whom; undefined: it is gone. */
  proposedAt(repository: Repository, ref: string, by: string): Promise<ProposedMap | undefined>;
}

export type CommentKind =
  | 'forecast'
  | 'interim'
  | 'final'
  | 'alarm'
  | 'reference'
  | 'reply'
  /** A last readout that nobody has decided on, or what was learned by a pull request of discovery. */
  | 'question'
  /** The state of a hypothesis, on its issue. */
  | 'hypothesis';

export interface StoredComment {
  kind: CommentKind;
  /** Tells apart several comments of one kind: the guarded metric, the replied-to comment; '' otherwise. */
  key: string;
  /** Undefined: it was about to be posted when the process ended; look for its marker before posting. */
  commentId?: number;
  digest: string;
}

/** What is looked for on GitHub where this database may not know of it. */
export type Written = 'comments' | 'check';

export interface StoredCheck {
  headSha: string;
  /** Undefined: about to be created. */
  checkRunId?: number;
  digest: string;
}

export interface BetRecord {
  id: string;
  repository: Repository;
  number: number;
  title: string;
  author: string;
  state: BetState;
  /** As last read while open; frozen at merge. */
  bet: Bet;
  /** The declaration's source text at merge; a different body later is an amendment. */
  frozenBody?: string;
  amendedAt?: Date;
  /** When the pull request came to state a bet, if its merge was on record without one by then. */
  statedAfterMerge?: Date;
  mapVersion: string;
  map: OutcomeMap;
  mergedAt?: Date;
  /** The commit whose containment tells that it is released; after a re-apply, that of the re-apply. */
  mergeSha?: string;
  /** The branch that it was merged into; absent: the default branch. */
  branch?: string;
  shippedAt?: Date;
  signal?: ShipSignal;
  undoing?: Undoing;
  /** Brought back by a pull request, or by a commit pushed by itself (no number). */
  reapplied?: { number?: number; at: Date };
  /** What each metric's source answered at merge, by metric name: the baseline that the expectation is held against. */
  baseline?: Record<string, Reading>;
  /** Where the metrics above stood at the merge, by name. */
  standings?: Record<string, Standing>;
  delayed?: { metric: string; cause: string; since: Date; nextTry?: Date; until: Date };
  verdict?: Verdict;
  concludedAt?: Date;
  /** What the last readout recommends to do. */
  recommended?: Decision['what'];
  decision?: Decision;
  /** Decisions that a later one replaced, oldest first. */
  decidedBefore?: Decision[];
  /** What came of a pull request of discovery. */
  learned?: { text: string; by: string; at: Date };
}

/** What signals, and merges that take others back, ask of a merged bet. */
export type MergedBet = Pick<
  BetRecord,
  | 'id'
  | 'repository'
  | 'number'
  | 'branch'
  | 'state'
  | 'mergeSha'
  | 'mergedAt'
  | 'shippedAt'
  | 'signal'
  | 'undoing'
  | 'reapplied'
>;

/** What the gate concluded of a merged pull request. */
export interface GateResult {
  result: 'bet' | 'non-bet' | 'exempt' | 'no-reference';
  /** The reason of a non-bet; the rule of an exemption: `author`, `label`, `path` or `person`. */
  detail?: string;
  mergedAt: Date;
}

export interface CheckpointRecord extends Checkpoint {
  id: string;
  betId: string;
  status: 'pending' | 'done' | 'superseded' | 'cancelled';
  /** Not before this instant, after a failure or while a source stays silent. */
  notBefore?: Date;
  attempts: number;
  firstTriedAt?: Date;
  /** The verdict posted so far (`no-data` while it is tried again daily). */
  posted?: Verdict;
}

/**
 * Work that a state change causes. Serial per subject: everything that changes a bet runs under its pull request's key, so what
 * concerns a whole repository (a release, a push) only finds the bets and enqueues a job for each.
 */
export type Job =
  | { kind: 'delivery'; deliveryId: string }
  | ({ kind: 'evaluate' } & BetAddress)
  /** What the forecast rests on besides its pull request has changed: another bet, what an edge of the tree has shown. */
  | ({ kind: 'forecast' } & BetAddress)
  /** Bets have moved a metric, this one last, and the metric above may not have followed any of them. */
  | ({ kind: 'tiny-box' } & BetAddress)
  /** `holds`: the merge commit that was found in the release. */
  | ({ kind: 'ship'; signal: ShipSignal; at: string; holds?: string } & BetAddress)
  | ({ kind: 'undo'; undoing: Stored<Undoing> } & BetAddress)
  | ({ kind: 'reapply'; by: Stored<Reapplication> } & BetAddress)
  /** An issue that is a hypothesis: it changes, or what its comment says has. */
  | ({ kind: 'hypothesis'; change?: Stored<WantedChange> } & BetAddress)
  /** `now`: measure as of this instant, whatever the clock says, and however lately it was tried. */
  | ({ kind: 'readout'; now?: string; runId?: string } & BetAddress)
  /** Hold GitHub's state against ours. */
  | { kind: 'sweep'; repositoryId: number; since: string }
  /** What is written there was so for other readers. */
  | ({ kind: 'rewrite' } & BetAddress);

export interface BetAddress {
  repositoryId: number;
  number: number;
}

/** Payloads are JSON: instants travel as ISO strings. */
type Stored<T> = T extends unknown ? Omit<T, 'at'> & { at: string } : never;

/** The merge that brought a reverted bet back. */
export interface Reapplication {
  number?: number;
  sha: string;
  at: Date;
}

/** A merged pull request, or a commit pushed by itself, that says what it takes back. */
export type Reverter = ({ number: number; sha?: string } | { sha: string }) & {
  /** The branch that it was merged into; absent: the default branch. */
  branch?: string;
  at: Date;
};

/** Who set a label; absent: nobody could say. */
interface Labelling {
  label: string;
  by?: string;
  /** Whose right it turned on, and whether they had it at that time. */
  asked?: string;
  mayWrite?: boolean;
}

/** That an edge's upper metric does not follow was said on this pull request. */
interface EdgeAlarm {
  lower: string;
  upper: string;
  repositoryId: number;
  number: number;
  at: Date;
}

/** Another bet of the owner, and the repository that it is in. */
export type KnownBet = Omit<OtherBet, 'repository'> & { there: Repository };

/** The last copy of a map that was valid, and where it was. */
export interface GoodMap {
  map: OutcomeMap;
  version: string;
  home?: MapHome;
}

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

export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** Works out, of plain data and from nothing else, what takes a while. */
export interface Analyst {
  forecast(basis: ForecastBasis): Promise<Forecast>;
  compare(...given: Parameters<typeof withComparisons>): Promise<Forecast>;
  readout(basis: ReadoutBasis): Promise<Readout>;
}

/** What wiring hands to every flow. `now` is the only clock a flow may ask. */
export interface World {
  /** What the work is done for, as the log knows it: `delivery 72d3162e-...`, or `job 019a...` where no delivery is behind it. */
  cause: string;
  analyst: Analyst;
  forge: Forge;
  /**
   * The same, writing on the account of whoever causes it: people without write access have a small one of their own, that they cannot spend the owner's.
   * Who that is was asked within minutes, and is asked only where something is written. Throws `NoRoom`; a reaction is left out instead.
   */
  forgeOf(login: string): Forge;
  /** Has no write access, as of the last minutes: good enough to tell whom something is done for, not who may do it. */
  isGuest(repository: Repository, login: string): Promise<boolean>;
  hook: Hook;
  installations: Installations;
  metrics: MetricReader;
  maps: OutcomeMaps;
  store: Store;
  log: Log;
  now: () => Date;
}
