import type { PullRequest } from '../../domain/gate/facts.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';

/** Asked for once a head and base: labels and edits do not change the files. */
export async function readPaths(
  { forge, store }: World,
  repository: Repository,
  { number, headSha, baseRef }: PullRequest,
): Promise<string[]> {
  const paths = await forge.changedPaths(repository, number);
  await store.saveChangedPaths(repository.id, number, headSha, baseRef, paths);
  return paths;
}

export const changedPaths = async (world: World, repository: Repository, pull: PullRequest): Promise<string[]> =>
  (await world.store.changedPaths(repository.id, pull.number, pull.headSha, pull.baseRef)) ??
  (await readPaths(world, repository, pull));
