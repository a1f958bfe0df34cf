import { setTimeout as pause } from 'node:timers/promises';
import type { FakeGitHub } from '../stage/github/fake-github.ts';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { Dice } from './dice.ts';
import { mapFile, mapText, membersOf, type RepositoryPlan, type TeamMembers } from './plan.ts';
import { contentOf, type Merged, ReleaseBranch } from './release-branch.ts';

/** What somebody did, for people to read beside a violation. */
export interface Deed {
  at: Date;
  repository: string;
  number?: number;
  what: string;
}

interface Known {
  pull: PullRequestOnGitHub;
  path: string;
  stance: Stance;
  draft: boolean;
  muted: boolean;
  exempt: boolean;
}

type Stance = 'bet' | 'two bets' | 'unbound' | 'wrong' | 'fenced' | 'chore' | 'silent';

const stances: Record<Stance, number> = {
  bet: 50,
  'two bets': 10,
  unbound: 6,
  wrong: 7,
  fenced: 5,
  chore: 10,
  silent: 12,
};

const acts = {
  open: 40,
  edit: 14,
  storm: 3,
  push: 8,
  mute: 4,
  unmute: 3,
  label: 4,
  close: 4,
  reopen: 4,
  draft: 2,
  ready: 2,
  command: 6,
  merge: 26,
  live: 8,
  backport: 16,
  release: 8,
  revert: 3,
  reapply: 1,
  mode: 1,
};

/** The people of one repository, doing one thing after the other, and never waiting for the app. */
export async function workIn(
  github: FakeGitHub,
  plan: RepositoryPlan,
  seed: number,
  pace: number,
  told: (deed: Deed) => void,
): Promise<void> {
  await new Team(github, plan, Dice.of(seed, `people of ${plan.fullName}`), told).work(pace);
}

class Team {
  readonly #plan: RepositoryPlan;
  readonly #dice: Dice;
  readonly #told: (deed: Deed) => void;
  readonly #repository: RepositoryOnGitHub;
  readonly #people: TeamMembers;
  #open: Known[] = [];
  #closed: Known[] = [];
  #merged: (Known & Merged)[] = [];
  /** By what each merged one was taken back, and brought again. */
  #reverts: { pull: PullRequestOnGitHub; of: Known & Merged }[] = [];
  /** With the merge that brought it. */
  #broughtAgain: (Known & Merged)[] = [];
  readonly #branch: ReleaseBranch;
  #opened = 0;
  #released = 0;
  /** Also those that a backport asked for. */
  #versions = 0;
  #mode: 'enforce' | 'advise' = 'enforce';
  #counter = 0;

  constructor(github: FakeGitHub, plan: RepositoryPlan, dice: Dice, told: (deed: Deed) => void) {
    this.#plan = plan;
    this.#dice = dice;
    this.#told = told;
    this.#repository = github.repository(plan.fullName);
    this.#people = membersOf(plan);
    this.#branch = new ReleaseBranch(this.#repository);
  }

  async work(pace: number): Promise<void> {
    const { pullRequests, releases } = this.#plan;
    await this.#branch.cut(this.#people.ann);
    while (this.#opened < pullRequests) {
      await this.#act(this.#dice.weighted(acts));
      await pause(this.#dice.between(0, 2 * pace));
    }
    for (let more = this.#dice.between(3, 10); more > 0; more -= 1) {
      const { open: _, ...rest } = acts;
      await this.#act(this.#dice.weighted(rest));
      await pause(this.#dice.between(0, 2 * pace));
    }
    while (this.#released < releases) await this.#release();
  }

  async #act(act: keyof typeof acts): Promise<void> {
    switch (act) {
      case 'open':
        return this.#openOne();
      case 'release':
        // Not all at the start, or the last ones would hold nothing.
        if (this.#released >= (this.#plan.releases * this.#opened) / Math.max(1, this.#plan.pullRequests)) return;
        return this.#release();
      case 'mode':
        return this.#changeMode();
      case 'reopen':
        return this.#reopen();
      case 'revert':
        return this.#revert();
      case 'reapply':
        return this.#reapply();
      case 'live':
        return this.#live();
      case 'backport':
        return this.#backport();
      case 'merge':
        return this.#merge();
      default:
        return this.#touch(act);
    }
  }

  async #openOne(): Promise<void> {
    this.#opened += 1;
    const dice = this.#dice;
    const stance = dice.weighted(stances);
    const draft = dice.chance(0.1);
    const { ann, ben, sam } = this.#people;
    const author = dice.one([ann, ben, ben, sam]);
    const number = ++this.#counter;
    const path = `src/${number}.ts`;
    const pull = await this.#repository.openPullRequest({
      ...{ title: `Change ${number}`, branch: `change-${number}`, author, draft, body: this.#body(stance) },
      files: { [path]: contentOf(path) },
      fork: author === sam,
    });
    this.#open.push({ pull, path, stance, draft, muted: false, exempt: false });
    this.#say(pull, `opened by ${author}: ${stance}${draft ? ', a draft' : ''}`);
  }

  #body(stance: Stance): string {
    const percent = this.#dice.between(2, 30);
    const window = this.#dice.one([7, 14, 28]);
    const bet = `### Outcome\nKey result: KR1\nExpect: signup_rate +${percent}% within ${window} days\n`;
    const texts: Record<Stance, string> = {
      bet: `A change.\n\n${bet}${this.#dice.chance(0.5) ? 'Guard: p95_latency +50%\n' : ''}`,
      'two bets': `A change.\n\n${bet}Expect: projects_completed +${percent}% within ${this.#dice.one([14, 28])} days\n`,
      unbound: `A change.\n\nExpect: projects_completed +${percent}% within ${window} days\n`,
      wrong: 'A change.\n\nKey result: KR9\n',
      fenced: `How to state one:\n\n\`\`\`\n${bet}\`\`\`\n`,
      chore: 'Outcome: none (chore): dependency update\n',
      silent: `Nothing in particular, ${percent}.`,
    };
    return texts[stance];
  }

