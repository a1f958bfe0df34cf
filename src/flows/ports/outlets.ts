import type { Repository } from '../../domain/repository.ts';

/** What happened, for the systems of those whom it concerns. */
export interface Notice {
  event: 'digest' | 'shipped';
  /** The same whenever it is sent again. */
  id: string;
  title: string;
  /** Markdown. */
  text: string;
  at: Date;
  tags: string[];
}

/** Where the operator wants to have word of an owner. What cannot be told is in the log: nothing hangs on it. */
export interface Outlets {
  tell(owner: Pick<Repository, 'owner' | 'ownerId'>, notice: Notice): Promise<void>;
}
