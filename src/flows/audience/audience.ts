import type { Audience } from '../../domain/disclosure/disclosure.ts';
import type { MapHome } from '../../domain/outcome-map/map-state.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';

/**
 * Who reads what is written in a repository, on the word of the author of a pull request or issue. Costs a request for each repository apart from this one
 * that the map is in, once in some minutes.
 */
export async function audienceOf(
  { forge }: Pick<World, 'forge'>,
  repository: Repository,
  { name, others = [] }: MapHome,
  author: string,
): Promise<Audience> {
  let readsHome = true;
  for (const place of [name, ...others]) {
    readsHome &&= await forge.canRead(repository, { owner: repository.owner, name: place }, author);
  }
  return { repository: repository.private ? 'private' : 'public', readsHome };
}
