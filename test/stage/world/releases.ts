import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import type { peopleIn } from './people.ts';
import { type OpenedWorld, pullRequest } from './world.ts';

/** The commit that a pull request was merged as. */
export const mergeOf = (number: number) => String(number).padStart(40, 'b');
/** The commit that a tag or a deployment stands on. */
export const tip = (name: string) => Buffer.from(name).toString('hex').padEnd(40, '0').slice(0, 40);

/** Merges, releases and deployments in a repository, and which of them hold which. */
export function releasesIn(stage: OpenedWorld, people: ReturnType<typeof peopleIn>) {
  const hold = (name: string, holds: (number | string)[]) => {
    for (const one of holds)
      stage.forge.ancestry.set(`${typeof one === 'number' ? mergeOf(one) : one}...${tip(name)}`, 'ahead');
  };

  return {
    hold,
    /** A merge is heard of, with the text that was merged. */
    async merge(number: number, at: string, part: Partial<PullRequest> = {}) {
      const pull = pullRequest({
        ...{ number, state: 'closed', merged: true, mergedAt: new Date(at), mergeCommitSha: mergeOf(number) },
        ...part,
      });
      stage.forge.pullRequests.set(number, pull);
      const { title, body } = pull;
      await people.happens({ kind: 'pull-request-changed', number, merged: { title, body } });
    },
    /** What it holds, by the numbers of the pull requests, or by commits. */
    async release(tag: string, at: string, holds: (number | string)[], prerelease = false, id?: number) {
      stage.forge.refs.set(tag, tip(tag));
      hold(tag, holds);
      stage.setNow(at);
      await people.happens({
        ...{
          kind: 'release-published',
          releaseId: id ?? stage.forge.refs.size,
          tag,
          targetCommitish: 'main',
          prerelease,
        },
        ...{ url: `https://github.com/acme/shop/releases/${tag}`, at: new Date(at) },
      });
    },
    async deploy(name: string, at: string, holds: (number | string)[]) {
      hold(name, holds);
      await people.happens({
        ...{ kind: 'deployment-succeeded', deploymentId: Date.parse(at), environment: 'production', production: true },
        ...{ transient: false, sha: tip(name), at: new Date(at) },
      });
    },
    async push(at: string, commits: { sha: string; message: string }[], branch?: string) {
      await people.happens({
        kind: 'commits-pushed',
        ...(branch === undefined ? {} : { branch }),
        commits: commits.map((commit) => ({ ...commit, at: new Date(at) })),
        ...{ at: new Date(at), touchesMap: false },
      });
    },
    betOf: (number = 12) => stage.store.betOf(stage.shop.id, number),
  };
}
