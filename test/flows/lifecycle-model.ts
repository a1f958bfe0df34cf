import { expect } from 'vitest';
import type { BetState } from '../../src/domain/bet/lifecycle.ts';
import { day } from '../../src/domain/day.ts';
import { doJob } from '../../src/flows/do-job.ts';
import { handleEvent } from '../../src/flows/handle-event.ts';
import type { DomainEvent } from '../../src/flows/ports/domain-event.ts';
import { betOn } from '../stage/world/map-of.ts';
import { type openWorld, pullRequest } from '../stage/world/world.ts';

type Stage = Awaited<ReturnType<typeof openWorld>>;

/** The pull request that is followed; those that revert it, or bring it back, come after it. */
const number = 12;
const bet = betOn();
const lastReadoutDays = 28;

/** What has to come of what people did, in a dozen lines instead of the flows' hundreds. */
export interface Model {
  pull: 'open' | 'closed' | 'merged';
  hasBet: boolean;
  state: BetState | undefined;
  /** When it was merged, or brought back. */
  mergedAt: number | undefined;
  shippedAt: number | undefined;
  /** Clocks that ran to their end: as many last readouts. */
  concluded: number;
}

export const beginning = (): Model => ({
  pull: 'open',
  hasBet: true,
  state: undefined,
  mergedAt: undefined,
  shippedAt: undefined,
  concluded: 0,
});

/** GitHub and the app under the hands of people: what they do, the deliveries of it, and the work that comes of those. */
export class Real {
  readonly #stage: Stage;
  readonly #delivered: DomainEvent[] = [];
  readonly #main: string[] = [];
  #now = Date.parse('2026-11-03T10:00:00Z');
  /** What the next revert takes back: the bet, or the last revert. */
  #latest = number;

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.forge.pullRequests.set(number, pullRequest({ body: bet }));
    stage.forge.compare = async (_, base, head) => {
      const [from, to] = [this.#main.indexOf(base), this.#main.indexOf(head)];
      if (from < 0 || to < 0) return 'diverged';
      return from === to ? 'identical' : from < to ? 'ahead' : 'behind';
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
  async release(): Promise<void> {
    const tag = `v${this.#main.length}-${this.#now}`;
    const sha = this.#commit();
    this.#stage.forge.refs.set(tag, sha);
    const about = {
      tag,
      targetCommitish: 'main',
      prerelease: false,
      url: `https://github.com/acme/shop/releases/${tag}`,
    };
    await this.#deliver({ kind: 'release-published', releaseId: this.#now, at: new Date(this.#now), ...about });
  }
  /** As the button of GitHub does it: of what came last, so that the second one brings the bet back. */
  async revert(): Promise<void> {
    const reverting = Math.max(...this.#stage.forge.pullRequests.keys()) + 1;
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
    if (again) await this.#take(again);
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
  #merged() {
    const mergedAt = new Date(this.#now + 60_000);
    return { state: 'closed', merged: true, mergedAt, mergeCommitSha: this.#commit() } as const;
  }
  #commit(): string {
    const sha = `${this.#main.length}`.padStart(40, 'c');
    this.#main.push(sha);
    return sha;
  }
  async #deliver(event: DomainEvent): Promise<void> {
    this.#delivered.push(event);
    await this.#take(event);
  }
  async #take(event: DomainEvent): Promise<void> {
    this.#now += 60_000;
    this.#stage.setNow(new Date(this.#now).toISOString());
    const { world, shop } = this.#stage;
    await this.#again(() => handleEvent(world, event, { repository: shop }));
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

interface Command {
  name: string;
  /** Whether people could do it now. */
  can(model: Model): boolean;
  do(real: Real): Promise<void> | void;
  /** What is to come of it. */
  after(model: Model, now: number): Partial<Model>;
}

const anyTime = () => true;
const stateOpen = ({ hasBet }: Pick<Model, 'hasBet'>) => (hasBet ? 'open' : undefined);

const edit = (name: string, body: string, hasBet: boolean): Command => ({
  name,
  // A bet that is thought of after the merge is another story.
  can: ({ pull, state }) => pull !== 'merged' || state !== undefined,
  do: (real) => real.edit(body),
  // After the merge it is an amendment; while closed nobody looks.
  after: ({ pull }) =>
    pull === 'open' ? { hasBet, state: stateOpen({ hasBet }) } : pull === 'closed' ? { hasBet } : {},
});

export const steps: Command[] = [
  edit('say nothing', 'Tidies up', false),
  edit('say the bet', bet, true),
  edit('say more', `${bet}\nBecause: people asked`, true),
  {
    name: 'close',
    can: ({ pull }) => pull === 'open',
    do: (real) => real.open(false),
    after: ({ state }) => ({ pull: 'closed', state: state && 'closed' }),
  },
  {
    name: 'reopen',
    can: ({ pull }) => pull === 'closed',
    do: (real) => real.open(true),
    after: (model) => ({ pull: 'open', state: stateOpen(model) }),
  },
  {
    name: 'merge',
    can: ({ pull }) => pull === 'open',
    do: (real) => real.merge(),
    after: ({ hasBet }, now) => ({ pull: 'merged', state: hasBet ? 'merged' : undefined, mergedAt: now }),
  },
  {
    name: 'release',
    can: anyTime,
    do: (real) => real.release(),
    after: ({ state }, now) => (state === 'merged' ? { state: 'shipped', shippedAt: now } : {}),
  },
  {
    name: 'revert',
    can: ({ pull }) => pull === 'merged',
    do: (real) => real.revert(),
    after: ({ state }, now) => {
      if (state === 'merged' || state === 'shipped') return { state: 'reverted', shippedAt: undefined };
      return state === 'reverted' ? { state: 'merged', mergedAt: now } : {};
    },
  },
  ...[1, 8, 30].map(
    (days): Command => ({
      name: `${days} days pass`,
      can: anyTime,
      do: (real) => real.pass(days),
      after: ({ state, shippedAt = 0, concluded }, now) =>
        state === 'shipped' && now >= shippedAt + lastReadoutDays * day
          ? { state: 'concluded', concluded: concluded + 1 }
          : {},
    }),
  ),
  ...[0, 1, 2, 5, 9].map(
    (which): Command => ({
      name: `delivery ${which} comes again`,
      can: anyTime,
      do: (real) => real.repeat(which),
      after: () => ({}),
    }),
  ),
  { name: 'an answer is lost', can: anyTime, do: (real) => real.loseAnAnswer(), after: () => ({}) },
];
