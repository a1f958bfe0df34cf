import type { Repository } from '../../domain/repository.ts';
import type { Ancestry } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';

/** Facts 28: `merge...release` is ahead or identical when the release contains the merge; no listing needed. */
export async function holds({ forge }: World, repository: Repository, signal: { sha: string }, sha: string) {
  return isHeld(await forge.compare(repository, sha, signal.sha));
}

export const isHeld = (ancestry: Ancestry | undefined) => ancestry === 'ahead' || ancestry === 'identical';
