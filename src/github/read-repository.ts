import type { Repository } from '../domain/repository.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import type { Requests } from './requests/requests.ts';

/** By its present or former name. Another repository may have that name since, which is not the same. */
export async function readPresent(requests: Requests, repository: Repository): Promise<Repository | undefined> {
  const request = await requests(repository);
  const { owner, name: repo, id, installationId } = repository;
  const answer = await unlessAbsent(request('GET /repos/{owner}/{repo}', { owner, repo }), [403]);
  return Number(answer?.data.id) === id && answer ? asRepository(answer.data, installationId) : undefined;
}

/**
 * Another repository of the same owner. A renamed one is found by its old name; one that moved to another owner is not.
 */
export async function readRepository(
  requests: Requests,
  repository: Repository,
  name: string,
): Promise<Repository | undefined> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}', { owner: repository.owner, repo: name }),
    // We may not read it: to us it does not exist.
    [403],
  );
  if (!answer || Number(answer.data.owner.id) !== repository.ownerId) return undefined;
  return asRepository(answer.data, repository.installationId);
}

/** Whatever repository has that name now. */
export async function readByName(
  requests: Requests,
  named: Pick<Repository, 'owner' | 'name'>,
): Promise<Repository | undefined> {
  const nobodys = { ...named, id: 0, ownerId: 0, defaultBranch: '', private: true, installationId: 0 };
  const request = await requests(nobodys);
  const answer = await unlessAbsent(request('GET /repos/{owner}/{repo}', at(named)));
  return answer && asRepository(answer.data, 0);
}

interface Data {
  id: number | bigint;
  owner: { id: number | bigint; login: string };
  name: string;
  default_branch: string;
  private: boolean;
}

const asRepository = (data: Data, installationId: number): Repository => ({
  id: Number(data.id),
  ownerId: Number(data.owner.id),
  owner: data.owner.login,
  name: data.name,
  defaultBranch: data.default_branch,
  // If GitHub does not say, everybody may be reading.
  private: data.private === true,
  installationId,
});
