import { quotedFor } from '../../../src/domain/disclosure/quoted-for.ts';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import type { Issue } from '../../../src/domain/hypothesis/issue.ts';
import type { FileChange } from '../../../src/domain/release/same-patch.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import {
  type Ancestry,
  type CheckRun,
  type DatedCommit,
  type Forge,
  type NewIssue,
  WriteRefused,
} from '../../../src/flows/ports/forge.ts';

interface Written {
  id: number;
  number: number;
  body: string;
  /** Not written by our app. */
  foreign?: true;
}

/** GitHub in memory, for flows: state that a test sets, writes that a test reads, and requests counted by name. */
export class FakeForge implements Forge {
  pullRequests = new Map<number, PullRequest>();
  paths = new Map<number, string[]>();
  /** Files of a commit; undefined: there is no such commit. */
  commitPaths = new Map<string, string[] | undefined>();
  changes = new Map<number | string, FileChange[]>();
  /** What a tag or a deployment stands on holds, by its commit. */
  dated = new Map<string, DatedCommit[]>();
  commits = new Map<number, (string | undefined)[]>();
  /** SHAs of a pull request's commits. */
  headCommits = new Map<number, string[]>();
  issues = new Map<number, Issue>();
  sidebar = new Map<number, Issue[]>();
  /** `maintainer` and `ben` everywhere, `ann in map` in that repository alone. */
  writers = new Set<string>(['maintainer', 'ben']);
  /** `ann in board`: who may read a private repository that is not their own. */
  readers = new Set<string>();
  /** Who set a label, by `12 no-outcome`. */
  labellers = new Map<string, string>();
  /** Other repositories of the owner, by name. */
  repositories = new Map<string, Repository>();
  /** Ids of repositories that GitHub does not have, or not for us. */
  gone = new Set<number>();
  /** Repositories in which nobody may open an issue, by name. */
  issuesOff = new Set<string>();
  files = new Map<string, { sha: string; text: string }>();
  refs = new Map<string, string>();
  /** Keyed `base...head`; what is not named is ahead of nothing. */
  ancestry = new Map<string, Ancestry>();
  releases: Awaited<ReturnType<Forge['releasesSince']>> = [];
  tags: Awaited<ReturnType<Forge['tagsSince']>> = [];
  deployments: Awaited<ReturnType<Forge['deploymentsSince']>> = [];
  groupCommits: { sha: string; message: string; parent?: string }[] = [];
  checks: ({ id: number } & CheckRun)[] = [];
  comments: Written[] = [];
  labels = new Map<number, Set<string>>();
  opened: ({ number: number; repository: string } & NewIssue)[] = [];
  reactions: { commentId: number; content: string }[] = [];
  calls: string[] = [];
  /** Throws after the write was made, as when an answer is lost on its way. */
  loseAnswerOf: string | undefined;
  /** Nobody may comment. */
  locked = false;
  #nextId = 1;

