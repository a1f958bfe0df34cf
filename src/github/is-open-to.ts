import type { Repository } from '../domain/facts.ts';
import { unlessAbsent } from './absent.ts';
import type { Requests } from './requests.ts';

/**
 * Whether what another repository holds may be shown in this one. Our token reads private repositories of the owner, and whoever can open a
 * pull request in a public one could otherwise have us quote them.
 */
export async function isOpenTo(
  requests: Requests,
  repository: Repository,
  other: { owner: string; name: string },
): Promise<boolean> {
  const nameOf = ({ owner, name }: typeof other) => `${owner}/${name}`.toLowerCase();
  if (repository.private || nameOf(other) === nameOf(repository)) return true;
  const request = await requests(repository);
  const { owner, name: repo } = other;
  const answer = await unlessAbsent(request('GET /repos/{owner}/{repo}', { owner, repo }), [403]);
  return answer?.data.private === false;
}
