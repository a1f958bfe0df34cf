import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { type Disclosure, disclosureOf } from '../../domain/disclosure/disclosure.ts';
import type { MapState } from '../../domain/outcome-map/map-state.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';
import { audienceOf } from './audience.ts';

/** What may be shown in a repository on the word of an author, under the map in force. */
export async function disclosureFor(
  world: World,
  repository: Repository,
  author: string,
  mapState: MapState,
): Promise<Disclosure> {
  if ('map' in mapState) return disclosureOf(mapState.map, await audienceOf(world, repository, mapState.home, author));
  // Without a map nothing is named that its author does not know, and nobody says that its figures may be shown.
  return disclosureOf(
    { metrics: [], policy: { redact: 'auto' } },
    await audienceOf(world, repository, mapState.kind === 'invalid' ? mapState.home : repository, author),
  );
}

/**
 * The map in force judges, not the one that the bet was made under.
 * @param lately what is told follows from an event that read the map a moment ago
 */
export async function disclosureForBet(
  world: World,
  { repository, author }: BetRecord,
  lately = false,
): Promise<Disclosure> {
  const mapState = await (lately ? world.maps.lately(repository) : world.maps.inForce(repository));
  return disclosureFor(world, repository, author, mapState);
}
