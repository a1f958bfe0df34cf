import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import type { World } from '../ports/world.ts';

/**
 * Some bots (bors, ghstack, scripts) push the commit themselves and close the pull request: GitHub says that it was never merged. A commit on its base branch that
 * bears its number is its merge.
 */
export async function asLanded({ store }: World, facts: PullRequestFacts): Promise<PullRequestFacts> {
  const { repository, pullRequest } = facts;
  if (pullRequest.merged || pullRequest.state !== 'closed') return facts;
  const base = pullRequest.baseRef === repository.defaultBranch ? undefined : pullRequest.baseRef;
  const landed = (await store.landedAs(repository.id, pullRequest.number)).findLast(({ branch }) => branch === base);
  if (!landed) return facts;
  return { ...facts, pullRequest: { ...pullRequest, merged: true, mergedAt: landed.at, mergeCommitSha: landed.sha } };
}
