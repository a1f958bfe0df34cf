import { checksOn, type ShownCheck } from './check-on-github.ts';
import { commitOnto, type Files } from './commit-onto.ts';
import type { Hands } from './hands.ts';
import { IssueOnGitHub, type IssueWish } from './issue-on-github.ts';
import type { Json } from './json.ts';
import { mergeCommit } from './merge-pull.ts';
import { openPullRequest, type PullRequestWish } from './open-pull-request.ts';
import { machine } from './people.ts';
import { PullRequestOnGitHub } from './pull-request-on-github.ts';

export interface ReleaseWish {
  tag: string;
  /** Branch or SHA; the default branch unless told. */
  target?: string;
  prerelease?: boolean;
  draft?: boolean;
  by?: string;
  at?: Date;
}

export interface DeploymentWish {
  /** Unless told, the tip of the default branch. */
  sha?: string;
  environment?: string;
  /** Statuses to report, in order; `['success']` unless told. */
  states?: string[];
  production?: boolean;
  transient?: boolean;
  at?: Date;
}

export interface MergeGroup {
  headSha: string;
  headRef: string;
  baseSha: string;
}

/** A repository, and what people do in it. */
export class RepositoryOnGitHub {
  readonly fullName: string;
  readonly #hands: Hands;

  constructor(hands: Hands, fullName: string) {
    this.#hands = hands;
    this.fullName = fullName;
  }

