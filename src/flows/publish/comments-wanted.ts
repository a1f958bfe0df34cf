import type { CommentPolicy } from '../../domain/outcome-map/policy.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';

/** Which comments the map in force has written, whatever map a bet was made under. */
export async function commentsWanted({ maps }: World, repository: Repository): Promise<CommentPolicy> {
  const state = await maps.lately(repository);
  return ('map' in state && state.map.policy.comments) || {};
}
