import type { Repository } from '../domain/facts.ts';
import { unlessAbsent } from './absent.ts';
import type { Requests } from './requests.ts';

/** Another repository of the same owner. One that was renamed is found by its old name; one that went to another owner is not. */
export async function readRepository(
  requests: Requests,
  repository: Repository,
  name: string,
): Promise<Repository | undefined> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}', { owner: repository.owner, repo: name }),
    // Not ours to look into: to us it does not exist.
    [403],
  );
  if (!answer || Number(answer.data.owner.id) !== repository.ownerId) return undefined;
  const { id, owner, name: present, default_branch: defaultBranch, private: isPrivate } = answer.data;
  const { ownerId, installationId } = repository;
  return {
    id: Number(id),
    ownerId,
    owner: owner.login,
    name: present,
    defaultBranch,
    private: isPrivate,
    installationId,
  };
}
