import { referenceTo } from '../repository.ts';
import type { BetState } from './lifecycle.ts';

interface Named {
  number: number;
  /** Absent: the repository of the reader. */
  repository?: OtherBet['repository'] | undefined;
}

/** `#118`, `acme/web#118`, or that it is elsewhere. */
export function nameOfOther({ repository, number }: Named): string {
  if (repository === 'hidden') return 'a bet in another repository';
  return repository ? referenceTo(repository.owner, repository.name, number) : `#${number}`;
}

/** Another bet of the owner on one of the same metrics, or on one above or below it, that is open, waiting for its release or measured. */
export interface OtherBet {
  betId: string;
  repositoryId: number;
  number: number;
  /** Where it is, if not in the same repository; `hidden`: it may not be named here, because the reader of this may not see it. */
  repository?: { owner: string; name: string } | 'hidden';
  state: BetState;
  /** Its metrics that are the same as ours, above or below them. */
  metrics: string[];
  /** Their closest relation to ours: `above` is a metric that ours drives, directly or not. */
  relation: 'same' | 'above' | 'below';
  /** When it reached its users, if it has. */
  shippedAt?: Date;
  /** When its last readout is due. */
  measuringUntil?: Date;
  /** Days from its release to its last readout. */
  windowDays: number;
}
