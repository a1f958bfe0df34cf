import type { MapState } from '../../domain/outcome-map/map-state.ts';
import type { CommentPolicy } from '../../domain/outcome-map/policy.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';

/** Which comments the map in force has written, whatever map a bet was made under. */
export async function commentsWanted({ maps }: World, repository: Repository): Promise<CommentPolicy> {
  return commentsOf(await maps.lately(repository));
}

export const commentsOf = (state: MapState): CommentPolicy => ('map' in state && state.map.policy.comments) || {};
