import type { Repository } from './facts.ts';
import type { OtherBet } from './forecast.ts';

type Place = Pick<Repository, 'id' | 'owner' | 'name' | 'private'>;

/** Where a pull request is, as it may be told in a comment of `here`: whoever reads a public repository may not see the private ones. */
export function placeFrom(here: Place, there: Place): OtherBet['repository'] {
  if (there.id === here.id) return undefined;
  const sameOwner = there.owner.toLowerCase() === here.owner.toLowerCase();
  return !there.private || (here.private && sameOwner) ? { owner: there.owner, name: there.name } : 'hidden';
}

/** `#118`, `acme/web#118`, or that it is elsewhere. */
export function nameOfOther({ repository, number }: Pick<OtherBet, 'repository' | 'number'>): string {
  if (repository === 'hidden') return 'a bet in another repository';
  return repository ? `${repository.owner}/${repository.name}#${number}` : `#${number}`;
}
