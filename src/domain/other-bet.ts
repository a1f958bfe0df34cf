import type { OtherBet } from './forecast.ts';

/** `#118`, `acme/web#118`, or that it is elsewhere. */
export function nameOfOther({ repository, number }: Pick<OtherBet, 'repository' | 'number'>): string {
  if (repository === 'hidden') return 'a bet in another repository';
  return repository ? `${repository.owner}/${repository.name}#${number}` : `#${number}`;
}
