import type { CheckAction, CheckOutput } from '../../domain/gate/check-output.ts';
import type { PullRequest } from '../../domain/gate/facts.ts';
import type { Conclusion } from '../../domain/gate/judgement.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import type { FileChange } from '../../domain/release/same-patch.ts';
import type { Repository } from '../../domain/repository.ts';
import type { DomainEvent } from './domain-event.ts';

/** A file of a repository at a ref. `undefined` from the forge means 404; any other trouble throws. */
export interface ForgeFile {
  sha: string;
  text: string;
  /** More than 1 MB: there is no text to be had, and `text` is empty. */
  tooLarge?: true;
}

export interface CheckRun {
  headSha: string;
  conclusion: Conclusion;
  output: CheckOutput;
  actions: CheckAction[];
  /** Where its *Details* lead; absent: pages are off. */
  detailsUrl?: string;
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

type Happened<Kind extends DomainEvent['kind']> = Extract<DomainEvent, { kind: Kind }>;

/** GitHub. Every call addresses a repository; 404 is `undefined` where that is a possible answer. */
export interface Forge {
  pullRequest(repository: Repository, number: number): Promise<PullRequest | undefined>;
  /** All open pull requests; bounded at 1,000, newest first. */
  openPullRequests(repository: Repository): Promise<OpenPullRequest[]>;
  /** Numbers of those merged since; bounded at 1,000. */
  mergedSince(repository: Repository, since: Date): Promise<number[]>;
  /** Published since, oldest first; bounded at 1,000. */
  releasesSince(repository: Repository, since: Date): Promise<Happened<'release-published'>[]>;
  /** Tags made since, as far as their commits and taggers are dated, oldest first; the newest 100. None where GitHub cannot say. */
  tagsSince(repository: Repository, since: Date): Promise<{ tag: string; sha: string; at: Date }[]>;
  /** Those of the wanted that succeeded since, oldest first; bounded at the latest 100, as each costs a request. */
  deploymentsSince(
    repository: Repository,
    since: Date,
    isWanted: (deployment: Omit<Happened<'deployment-succeeded'>, 'kind' | 'at'>) => boolean,
  ): Promise<Happened<'deployment-succeeded'>[]>;
  changedPaths(repository: Repository, number: number): Promise<string[]>;
  /** Files that a commit changes, against its first parent; undefined: there is no such commit. */
  pathsOf(repository: Repository, sha: string): Promise<string[] | undefined>;
  /**
   * What a pull request, or a commit against its first parent, does to each file; undefined: there is none, or it changes more files than one request
   * tells.
   */
  changeOf(repository: Repository, of: { number: number } | { sha: string }): Promise<FileChange[] | undefined>;
  /** Commits that a commit holds, made since, newest first; a hundred at most. */
  commitsSince(repository: Repository, sha: string, since: Date): Promise<DatedCommit[]>;
  /** Logins of the authors of all commits but merges; undefined where GitHub knows none. */
  commitAuthors(repository: Repository, number: number): Promise<(string | undefined)[]>;
  /** SHAs of the commits of a pull request; GitHub lists 250 at most, and does not say when there are more. */
  commitsOf(repository: Repository, number: number): Promise<string[]>;
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
   * on what it would say. `counted`: what it would say was worked out, and is not said.
   */
  room(repository: Repository, creates: boolean, counted?: 'counted'): Promise<void>;
  /** false: the comment is gone. */
  updateComment(repository: Repository, id: number, body: string): Promise<boolean>;
  /** Comments written by our own app, oldest first. */
  ownComments(repository: Repository, number: number): Promise<{ id: number; body: string }[]>;
  /** Labels and reactions that GitHub refuses are left undone; the log tells of the right that may be missing. */
  addLabel(repository: Repository, number: number, label: string): Promise<void>;
  removeLabel(repository: Repository, number: number, label: string): Promise<void>;
  /** Opens an issue by our own app; throws `WriteRefused` where issues are switched off. */
  createIssue(repository: Repository, issue: NewIssue): Promise<number>;
  /** An issue of ours; throws `WriteRefused`. false: it is gone. */
  updateIssue(repository: Repository, number: number, issue: Partial<Omit<NewIssue, 'labels'>>): Promise<boolean>;
  /** The newest issues opened by our own app, at most 100: asked for after a lost answer, or where the memory does not reach back. */
  ownIssues(repository: Repository): Promise<{ number: number; body: string }[]>;
  /** What the release of a tag says; undefined: there is none. */
  releaseNotes(repository: Repository, tag: string): Promise<{ id: number; notes: string } | undefined>;
  /** Throws `WriteRefused`: it takes a right that an App asks for by itself. */
  updateReleaseNotes(repository: Repository, id: number, notes: string): Promise<void>;
  /** Merged ones that a commit, named by at least 7 characters, came by. */
  mergedWith(repository: Repository, sha: string): Promise<number[]>;
  react(repository: Repository, commentId: number, content: '+1' | '-1' | 'eyes' | 'confused'): Promise<void>;
}

export interface DatedCommit {
  sha: string;
  parents: number;
  /** The change was written: a pick keeps that. */
  authoredAt: Date;
  committedAt: Date;
}

export interface OpenPullRequest {
  number: number;
  headSha: string;
  updatedAt: Date;
}