  #at(path: string): string {
    return `/repos/${this.fullName}${path}`;
  }

  async read(): Promise<Json> {
    return this.#hands.look(this.#at(''));
  }

  /** The commit that a branch (main unless told), tag or SHA stands for. */
  async tip(ref = 'main'): Promise<string> {
    return (await this.#hands.look(this.#at(`/commits/${ref}`))).sha;
  }

  /** From the tip of the default branch. */
  async branch(name: string, by = 'ann'): Promise<void> {
    await this.#hands.act(by, 'POST', this.#at('/git/refs'), { ref: `refs/heads/${name}`, sha: await this.tip() });
  }

  /** Commits one file (null deletes it) straight to a branch. Returns the commit's SHA. */
  async commitFile(
    path: string,
    content: string | null,
    {
      message = `Write ${path}`,
      by = 'ann',
      branch = 'main',
      at,
    }: { message?: string; by?: string; branch?: string; at?: Date } = {},
  ): Promise<string> {
    return this.#hands.world.clock.during(at, async () => {
      const existing = await this.#hands.look(this.#at(`/contents/${path}?ref=${branch}`));
      const common = { message, branch, ...(existing && { sha: existing.sha }) };
      const done =
        content === null
          ? await this.#hands.act(by, 'DELETE', this.#at(`/contents/${path}`), common)
          : await this.#hands.act(by, 'PUT', this.#at(`/contents/${path}`), {
              ...common,
              content: Buffer.from(content).toString('base64'),
            });
      return done.commit.sha;
    });
  }

  /** Pushes one commit to a branch. Returns its SHA. */
  async push(
    files: Files,
    { message, by = 'ann', branch = 'main' }: { message: string; by?: string; branch?: string },
  ): Promise<string> {
    const sha = await commitOnto(this.#hands, this.fullName, await this.tip(branch), files, message, by);
    await this.#hands.act(by, 'PATCH', this.#at(`/git/refs/heads/${branch}`), { sha });
    return sha;
  }

  async openPullRequest(wish: PullRequestWish): Promise<PullRequestOnGitHub> {
    const number = await openPullRequest(this.#hands, this.fullName, wish);
    return this.pullRequest(number, wish.author);
  }

  /** Merged pull requests of the past, oldest first, without commits and what else a story needs: hundreds in seconds. */
  async mergedLongAgo(wishes: { title: string; body?: string; at: Date }[]): Promise<void> {
    const { clock, emulator, pulls } = this.#hands.world;
    for (const [index, { title, body = '', at }] of wishes.entries())
      await clock.during(at, async () => {
        const wish = { title, body, head: `past-${index}`, base: 'main' };
        const pull = await emulator.ask('POST', this.#at('/pulls'), wish);
        await emulator.ask('PATCH', this.#at(`/pulls/${pull.number}`), { state: 'closed' });
        const by = { login: machine, id: 2, type: 'User' };
        pulls.of(pull).merged = { at: new Date().toISOString(), sha: pull.head.sha, by };
      });
  }

  pullRequest(number: number, author = 'ben'): PullRequestOnGitHub {
    return new PullRequestOnGitHub(this.#hands, this.fullName, number, author);
  }

  async openIssue({ title, body, labels, author = 'ben', at }: IssueWish): Promise<IssueOnGitHub> {
    return this.#hands.world.clock.during(at, async () => {
      const { number } = await this.#hands.act(author, 'POST', this.#at('/issues'), { title, body, labels });
      return this.issue(number, author);
    });
  }

  issue(number: number, author = 'ben'): IssueOnGitHub {
    return new IssueOnGitHub(this.#hands, this.fullName, number, author);
  }

  /** Open ones, newest first; pull requests are none. */
  async issues(): Promise<{ number: number; title: string; body: string }[]> {
    const found: Json[] = await this.#hands.look(`/repos/${this.fullName}/issues?state=open&per_page=100`);
    return found
      .filter(({ pull_request }) => !pull_request)
      .map(({ number, title, body }) => ({ number, title, body }));
  }

  async checks(sha: string): Promise<ShownCheck[]> {
    return checksOn(this.#hands, this.fullName, sha);
  }

  /** A tag without a release; `annotated`: with a tag object between. */
  async tag(
    name: string,
    { sha, annotated = false, by = 'ann' }: { sha?: string; annotated?: boolean; by?: string } = {},
  ): Promise<void> {
    let object = sha ?? (await this.tip());
    if (annotated) {
      const about = { tag: name, message: name, object, type: 'commit' };
      object = (await this.#hands.act(by, 'POST', this.#at('/git/tags'), about)).sha;
    }
    await this.#hands.act(by, 'POST', this.#at('/git/refs'), { ref: `refs/tags/${name}`, sha: object });
  }

  /** Returns the release's id. */
  async release({ tag, target, prerelease = false, draft = false, by = 'ann', at }: ReleaseWish): Promise<number> {
    return this.#hands.world.clock.during(at, async () => {
      const wish = { tag_name: tag, name: tag, prerelease, draft, ...(target && { target_commitish: target }) };
      return (await this.#hands.act(by, 'POST', this.#at('/releases'), wish)).id;
    });
  }

  /** `{ draft: false }` publishes a draft, `{ prerelease: false }` makes a prerelease a full one. */
  async editRelease(
    id: number,
    changed: { draft?: boolean; prerelease?: boolean; body?: string },
    { by = 'ann', at }: { by?: string; at?: Date } = {},
  ): Promise<void> {
    await this.#hands.world.clock.during(at, () => this.#hands.act(by, 'PATCH', this.#at(`/releases/${id}`), changed));
  }

  /** Returns the deployment's id. */
  async deploy({
    sha,
    environment = 'production',
    states = ['success'],
    production,
    transient,
    at,
  }: DeploymentWish = {}): Promise<number> {
    return this.#hands.world.clock.during(at, async () => {
      const deployment = await this.#hands.act('ann', 'POST', this.#at('/deployments'), {
        ...{ ref: sha ?? (await this.tip()), environment, required_contexts: [], auto_merge: false },
        ...(production !== undefined && { production_environment: production }),
        ...(transient !== undefined && { transient_environment: transient }),
      });
      for (const state of states) await this.reportDeployment(deployment.id, state);
      return deployment.id;
    });
  }

  async reportDeployment(id: number, state: string): Promise<void> {
    await this.#hands.act('ann', 'POST', this.#at(`/deployments/${id}/statuses`), { state });
  }

  /** The merge queue tries these together, in this order, and asks for the checks of the result. */
  async addToMergeQueue(...pulls: PullRequestOnGitHub[]): Promise<MergeGroup> {
    const { world } = this.#hands;
    const baseSha = await this.tip();
    let headSha = baseSha;
    for (const { number } of pulls) {
      const state = world.pulls.get(this.fullName, number);
      const pull = await world.emulator.ask('GET', this.#at(`/pulls/${number}`));
      if (!state) throw new Error(`No pull request #${number}`);
      headSha = await mergeCommit(world, state, pull, headSha, {});
    }
    const headRef = `refs/heads/gh-readonly-queue/main/pr-${pulls.at(-1)?.number}-${baseSha}`;
    await world.emulator.ask('POST', this.#at('/git/refs'), { ref: headRef, sha: headSha });
    const head_commit = await this.#hands.look(this.#at(`/git/commits/${headSha}`));
    await world.relay.post('merge_group', {
      ...{ action: 'checks_requested', repository: await this.read(), sender: { login: 'ann', type: 'User' } },
      merge_group: {
        head_sha: headSha,
        head_ref: headRef,
        base_sha: baseSha,
        base_ref: 'refs/heads/main',
        head_commit,
      },
    });
    return { headSha, headRef, baseSha };
  }
}