  #called(name: string): void {
    this.calls.push(name);
  }
  #answered<T>(name: string, value: T): T {
    if (this.loseAnswerOf !== name) return value;
    this.loseAnswerOf = undefined;
    throw new Error(`${name}: the answer was lost`);
  }

  async pullRequest(_: unknown, number: number) {
    this.#called('pullRequest');
    const found = this.pullRequests.get(number);
    return found && { ...found, labels: [...(this.labels.get(number) ?? found.labels)] };
  }
  async openPullRequests() {
    this.#called('openPullRequests');
    return [...this.pullRequests.values()].filter(({ state }) => state === 'open');
  }
  async mergedSince(_: unknown, since: Date) {
    this.#called('mergedSince');
    const merged = [...this.pullRequests.values()].filter(({ mergedAt }) => mergedAt && mergedAt >= since);
    return merged.map(({ number }) => number);
  }
  async releasesSince() {
    this.#called('releasesSince');
    return this.releases;
  }
  async tagsSince() {
    this.#called('tagsSince');
    return this.tags;
  }
  async deploymentsSince(_: unknown, __: unknown, isWanted: Parameters<Forge['deploymentsSince']>[2]) {
    this.#called('deploymentsSince');
    return this.deployments.filter(isWanted);
  }
  async changedPaths(_: unknown, number: number) {
    this.#called('changedPaths');
    return this.paths.get(number) ?? ['src/form.ts'];
  }
  async pathsOf(_: unknown, sha: string) {
    this.#called('pathsOf');
    return this.commitPaths.has(sha) ? this.commitPaths.get(sha) : ['src/form.ts'];
  }
  async changeOf(_: unknown, of: { number: number } | { sha: string }) {
    this.#called('changeOf');
    return this.changes.get('number' in of ? of.number : of.sha);
  }
  async commitsSince(_: unknown, sha: string, since: Date) {
    this.#called('commitsSince');
    return (this.dated.get(sha) ?? []).filter(({ committedAt }) => committedAt >= since);
  }
  async commitAuthors(_: unknown, number: number) {
    this.#called('commitAuthors');
    return this.commits.get(number) ?? [];
  }
  async commitsOf(_: unknown, number: number) {
    this.#called('commitsOf');
    return this.headCommits.get(number) ?? [];
  }
  async issue(repository: Repository, number: number, by?: string) {
    this.#called('issue');
    const found = this.issues.get(number);
    const place = { owner: found?.owner ?? '', name: found?.repository ?? '' };
    if (!found || !(await this.canRead(repository, place, quotedFor(repository, by)))) return undefined;
    return found && { ...found, labels: [...(this.labels.get(number) ?? found.labels)] };
  }
  async closingIssues(_: unknown, number: number) {
    this.#called('closingIssues');
    return this.sidebar.get(number) ?? [];
  }
  async present(repository: Repository): Promise<Repository | undefined> {
    this.#called('present');
    return this.gone.has(repository.id) ? undefined : repository;
  }
  async repositoryNamed(_: unknown, name: string) {
    this.#called('repositoryNamed');
    return this.repositories.get(name);
  }
  async canRead(repository: Repository, { name }: { name: string }, login?: string) {
    if (name.toLowerCase() === repository.name.toLowerCase()) return true;
    this.#called('canRead');
    return this.repositories.get(name)?.private === false || this.readers.has(`${login} in ${name}`);
  }
  async labelledBy(_: unknown, number: number, label: string) {
    this.#called('labelledBy');
    return this.labellers.get(`${number} ${label}`);
  }
  async canWrite(repository: Repository, login: string) {
    this.#called('canWrite');
    return this.mayWrite(repository, login);
  }
  mayWrite({ name }: Repository, login: string): boolean {
    return this.writers.has(login) || this.writers.has(`${login} in ${name}`);
  }
  async file(repository: { name: string }, path: string, at?: { name?: string; ref?: string }) {
    this.#called('file');
    return this.files.get([at?.name ?? repository.name, at?.ref ?? '', path].join(':'));
  }
  async lastCommitOf() {
    this.#called('lastCommitOf');
    return 'c0ffee0c0ffee0c0ffee0c0ffee0c0ffee0c0ffe';
  }
  async commitOf(_: unknown, ref: string) {
    this.#called('commitOf');
    return this.refs.get(ref);
  }
  async compare(_: unknown, base: string, head: string) {
    this.#called('compare');
    return this.ancestry.get(`${base}...${head}`) ?? (base === head ? 'identical' : 'diverged');
  }
  async commitsBetween() {
    this.#called('commitsBetween');
    return this.groupCommits;
  }

  async createCheck(_: unknown, run: CheckRun) {
    this.#called('createCheck');
    const id = this.#nextId++;
    this.checks.push({ id, ...run });
    return this.#answered('createCheck', id);
  }
  async ownCheck(_: unknown, headSha: string) {
    this.#called('ownCheck');
    return this.checks.findLast((check) => check.headSha === headSha)?.id;
  }
  async updateCheck(_: unknown, id: number, run: CheckRun) {
    this.#called('updateCheck');
    const at = this.checks.findIndex((check) => check.id === id);
    if (at < 0) return false;
    this.checks[at] = { id, ...run };
    return true;
  }
  async room() {}
  async createComment(_: unknown, number: number, body: string) {
    this.#called('createComment');
    if (this.locked) throw new WriteRefused('Unable to create comment because issue is locked.');
    const id = this.#nextId++;
    this.comments.push({ id, number, body });
    return this.#answered('createComment', id);
  }
  async updateComment(_: unknown, id: number, body: string) {
    this.#called('updateComment');
    if (this.locked) throw new WriteRefused('Unable to edit comment because issue is locked.');
    const comment = this.comments.find((it) => it.id === id);
    if (!comment) return false;
    comment.body = body;
    return true;
  }
  async ownComments(_: unknown, number: number) {
    this.#called('ownComments');
    return this.comments.filter((comment) => comment.number === number && !comment.foreign);
  }
  async addLabel(_: unknown, number: number, label: string) {
    this.#called('addLabel');
    const labels = this.labels.get(number) ?? new Set(this.pullRequests.get(number)?.labels);
    this.labels.set(number, labels.add(label));
  }
  async removeLabel(_: unknown, number: number, label: string) {
    this.#called('removeLabel');
    this.labels.get(number)?.delete(label);
  }
  async createIssue(repository: Repository, issue: NewIssue) {
    this.#called('createIssue');
    if (this.issuesOff.has(repository.name)) throw new WriteRefused('Issues has been disabled in this repository.');
    const number = 9000 + this.#nextId++;
    this.opened.push({ number, repository: repository.name, ...issue });
    return this.#answered('createIssue', number);
  }
  async updateIssue(_: unknown, number: number, issue: Partial<Omit<NewIssue, 'labels'>>) {
    this.#called('updateIssue');
    const found = this.opened.find((one) => one.number === number);
    if (found) Object.assign(found, issue);
    return this.#answered('updateIssue', found !== undefined);
  }
  async ownIssues() {
    this.#called('ownIssues');
    return this.opened.map(({ number, body }) => ({ number, body })).reverse();
  }
  /** Of releases, by tag. */
  notes = new Map<string, string>();
  async releaseNotes(_: unknown, tag: string) {
    this.#called('releaseNotes');
    const notes = this.notes.get(tag);
    return notes === undefined ? undefined : { id: [...this.notes.keys()].indexOf(tag), notes };
  }
  async updateReleaseNotes(_: unknown, id: number, notes: string) {
    this.#called('updateReleaseNotes');
    this.notes.set([...this.notes.keys()][id] ?? '', notes);
  }
  async mergedWith(_: unknown, sha: string) {
    this.#called('mergedWith');
    const all = [...this.pullRequests.values()];
    return all.filter((one) => one.merged && one.mergeCommitSha?.startsWith(sha)).map(({ number }) => number);
  }
  async react(_: unknown, commentId: number, content: '+1' | '-1' | 'eyes' | 'confused') {
    this.#called('react');
    this.reactions.push({ commentId, content });
  }
}
