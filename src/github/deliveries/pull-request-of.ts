import type { Checked } from './payload-shapes.ts';

/**
 * Number of the pull request that a check run or suite belongs to; none for forks (facts 20). A commit can be in pull
 * requests of several repositories, which are all listed.
 */
export function pullRequestOf(
  { pull_requests: listed }: Checked,
  repositoryId: number | undefined,
): number | undefined {
  return listed?.find(({ base }) => !base || base.repo.id === repositoryId)?.number;
}
