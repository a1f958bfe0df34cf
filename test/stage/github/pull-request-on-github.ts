import { checkEvent, checksOn, type ShownCheck } from './check-on-github.ts';
import { commitOnto, type Files } from './commit-onto.ts';
import { Conversation } from './conversation.ts';
import type { Json } from './json.ts';
import { openPullRequest } from './open-pull-request.ts';

export class PullRequestOnGitHub extends Conversation {
  async read(): Promise<Json> {
    return this.hands.look(this.at(`/pulls/${this.number}`));
  }

  async headSha(): Promise<string> {
    return (await this.read()).head.sha;
  }

  async edit(changed: { title?: string; body?: string }, by = this.author): Promise<void> {
    await this.hands.act(by, 'PATCH', this.at(`/pulls/${this.number}`), changed);
  }

  async editBody(body: string, by = this.author): Promise<void> {
    await this.edit({ body }, by);
  }

  /** Returns the new head. */
  async push(
    files: Files,
    { message = 'Go on', by = this.author }: { message?: string; by?: string } = {},
  ): Promise<string> {
    const { head } = await this.read();
    const sha = await commitOnto(this.hands, this.repository, head.sha, files, message, by);
    await this.hands.act(this.hands.writerFor(by), 'PATCH', this.at(`/git/refs/heads/${head.ref}`), { sha });
    return sha;
  }

  /** Returns the SHA of the merge: under `rebase`, of the last commit. */
  async merge({
    method = 'merge',
    by = 'ann',
    at,
  }: {
    method?: 'merge' | 'squash' | 'rebase';
    by?: string;
    at?: Date;
  } = {}): Promise<string> {
    return this.hands.world.clock.during(at, async () => {
      const path = this.at(`/pulls/${this.number}/merge`);
      return (await this.hands.act(by, 'PUT', path, { merge_method: method })).sha;
    });
  }

  async close(by = this.author): Promise<void> {
    await this.hands.act(by, 'PATCH', this.at(`/pulls/${this.number}`), { state: 'closed' });
  }

  async reopen(by = this.author): Promise<void> {
    await this.hands.act(by, 'PATCH', this.at(`/pulls/${this.number}`), { state: 'open' });
  }

  async readyForReview(by = this.author): Promise<void> {
    await this.#draft(false, 'ready_for_review', by);
  }

  async convertToDraft(by = this.author): Promise<void> {
    await this.#draft(true, 'converted_to_draft', by);
  }

  /** Links an issue in the sidebar; no event tells of it. */
  linkIssue(number: number): void {
    this.hands.world.pulls.get(this.repository, this.number)?.linked.add(number);
  }

  /** Check runs on the head, oldest first. */
  async checks(): Promise<ShownCheck[]> {
    return checksOn(this.hands, this.repository, await this.headSha());
  }

  /** The check run of this name on the head. */
  async check(name = 'Soundings'): Promise<ShownCheck | undefined> {
    return (await this.checks()).findLast((run) => run.name === name);
  }

  /** Presses a button of the check, by its identifier. */
  async pressButton(button: string, by = this.author): Promise<void> {
    await this.#onCheck({ button, by });
  }

  async rerequestCheck(by = this.author): Promise<void> {
    await this.#onCheck({ by });
  }

  /** Presses Revert: a pull request that takes this one back (of a revert: that brings it again). */
  async revert(by = 'ann'): Promise<PullRequestOnGitHub> {
    const { title, merge_commit_sha, merged, head, base } = await this.read();
    if (!merged) throw new Error(`#${this.number} is not merged`);
    const reverted = /^Revert "(.*)"$/.exec(title)?.[1];
    const files = await this.#inverse(merge_commit_sha);
    const number = await openPullRequest(this.hands, this.repository, {
      title: reverted ? `Reapply "${reverted}"` : `Revert "${title}"`,
      body: `Reverts ${base.repo.full_name}#${this.number}`,
      branch: `revert-${this.number}-${head.ref}`,
      author: by,
      commits: [{ files, message: `Revert "${title}"\n\nThis reverts commit ${merge_commit_sha}.` }],
    });
    return new PullRequestOnGitHub(this.hands, this.repository, number, by);
  }

  async #inverse(sha: string): Promise<Files> {
    const { parents } = await this.hands.look(this.at(`/git/commits/${sha}`));
    const changed: Json[] = await this.hands.look(this.at(`/pulls/${this.number}/files?per_page=100`));
    const before: Files = {};
    for (const { filename } of changed) {
      const file = await this.hands.look(this.at(`/contents/${filename}?ref=${parents[0].sha}`));
      before[filename] = file ? Buffer.from(file.content, 'base64').toString() : null;
    }
    return before;
  }

  /** Only GraphQL can do this, so the emulator is told behind GitHub's back, and the event is posted by hand. */
  async #draft(draft: boolean, action: string, by: string): Promise<void> {
    const { emulator, relay } = this.hands.world;
    await emulator.ask('PATCH', this.at(`/pulls/${this.number}`), { draft });
    const pull_request = await this.read();
    const sender = await this.hands.act(by, 'GET', '/user');
    await relay.post('pull_request', { action, pull_request, repository: pull_request.base.repo, sender });
  }

  async #onCheck(pressed: { by: string; button?: string }): Promise<void> {
    const run = await this.check();
    if (!run) throw new Error(`#${this.number} has no check to press`);
    await checkEvent(this.hands, this.repository, run, pressed);
  }
}