  async #release(): Promise<void> {
    if (this.#released >= this.#plan.releases) return;
    this.#released += 1;
    const prerelease = this.#released < this.#plan.releases && this.#dice.chance(0.15);
    await this.#publish(this.#dice.chance(0.2) ? this.#branch.name : 'main', prerelease);
  }

  async #publish(target: string, prerelease: boolean): Promise<void> {
    this.#versions += 1;
    // GitHub tells the second and no more: two in one would leave open which came first.
    if (this.#versions > 1) await pause(1_100);
    const byTag = this.#plan.ships === 'tag';
    const tag = `v1.${this.#versions}.0${byTag && prerelease ? '-rc.1' : ''}`;
    const by = this.#people.ann;
    if (byTag) await this.#repository.tag(tag, { by, sha: await this.#repository.tip(target) });
    else await this.#repository.release({ tag, target, prerelease, by });
    this.#say(undefined, `released ${tag} of ${target}${prerelease ? ', a pre-release' : ''}`);
  }

  async #changeMode(): Promise<void> {
    if (this.#plan.map !== 'own') return;
    this.#mode = this.#mode === 'enforce' ? 'advise' : 'enforce';
    await this.#repository.commitFile(mapFile, mapText(this.#plan.owner, this.#plan.ships, this.#mode), {
      by: this.#people.ann,
    });
    this.#say(undefined, `the map says ${this.#mode}`);
  }

  async #reopen(): Promise<void> {
    const known = this.#take(this.#closed);
    if (!known) return;
    await known.pull.reopen(this.#people.ann);
    this.#open.push(known);
    this.#say(known.pull, 'reopened');
  }

  async #merge(): Promise<void> {
    const ready = this.#open.filter(({ draft }) => !draft);
    if (ready.length === 0) return;
    const known = this.#dice.one(ready);
    this.#open = this.#open.filter((one) => one !== known);
    const method = this.#dice.one(['merge', 'squash', 'rebase'] as const);
    let sha: string;
    try {
      sha = await known.pull.merge({ method, by: this.#people.ann });
    } catch {
      // It conflicts with what was merged or reverted since.
      this.#open.push(known);
      return this.#say(known.pull, 'could not be merged');
    }
    this.#merged.push({ ...known, sha });
    this.#say(known.pull, `merged by ${method}`);
  }

  async #revert(): Promise<void> {
    const of = this.#take(this.#merged);
    const by = of && (await this.#takeBack(of.pull));
    if (!by) return;
    this.#reverts.push({ pull: by.pull, of });
    this.#say(of.pull, `reverted by #${by.pull.number}`);
  }

  async #reapply(): Promise<void> {
    const revert = this.#take(this.#reverts);
    const by = revert && (await this.#takeBack(revert.pull));
    if (!by) return;
    this.#broughtAgain.push({ ...revert.of, sha: by.sha });
    this.#say(revert.of.pull, `brought again by #${by.pull.number}`);
  }

  /** Merged at once, so that the revert is on its way before the app has heard of the merge. */
  async #takeBack(taken: PullRequestOnGitHub): Promise<{ pull: PullRequestOnGitHub; sha: string } | undefined> {
    const pull = await taken.revert(this.#people.ann);
    await pause(this.#dice.between(0, 50));
    try {
      return { pull, sha: await pull.merge({ method: 'squash', by: this.#people.ann }) };
    } catch {
      this.#say(pull, 'could not be merged');
      return undefined;
    }
  }

  /** Of what is on main; sometimes too early, of a day before there was anything, or by somebody who may not. */
  async #live(): Promise<void> {
    const out = [...this.#merged, ...this.#broughtAgain];
    const about = this.#dice.chance(0.85) ? out : this.#open;
    if (about.length === 0) return;
    const { pull } = this.#dice.one<Known>(about);
    const word = this.#dice.weighted({ live: 8, 'live 2020-01-01': 1, 'live by a reader': 1 });
    const { ann, rae } = this.#people;
    await pull.comment(`/soundings ${word.replace(' by a reader', '')}`, word.endsWith('reader') ? rae : ann);
    this.#say(pull, `commanded: ${word}`);
  }

  /** Mostly merged, and released at once; some wait for their review. */
  async #backport(): Promise<void> {
    const out = [...this.#merged, ...this.#broughtAgain];
    if (out.length === 0) return;
    const known = this.#dice.one(out);
    const pull = await this.#branch.bring(known, this.#people.ann, this.#dice);
    if (!pull) return;
    this.#say(known.pull, `brought to ${this.#branch.name} by #${pull.number}`);
    if (this.#dice.chance(0.2)) return;
    await pull.merge({ method: this.#dice.one(['merge', 'squash', 'rebase'] as const), by: this.#people.ann });
    this.#say(known.pull, `#${pull.number} merged`);
    // What is brought there is mostly wanted soon.
    if (this.#dice.chance(0.6)) await this.#publish(this.#branch.name, false);
  }

  async #touch(act: 'edit' | 'storm' | 'push' | 'mute' | 'unmute' | 'label' | 'close' | 'draft' | 'ready' | 'command') {
    if (this.#open.length === 0) return;
    const known = this.#dice.one(this.#open);
    const { pull } = known;
    const dice = this.#dice;
    switch (act) {
      case 'edit':
        return this.#edit(known);
      case 'storm':
        return this.#storm(known);
      case 'push':
        await pull.push({ [`src/${pull.number}-${++this.#counter}.ts`]: 'export {};\n' });
        return this.#say(pull, 'pushed');
      case 'mute':
      case 'unmute':
        if (known.muted !== (act === 'unmute')) return;
        known.muted = act === 'mute';
        await (known.muted ? pull.label('no-outcome', this.#people.ann) : pull.unlabel('no-outcome', this.#people.ann));
        return this.#say(pull, known.muted ? 'labelled no-outcome' : 'no-outcome taken off');
      case 'label':
        await pull.label(dice.one(['size/S', 'size/L', 'backend', 'urgent']), this.#people.ann);
        return this.#say(pull, 'labelled');
      case 'close':
        this.#open = this.#open.filter((one) => one !== known);
        this.#closed.push(known);
        await pull.close(this.#people.ann);
        return this.#say(pull, 'closed');
      case 'draft':
      case 'ready':
        if (known.draft !== (act === 'ready')) return;
        known.draft = act === 'draft';
        await (known.draft ? pull.convertToDraft(this.#people.ann) : pull.readyForReview(this.#people.ann));
        return this.#say(pull, known.draft ? 'made a draft' : 'ready for review');
      case 'command':
        return this.#command(known);
    }
  }

  async #edit(known: Known): Promise<void> {
    // Whether an exemption or the bet came first would depend on the order in which the app hears of them.
    known.stance = known.exempt ? 'silent' : this.#dice.weighted(stances);
    await known.pull.editBody(this.#body(known.stance), this.#people.ann);
    this.#say(known.pull, `edited: ${known.stance}`);
  }

  /** Many events for one pull request as fast as GitHub can tell them. */
  async #storm(known: Known): Promise<void> {
    const { pull } = known;
    const events = this.#dice.between(8, 50);
    this.#say(pull, `a storm of ${events}`);
    for (let event = 0; event < events; event += 1) {
      const kind = this.#dice.weighted({ edit: 5, label: 3, unlabel: 2, push: 1, comment: 2 });
      if (kind === 'edit') await this.#edit(known);
      if (kind === 'label') await pull.label(`storm-${event % 3}`, this.#people.ann);
      if (kind === 'unlabel') await pull.unlabel('storm-0', this.#people.ann).catch(() => undefined);
      if (kind === 'push') await pull.push({ [`src/${pull.number}-${++this.#counter}.ts`]: 'export {};\n' });
      if (kind === 'comment') await pull.comment('Have a look', this.#people.rae);
    }
  }

  async #command(known: Known): Promise<void> {
    const { pull } = known;
    const wish = this.#dice.weighted({ help: 3, check: 4, exempt: 2, 'exempt by a reader': 2, unknown: 1 });
    if (wish === 'exempt') {
      if (known.stance === 'bet' || known.stance === 'two bets') return;
      known.exempt = true;
    }
    const text = wish === 'unknown' ? 'mesure' : wish === 'exempt by a reader' ? 'exempt I like it' : wish;
    const { ann, rae } = this.#people;
    await pull.comment(
      `/soundings ${wish === 'exempt' ? 'exempt an experiment' : text}`,
      wish.endsWith('reader') ? rae : ann,
    );
    this.#say(pull, `commanded: ${wish}`);
  }

  #take<T>(from: T[]): T | undefined {
    if (from.length === 0) return undefined;
    const known = this.#dice.one(from);
    from.splice(from.indexOf(known), 1);
    return known;
  }

  #say(pull: PullRequestOnGitHub | undefined, what: string): void {
    const { fullName } = this.#plan;
    this.#told({ at: new Date(), repository: fullName, ...(pull && { number: pull.number }), what });
  }
}
