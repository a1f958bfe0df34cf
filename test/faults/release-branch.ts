import { setTimeout as pause } from 'node:timers/promises';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import type { Dice } from './dice.ts';

/** A change as it stands on main. */
export interface Merged {
  pull: PullRequestOnGitHub;
  path: string;
  sha: string;
}

/** A branch that gets nothing of main but what is brought to it, each change once. */
export class ReleaseBranch {
  readonly name = 'release/1.x';
  readonly #repository: RepositoryOnGitHub;
  readonly #brought = new Set<string>();

  constructor(repository: RepositoryOnGitHub) {
    this.#repository = repository;
  }

  cut(by: string): Promise<void> {
    return this.#repository.branch(this.name, by);
  }

  /** As Mergify does it, with the description copied; by a person who names the number; or by `git cherry-pick -x`. */
  async bring({ pull, path, sha }: Merged, by: string, dice: Dice): Promise<PullRequestOnGitHub | undefined> {
    if (this.#brought.has(path)) return undefined;
    this.#brought.add(path);
    const { number } = pull;
    const { title, body } = await pull.read();
    const picked = `(cherry picked from commit ${sha})`;
    const ways = {
      mergify: `${body}\n\n---\nThis is an automatic backport of pull request #${number} done by [Mergify](https://mergify.com).`,
      number: `Backport of #${number}`,
      pick: picked,
    };
    const way = dice.weighted({ mergify: 3, number: 1, pick: 2 });
    // GitHub tells the second and no more: what was merged in the same one might have come before or after.
    await pause(1_100);
    return this.#repository.openPullRequest({
      ...{ title: way === 'mergify' ? `${title} (backport #${number})` : title, body: ways[way], base: this.name },
      ...{ branch: `backport-${number}`, author: by },
      commits: [{ files: { [path]: contentOf(path) }, message: way === 'pick' ? `${title}\n\n${picked}` : title }],
    });
  }
}

export const contentOf = (path: string) => `export const one = '${path}';\n`;
