import type { Repository } from '../../domain/repository.ts';

/** A delivery as GitHub remembers it. */
export interface SentDelivery {
  /** Of its latest attempt: what GitHub is asked to repeat. */
  id: number;
  guid: string;
  repositoryId?: number;
  /** When it was tried first, and last. */
  at: Date;
  latest: Date;
  attempts: number;
  /** Attempts that were answered as taken in. */
  taken: number;
}

/** The app's own webhook, as GitHub keeps it. */
export interface Hook {
  /** Tried for the first time since an instant, oldest first. */
  sent(since: Date): Promise<SentDelivery[]>;
  redeliver(id: number): Promise<void>;
}

/** Who has installed the app, asked with the app's JWT. */
export interface Installations {
  all(): Promise<{ id: number; suspended: boolean }[]>;
  /** Undefined: there is no such installation. */
  isSuspended(id: number): Promise<boolean | undefined>;
  /** The installation that has this repository now, looked for by its name; undefined: none. */
  having(repository: Repository): Promise<number | undefined>;
}

/** A delivery whose signature holds. */
export interface SignedDelivery {
  /** `X-GitHub-Delivery`. */
  id: string;
  /** `X-GitHub-Event`. */
  event: string;
  /** The body as it came, and what it says. */
  text: string;
  payload: Record<string, unknown>;
}
