import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import type { World } from '../ports/world.ts';

/** Each costs a request. A change that was landed in more commits than these is not looked for. */
const mostCommits = 5;

/**
 * Some bots (bors, ghstack, scripts) push the commit themselves and close the pull request: GitHub says that it was never merged. Commits on its base branch
 * or on the default one (in a stack the base is the pull request below) that have its number are its merge where they change all the files that it changes: anybody's text may name its number, and be squashed by a
 * maintainer who does not read it. Who pushes to a branch may write there.
 */
export async function asLanded(world: World, facts: PullRequestFacts): Promise<PullRequestFacts> {
  const { repository, pullRequest } = facts;
  if (pullRequest.merged || pullRequest.state !== 'closed') return facts;
  const base = pullRequest.baseRef === repository.defaultBranch ? undefined : pullRequest.baseRef;
  const landed = (await world.store.landedAs(repository.id, pullRequest.number)).filter(
    ({ branch }) => branch === base || branch === undefined,
  );
  const last = landed.at(-1);
  if (!last) return facts;
  const known = (await world.store.betOf(repository.id, pullRequest.number))?.mergeSha;
  if (known !== last.sha && !(await holdItsFiles(world, facts, landed.slice(-mostCommits)))) return facts;
  const { sha: mergeCommitSha, at: mergedAt, branch: baseRef = repository.defaultBranch } = last;
  return { ...facts, pullRequest: { ...pullRequest, merged: true, mergedAt, mergeCommitSha, baseRef } };
}

async function holdItsFiles(
  { forge }: World,
  { repository, changedPaths }: PullRequestFacts,
  commits: { sha: string }[],
): Promise<boolean> {
  const missing = new Set(changedPaths);
  if (missing.size === 0) return false;
  for (const { sha } of commits.toReversed()) {
    for (const path of (await forge.pathsOf(repository, sha)) ?? []) missing.delete(path);
    if (missing.size === 0) return true;
  }
  return false;
}
