import { expect } from 'vitest';
import type { BetState } from '../../src/domain/bet/lifecycle.ts';
import { day } from '../../src/domain/day.ts';
import { doJob } from '../../src/flows/do-job.ts';
import { handleEvent } from '../../src/flows/handle-event.ts';
import type { DomainEvent } from '../../src/flows/ports/domain-event.ts';
import type { DatedCommit } from '../../src/flows/ports/forge.ts';
import { betOn } from '../stage/world/map-of.ts';
import { type openWorld, pullRequest } from '../stage/world/world.ts';

type Stage = Awaited<ReturnType<typeof openWorld>>;

/** The pull request that is followed; those that revert it, or bring it back, come after it. */
const number = 12;
export const bet = betOn();

/** What has to come of what people did, in a dozen lines instead of the flows' hundreds. */
export interface Model {
  pull: 'open' | 'closed' | 'merged';
  hasBet: boolean;
  state: BetState | undefined;
  /** When it was merged, or brought back. */
  mergedAt: number | undefined;
  shippedAt: number | undefined;
  /** Its change is on the release branch, too. */
  backported: boolean;
  /** And was taken back there. */
  takenBackThere: boolean;
  /** So it is as a commit that names nothing. */
  picked: boolean;
  /** Somebody said since when its users have it. */
  live: boolean;
  /** Somebody wanted it measured for longer. */
  extended: boolean;
  /** Clocks that ran to their end: as many last readouts. */
  concluded: number;
}

export const beginning = (): Model => ({
  pull: 'open',
  hasBet: true,
  state: undefined,
  mergedAt: undefined,
  shippedAt: undefined,
  backported: false,
  takenBackThere: false,
  picked: false,
  live: false,
  extended: false,
  concluded: 0,
});

/** GitHub and the app under the hands of people: what they do, the deliveries of it, and the work that comes of those. */
export class Real {
  readonly #stage: Stage;
  readonly #delivered: { event: DomainEvent; login: string | undefined }[] = [];
  readonly #main: string[] = [];
  /** The release branch, that has nothing of main but what is brought to it. */
  readonly #branch: string[] = [];
  readonly #picks: DatedCommit[] = [];
  readonly #on: 'release' | 'tag';
  #now = Date.parse('2026-11-03T10:00:00Z');
  /** What the next revert takes back: the bet, or the last revert. */
  #latest = number;
  /** The last backport. */
  #brought = number;

