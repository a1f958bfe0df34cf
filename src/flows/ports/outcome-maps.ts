import type { MapPlaces } from '../../domain/outcome-map/map-places.ts';
import type { MapProblem } from '../../domain/outcome-map/map-problem.ts';
import type { MapState } from '../../domain/outcome-map/map-state.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../domain/repository.ts';
import type { MapFiles } from './stores/map-store.ts';

/**
 * A map that is not in force: what it says and where, or what is wrong with it. `unseen`: it extends a file that the map in force extends too and its
 * author may not read; nothing can be told of the two together without telling of that file.
 */
type ProposedMap = { map: OutcomeMap; places: MapPlaces } | { problems: MapProblem[] } | 'unseen';

/**
 * What the outcome map of a repository is now. Throws when GitHub cannot be read (5xx): the job is tried again.
 * `kept`: what the store has of it, where that was just read along with other things.
 */
export interface OutcomeMaps {
  inForce(repository: Repository, kept?: MapFiles): Promise<MapState>;
  /** The same as it was read within the last half minute, unless any replica has found another one since: for what follows at once from an event that read it. */
  lately(repository: Repository, kept?: MapFiles): Promise<MapState>;
  /** The repository's own map file as it is at a ref (the head of a pull request that edits it), `by` whom; undefined: it is gone. */
  proposedAt(repository: Repository, ref: string, by: string): Promise<ProposedMap | undefined>;
}
