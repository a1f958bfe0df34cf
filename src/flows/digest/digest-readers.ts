import { type Disclosure, disclosureOf } from '../../domain/disclosure/disclosure.ts';
import type { DigestPlan } from '../../domain/outcome-map/digest/plan.ts';
import type { MapHome } from '../../domain/outcome-map/map-state.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../domain/repository.ts';
import { patternMatcher } from '../../domain/text/glob.ts';
import type { Governed } from '../ports/stores/digest-store.ts';
import type { World } from '../ports/world.ts';
import { confirmRepository } from '../upkeep/confirm-repository.ts';

/*
 * Who reads a digest: all who can read the repository that it is in, or anybody where that is public. Where it is private it is on the word of those who write
 * the map that they read what the map says.
 */

export async function disclosureAt(
  { forge }: Pick<World, 'forge'>,
  place: Repository,
  map: OutcomeMap,
  { name, others = [] }: MapHome,
): Promise<Disclosure> {
  let readsHome = true;
  if (!place.private)
    for (const home of [name, ...others]) readsHome &&= await forge.canRead(place, { owner: place.owner, name: home });
  return disclosureOf(map, { repository: place.private ? 'private' : 'public', readsHome });
}

/** Whatever the repository is: the plan names it, or the digest is in it. */
export function isHeld(plan: DigestPlan, place: Repository | undefined): (repository: Repository) => boolean {
  const isInPlan = patternMatcher(plan.repositories.map((name) => name.toLowerCase()));
  return ({ id, name }) => id === place?.id || isInPlan(name.toLowerCase());
}

/** Each costs a request; what was confirmed within minutes costs none. */
const mostConfirmed = 200;

/**
 * The repositories that a digest holds: those that the plan names, the one that it is in, and the public ones, as GitHub says now.
 * Of more than can be asked for the rest is left out.
 */
export async function heldIn(
  world: World,
  governed: Governed[],
  plan: DigestPlan,
  place: Repository,
): Promise<Repository[]> {
  const known = governed.filter(({ hasRecord }) => hasRecord);
  const isNamed = isHeld(plan, place);
  const held: Repository[] = known.filter(isNamed);
  const open = known.filter((repository) => !repository.private && !isNamed(repository));
  for (const repository of open.slice(0, mostConfirmed)) {
    const present = await confirmRepository(world, repository);
    if (present && !present.private) held.push(present);
  }
  if (open.length > mostConfirmed)
    world.log.warn(
      { ownerId: place.ownerId, left: open.length - mostConfirmed },
      'Digest leaves public repositories out: there are too many',
    );
  return held;
}
