import type { PullRequest } from '../../domain/gate/facts.ts';
import type { Repository } from '../../domain/repository.ts';
import type { ChangedPaths } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';

/** Asked for once a head and base: labels and edits do not change the files. */
export const pathsFor = (kept: ChangedPaths | undefined, { headSha, baseRef }: PullRequest): string[] | undefined =>
  kept?.headSha === headSha && kept.baseRef === baseRef ? kept.paths : undefined;

export async function changedPaths(
  { forge, store }: World,
  repository: Repository,
  pullRequest: PullRequest,
): Promise<string[]> {
  const { number, headSha, baseRef } = pullRequest;
  const kept = pathsFor(await store.changedPaths(repository.id, number), pullRequest);
  if (kept) return kept;
  const paths = await forge.changedPaths(repository, number);
  await store.saveChangedPaths(repository.id, number, { headSha, baseRef, paths });
  return paths;
}