  /** @param on what ships, by the map of its stage. */
  constructor(stage: Stage, on: 'release' | 'tag' = 'release') {
    this.#stage = stage;
    this.#on = on;
    stage.forge.pullRequests.set(number, pullRequest({ body: bet }));
    stage.forge.compare = async (_, base, head) => {
      const branch = this.#branch.includes(base) ? this.#branch : this.#main;
      const [from, to] = [branch.indexOf(base), branch.indexOf(head)];
      if (from < 0 || to < 0) return 'diverged';
      return from === to ? 'identical' : from < to ? 'ahead' : 'behind';
    };
    stage.forge.commitsSince = async (_, head, since) =>
      this.#picks.filter(({ sha, committedAt }) => {
        const [at, to] = [this.#branch.indexOf(sha), this.#branch.indexOf(head)];
        return at <= to && committedAt >= since;
      });
    stage.forge.changeOf = async (_, of) => {
      const isIt = 'number' in of ? of.number === number : this.#picks.some(({ sha }) => sha === of.sha);
      return isIt ? [{ path: 'src/form.ts', status: 'modified', patch: '+name', lines: 1, blob: '' }] : [];
    };
  }

  get now() {
    return this.#now;
  }

  async edit(text: string): Promise<void> {
    await this.#change(number, { body: text });
  }
  async open(isOpen: boolean): Promise<void> {
    await this.#change(number, { state: isOpen ? 'open' : 'closed' });
  }
  async merge(): Promise<void> {
    await this.#change(number, this.#merged());
  }
  /** Of main, or of the release branch. */
  async release(branch = this.#main): Promise<void> {
    const tag = `v${branch.length}+${this.#now}`;
    this.#stage.forge.refs.set(tag, this.#commit(branch));
    const at = new Date(this.#now);
    if (this.#on === 'tag') return this.#deliver({ kind: 'tag-pushed', tag, moved: false, at });
    const about = {
      tag,
      targetCommitish: 'main',
      prerelease: false,
      url: `https://github.com/acme/shop/releases/${tag}`,
    };
    await this.#deliver({ kind: 'release-published', releaseId: this.#now, at, ...about });
  }
  releaseBranch(): Promise<void> {
    return this.release(this.#branch);
  }
  /** As a bot does it, with the description copied. */
  async backport(): Promise<void> {
    const bringing = this.#next();
    this.#brought = bringing;
    const body = `This is an automatic backport of pull request #${number}.\n\n${bet}`;
    this.#stage.forge.pullRequests.set(bringing, pullRequest({ number: bringing, body, baseRef: 'release/1.x' }));
    await this.#change(bringing, this.#merged(this.#branch));
  }
  /** On the release branch, of the last backport. */
  async revertThere(): Promise<void> {
    const reverting = this.#next();
    const there = { baseRef: 'release/1.x', title: 'Revert', body: `Reverts acme/shop#${this.#brought}` };
    this.#stage.forge.pullRequests.set(reverting, pullRequest({ number: reverting, ...there }));
    await this.#change(reverting, this.#merged(this.#branch));
  }
  /** By hand, on the release branch, with a message of its own: no delivery tells of it. */
  pick(): void {
    this.#now += 60_000;
    const committedAt = new Date(this.#now);
    this.#picks.push({ sha: this.#commit(this.#branch), parents: 1, authoredAt: new Date('2026-11-01'), committedAt });
  }
  async say(command: string): Promise<void> {
    const said = { onPullRequest: true, body: `/soundings ${command}`, at: new Date(this.#now + 60_000) };
    await this.#deliver({ kind: 'comment-created', number, commentId: this.#now, ...said }, 'maintainer');
  }
  /** As the button of GitHub does it: of what came last, so that the second one brings the bet back. */
  async revert(): Promise<void> {
    const reverting = this.#next();
    const body = `Reverts acme/shop#${this.#latest}`;
    this.#latest = reverting;
    this.#stage.forge.pullRequests.set(reverting, pullRequest({ number: reverting, title: 'Revert', body }));
    await this.#change(reverting, this.#merged());
  }
  async pass(days: number): Promise<void> {
    this.#now += days * day;
    await this.#work();
  }
  /** GitHub delivers again what it delivered before. */
  async repeat(which: number): Promise<void> {
    const again = this.#delivered[which % Math.max(1, this.#delivered.length)];
    if (again) await this.#take(again.event, again.login);
  }
  /** The next comment is written, and the answer is lost. */
  loseAnAnswer(): void {
    this.#stage.forge.loseAnswerOf = 'createComment';
  }

  /** That what stands in the ledger and on GitHub is what the model says, and nothing twice. */
  async holds({ state, concluded }: Model): Promise<void> {
    const { store, shop, forge } = this.#stage;
    const known = await store.betOf(shop.id, number);
    const comments = forge.comments.filter((comment) => comment.number === number).map(({ body }) => body);
    const of = (kind: string) => comments.filter((body) => body.startsWith(`<!-- soundings:${kind} `));
    const verdicts = [...(forge.labels.get(number) ?? [])].filter((label) => label.startsWith('soundings:'));
    expect({ state: known?.state, finals: of('final').length }).toEqual({ state, finals: concluded });
    expect(of('forecast').length).toBeLessThanOrEqual(1);
    if (state && state !== 'closed') expect(of('forecast')).toEqual([expect.stringContaining(`state=${state}`)]);
    const settled = state === 'reverted' || state === 'concluded';
    expect(verdicts).toHaveLength(settled ? 1 : 0);
    if (state === 'reverted') expect(verdicts).toEqual(['soundings:reverted']);
    const checkpoints = known ? await store.checkpoints(known.id) : [];
    const waiting = checkpoints.filter(({ kind, status }) => kind === 'readout' && status === 'pending');
    expect(waiting.length > 0).toBe(state === 'shipped');
  }

  async #change(which: number, changed: Parameters<typeof pullRequest>[0]): Promise<void> {
    const { forge } = this.#stage;
    this.#now += 60_000;
    forge.pullRequests.set(which, { ...(forge.pullRequests.get(which) ?? pullRequest()), ...changed });
    await this.#deliver({ kind: 'pull-request-changed', number: which });
  }
  #next(): number {
    return Math.max(...this.#stage.forge.pullRequests.keys()) + 1;
  }
  #merged(branch = this.#main) {
    const mergedAt = new Date(this.#now + 60_000);
    return { state: 'closed', merged: true, mergedAt, mergeCommitSha: this.#commit(branch) } as const;
  }
  #commit(branch = this.#main): string {
    const sha = `${branch.length}`.padStart(40, branch === this.#main ? 'c' : 'b');
    branch.push(sha);
    return sha;
  }
  async #deliver(event: DomainEvent, login?: string): Promise<void> {
    this.#delivered.push({ event, login });
    await this.#take(event, login);
  }
  async #take(event: DomainEvent, login?: string): Promise<void> {
    this.#now += 60_000;
    this.#stage.setNow(new Date(this.#now).toISOString());
    const { world, shop } = this.#stage;
    const context = { repository: shop, ...(login === undefined ? {} : { sender: { login, isBot: false } }) };
    await this.#again(() => handleEvent(world, event, context));
    await this.#work();
  }
  /** What was enqueued, and what is due. */
  async #work(): Promise<void> {
    const { world, shop, jobs, store, setNow } = this.#stage;
    setNow(new Date(this.#now).toISOString());
    const due = await store.claimDue(new Date(this.#now), 1_000);
    for (const { repositoryId } of due)
      if (repositoryId === shop.id) jobs.push({ kind: 'readout', repositoryId, number });
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const next = job;
      if (next.kind !== 'delivery') await this.#again(() => doJob(world, shop, next));
    }
  }
  /** A job that fails is tried again. */
  async #again(work: () => Promise<unknown>): Promise<void> {
    const jobs = this.#stage.jobs.length;
    try {
      await work();
    } catch (error) {
      if (!String(error).includes('the answer was lost')) throw error;
      this.#stage.jobs.length = jobs;
      await work();
    }
  }
}
